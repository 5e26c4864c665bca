"""The inspection (all kinds), its team, its announcement and lifecycle, and what was published of it."""
