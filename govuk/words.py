"""Days and times in words, in London."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone


def day(value: date | None) -> str:
    """Monday 22 January 2024, in London when it is a moment; nothing for no date."""
    shown = local(value) if isinstance(value, datetime) else value
    return f"{shown:%A} {shown.day} {shown:%B %Y}" if shown else ""


def short_day(value: date | None) -> str:
    """Mon 22 Jan 2024, in London when it is a moment."""
    shown = local(value) if isinstance(value, datetime) else value
    return f"{shown:%a} {shown.day} {shown:%b %Y}" if shown else ""


def clock(value: time | datetime | None) -> str:
    """10:40, in London when it is a moment."""
    if value is None:
        return ""
    return f"{local(value):%H:%M}" if isinstance(value, datetime) else f"{value:%H:%M}"


def moment(value: datetime | None) -> str:
    """Mon 22 Jan 2024, 10:40 (London time)."""
    return f"{short_day(value)}, {clock(value)}" if value else ""


def local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def said(at: Any) -> str:
    """A moment or a day in words; words as they are."""
    if isinstance(at, datetime):
        return moment(at)
    return short_day(at) if isinstance(at, date) else str(at or "")
