"""Pages of this room: fetch, form, one action, message, redirect."""

from inspections.views import (
    announcement,
    cafcass,
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
    "dates",
    "pairs",
    "plan",
    "programme",
    "programme_concerns",
    "programme_decisions",
    "programme_page",
    "team",
]
