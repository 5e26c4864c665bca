"""Saves that come from devices: read, kept once, and taken into the record by the one evidence action."""
