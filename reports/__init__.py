"""The report or letter: drafted, cleared, sent, commented on, kept under embargo, and published."""
