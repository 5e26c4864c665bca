"""Who may do what with an inspection, its team and its dates, and when; each returns or refuses with a sentence."""
