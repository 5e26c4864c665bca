"""Home pages by role, navigation, help and health: what needs every other room."""
