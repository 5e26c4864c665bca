"""How sentences of this room say a day."""

from datetime import date


def spoken(day: date) -> str:
    """Monday 22 January 2024."""
    return f"{day:%A} {day.day} {day:%B %Y}"
