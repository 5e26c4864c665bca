"""What people owe, by part of this room; each module answers `due(day)`."""
