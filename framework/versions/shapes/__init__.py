"""The typed form of one version's files: frozen dataclasses, one module a group of files."""
