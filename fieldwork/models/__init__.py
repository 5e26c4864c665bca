"""Tables of this room."""

from fieldwork.models.entry import DiaryEntry, EntrySeat

__all__ = ["DiaryEntry", "EntrySeat"]
