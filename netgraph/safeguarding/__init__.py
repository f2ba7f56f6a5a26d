"""What daily records ask of those who safeguard: who is to be seen first, what to ask, what to do."""
