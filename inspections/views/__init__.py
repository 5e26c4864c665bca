"""Pages of this room: fetch, form, one action, message, redirect."""

from inspections.views import announcement, cafcass, conduct, contact_sheet, dates, pairs, plan, programme, team

__all__ = ["announcement", "cafcass", "conduct", "contact_sheet", "dates", "pairs", "plan", "programme", "team"]
