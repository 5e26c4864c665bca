"""Who may, and when."""
