"""Who may change the diary, and what may stand in it."""
