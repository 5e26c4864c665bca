"""Pages of this room: fetch, form, one action, message, redirect."""

from inspections.views import (
    announcement,
    cafcass,
    conduct,
    contact_sheet,
    dates,
    pairs,
    plan,
    programme,
    programme_concerns,
    programme_decisions,
    programme_page,
    team,
)

__all__ = [
    "announcement",
    "cafcass",
    "conduct",
    "contact_sheet",
    "dates",
    "pairs",
    "plan",
    "programme",
    "programme_concerns",
    "programme_decisions",
    "programme_page",
    "team",
]
