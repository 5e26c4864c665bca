"""Pages of this room: fetch, form, one action, message, redirect."""

from inspections.views import announcement, cafcass, dates, pairs, plan, programme, team, team_together

__all__ = ["announcement", "cafcass", "dates", "pairs", "plan", "programme", "team", "team_together"]
