"""Every write of this room, one verb a function."""

from inspections.actions.announcement import announce
from inspections.actions.dates import (
    allow_late_call,
    change_date,
    end_fieldwork,
    move_week,
    release_date,
    start_fieldwork,
)
from inspections.actions.pairs import confirm_pair, dissolve_pair, make_pair, rearrange_pair
from inspections.actions.plan import cancel, create_inspection, rename
from inspections.actions.programme import change_concern, decide, log_concern
from inspections.actions.seasons import allow_season
from inspections.actions.team import add_member, end_role, hand_over_lead, pair_shadow

__all__ = [
    "add_member",
    "allow_late_call",
    "allow_season",
    "announce",
    "cancel",
    "change_concern",
    "change_date",
    "confirm_pair",
    "create_inspection",
    "decide",
    "dissolve_pair",
    "end_fieldwork",
    "end_role",
    "hand_over_lead",
    "log_concern",
    "make_pair",
    "move_week",
    "pair_shadow",
    "rearrange_pair",
    "release_date",
    "rename",
    "start_fieldwork",
]
