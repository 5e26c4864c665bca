"""Pages of this room: fetch, form, one action, message, redirect."""
