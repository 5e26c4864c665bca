"""Every write of this room, one verb a function."""

from inspections.actions.acting import end_acting, let_act
from inspections.actions.announcement import announce
from inspections.actions.contact_sheet import issue_contact_sheet
from inspections.actions.dates import (
    allow_late_call,
    change_date,
    end_fieldwork,
    move_week,
    release_date,
    start_fieldwork,
)
from inspections.actions.deferral import decide_deferral, plan_again, request_deferral
from inspections.actions.interruption import (
    cancel_after_call,
    close_incomplete,
    decide_pause,
    lift_hold,
    put_on_hold,
    resume,
)
from inspections.actions.pairs import confirm_pair, dissolve_pair, make_pair, rearrange_pair
from inspections.actions.plan import cancel, create_inspection, rename
from inspections.actions.programme import change_concern, decide, give_decision, log_concern
from inspections.actions.seasons import allow_season
from inspections.actions.sites import add_site, change_site, set_travel, withdraw_site
from inspections.actions.team import add_member, end_role, hand_over_lead, pair_shadow, replace_member

__all__ = [
    "add_member",
    "add_site",
    "allow_late_call",
    "allow_season",
    "announce",
    "cancel",
    "cancel_after_call",
    "change_concern",
    "change_date",
    "change_site",
    "close_incomplete",
    "confirm_pair",
    "create_inspection",
    "decide",
    "decide_deferral",
    "decide_pause",
    "dissolve_pair",
    "end_acting",
    "end_fieldwork",
    "end_role",
    "give_decision",
    "hand_over_lead",
    "issue_contact_sheet",
    "let_act",
    "lift_hold",
    "log_concern",
    "make_pair",
    "move_week",
    "pair_shadow",
    "plan_again",
    "put_on_hold",
    "rearrange_pair",
    "release_date",
    "rename",
    "replace_member",
    "request_deferral",
    "resume",
    "set_travel",
    "start_fieldwork",
    "withdraw_site",
]
