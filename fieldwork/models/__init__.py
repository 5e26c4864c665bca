"""Tables of this room."""

from fieldwork.models.entry import DiaryEntry, EntrySeat
from fieldwork.models.feed import CalendarFeed
from fieldwork.models.meeting import GuidanceGiven, Meeting, RiskTalk

__all__ = ["CalendarFeed", "DiaryEntry", "EntrySeat", "GuidanceGiven", "Meeting", "RiskTalk"]
