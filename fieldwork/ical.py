"""A calendar as text (RFC 5545): times and places under one neutral word. Pure."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from fieldwork.queries.week import Slot

SUMMARY = "Fieldwork"
DOMAIN = "cafcass-inspections"
WIDTH = 75
HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Inspections of Cafcass//Fieldwork//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    f"X-WR-CALNAME:{SUMMARY}",
    "X-PUBLISHED-TTL:PT1H",
)
# The clock of England as it changes since 1996.
LONDON = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "TZNAME:BST",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "DTSTART:19960331T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:GMT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "DTSTART:19961027T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(slots: Iterable[Slot]) -> bytes:
    """The whole file, the same bytes for the same slots."""
    lines = [*HEAD, *LONDON]
    for slot in slots:
        lines += event(slot)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line)).encode()


def event(slot: Slot) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{slot.uid}@{DOMAIN}"
    yield f"DTSTAMP:{_utc(slot.made_at)}"
    yield f"DTSTART;TZID=Europe/London:{_local(slot.day, slot.starts)}"
    # Without an end an event takes no time; one that ends where it begins would be against the format.
    if slot.ends > slot.starts:
        yield f"DTEND;TZID=Europe/London:{_local(slot.day, slot.ends)}"
    yield f"SEQUENCE:{slot.sequence}"
    yield f"STATUS:{slot.state}"
    yield f"SUMMARY:{SUMMARY}"
    if slot.place:
        yield f"LOCATION:{escaped(slot.place)}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    one_line = "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) != "Cc")
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets, each after the first begun by a space; no character is cut in two."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > WIDTH:
            yield piece
            piece = " "
        piece += character
    yield piece


def _local(day: date, at: time) -> str:
    return f"{day:%Y%m%d}T{at:%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
