"""Tables of this room."""

from fieldwork.models.closing import CloseReason
from fieldwork.models.day import DayConfirmed
from fieldwork.models.entry import DiaryEntry, EntrySeat
from fieldwork.models.feed import CalendarFeed
from fieldwork.models.meeting import GuidanceGiven, Meeting, RiskTalk
from fieldwork.models.onsite import ArrangementNotReady, ArrivalMeeting, FirstMeeting
from fieldwork.models.proposal import Proposal
from fieldwork.models.slot import SlotAnswer, SlotKept
from fieldwork.models.upset import StaffUpset, StaffUpsetStep
from fieldwork.models.version import DiaryVersion

__all__ = [
    "ArrangementNotReady",
    "ArrivalMeeting",
    "CalendarFeed",
    "CloseReason",
    "DayConfirmed",
    "DiaryEntry",
    "DiaryVersion",
    "EntrySeat",
    "FirstMeeting",
    "GuidanceGiven",
    "Meeting",
    "Proposal",
    "RiskTalk",
    "SlotAnswer",
    "SlotKept",
    "StaffUpset",
    "StaffUpsetStep",
]
