"""HTTP of this room, by noun."""

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
    site,
    team,
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
    "site",
    "team",
]
