"""Where claims come from, and second thoughts about them: withdrawn, undone, reviewed, forgotten."""
