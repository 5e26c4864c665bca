"""Pages of this room's diary: fetch, form, one action, message, redirect."""
