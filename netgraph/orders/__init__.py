"""What may follow from findings: proposals for orders, and whom an order should keep apart."""
