"""Every write of this room's diary, one verb a function."""

from fieldwork.actions.beforehand import put_in_beforehand
from fieldwork.actions.entries import add_entry, change_entry, move_entry, withdraw_entry
from fieldwork.actions.leftover import withdraw_left_over
from fieldwork.actions.matching import match_interviews
from fieldwork.actions.onsite import arrangement_is_ready, record_arrival_meeting, record_first_meeting
from fieldwork.actions.outcomes import Outcome, record_outcome
from fieldwork.actions.proposals import accept_proposal, decline_proposal, note_need, propose_time
from fieldwork.actions.slots import ask_another_time, confirm_slots, keep_time, propose_slots, take_time

__all__ = [
    "Outcome",
    "accept_proposal",
    "add_entry",
    "arrangement_is_ready",
    "ask_another_time",
    "change_entry",
    "confirm_slots",
    "decline_proposal",
    "keep_time",
    "match_interviews",
    "move_entry",
    "note_need",
    "propose_slots",
    "propose_time",
    "put_in_beforehand",
    "record_arrival_meeting",
    "record_first_meeting",
    "record_outcome",
    "take_time",
    "withdraw_entry",
    "withdraw_left_over",
]
