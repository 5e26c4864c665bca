"""The shape of what is typed on the pages of this room."""
