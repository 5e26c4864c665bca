"""Pages of this room: fetch, form, one action, message, redirect."""

from inspections.views import (
    acting,
    announcement,
    cafcass,
    conduct,
    contact_sheet,
    dates,
    interruption,
    pairs,
    plan,
    programme,
    programme_concerns,
    programme_decisions,
    programme_page,
    site,
    team,
    team_together,
)

__all__ = [
    "acting",
    "announcement",
    "cafcass",
    "conduct",
    "contact_sheet",
    "dates",
    "interruption",
    "pairs",
    "plan",
    "programme",
    "programme_concerns",
    "programme_decisions",
    "programme_page",
    "site",
    "team",
    "team_together",
]
