"""Every write of this room, one verb a function."""
