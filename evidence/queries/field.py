"""What came from devices and waits for somebody: held words, and alarms about saves that are missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch

from accounts.models import Person
from evidence import cases, headings
from evidence.field import holding
from evidence.field.ledger import tablets
from evidence.field.reading import facts, fields, mended
from evidence.kinds import KINDS, NOTE
from evidence.models import FieldDevice, HeldWords, LossAlarm, Revision, SaveAmiss
from framework.versions import FrameworkVersion
from govuk.words import clock as time
from govuk.words import day
from inspections.models import Inspection, TeamMember
from inspections.workflow import SETTLED

# For the tablet's own use.
UNSAID = {"at_risk"}
WHY = {
    holding.NOT_YOURS: "It was written over a document that is somebody else's. Taken in, it becomes one of its own.",
    holding.NOT_ON_TEAM: "Its author was not on the team any more when it arrived.",
    holding.CLOSED: "What it was written over was closed for writing when it arrived.",
    holding.CLOCK: "The clock of the device was wrong, so its date and time may be.",
    holding.UNFIT: "Its words cannot stand in the record as they are.",
}


@dataclass(frozen=True)
class Held:
    """One held save as the page shows it: `words` are (label, text), `more` is what else it said."""

    row: HeldWords
    kind: str
    why: str
    words: list[tuple[str, str]]
    more: list[tuple[str, str]]
    for_lead: bool


def held(inspection: Inspection, person: Person, leads: bool, version: FrameworkVersion) -> list[Held]:
    """Open first, then settled, each oldest first; the lead sees everybody's, anybody else their own. One query."""
    rows = HeldWords.objects.filter(save_of__inspection=inspection).select_related(
        "save_of__author", "save_of__content", "settled__by", "settled__document"
    )
    if not leads:
        rows = rows.filter(save_of__author=person)
    found = [_shown(row, version) for row in rows]
    return sorted(found, key=lambda each: hasattr(each.row, "settled"))


def _shown(row: HeldWords, version: FrameworkVersion) -> Held:
    save = row.save_of
    kind = KINDS[save.kind]
    labels = kind.part_labels(version)
    # No page can show half a character: what was sent stays as it came, and the page shows a sign in its place.
    words = [(labels[part], mended(text)) for part, text in save.content.parts.items() if text]
    more = _more(save.kind, save.content.extra, version)
    return Held(row, kind.label, WHY[row.reason], words, more, row.reason in holding.FOR_THE_LEAD)


def _more(kind: str, extra: dict[str, Any], version: FrameworkVersion) -> list[tuple[str, str]]:
    """What the record would say of it, in words; what it would not understand stands as it came."""
    read = fields(extra, version)
    on, at = read["observed_on"], read["observed_at"]
    given = facts(kind, extra)
    known = cases.of_note(version, given) if kind == NOTE.code else {}
    said = [
        (("source",), "Source", read["source"]),
        (("observed_on", "observed_at"), "Date and time", ", ".join(filter(None, [on and day(on), at and time(at)]))),
        (("place",), "Area and heading", headings.label(version, read["area"], read["heading"])),
        (("finding",), "Points to", dict(Revision.Finding.choices).get(read["finding"], "")),
        (("late_reason",), "Reason for coming late", read["late_reason"]),
    ]
    told = [(label, text) for _, label, text in said if text]
    told += [(label, str(text)) for label, text in cases.said(version, known)]
    understood = {name for names, _, text in said if text for name in names if _understood(name, read)} | known.keys()
    rest = [(name, value) for name, value in extra.items() if value and name not in understood | UNSAID]
    return told + [(mended(name.replace("_", " ").capitalize()), mended(_plain(value))) for name, value in rest]


def _understood(name: str, read: dict[str, Any]) -> bool:
    """Of the date and time each counts for itself."""
    return name not in ("observed_on", "observed_at") or read[name] is not None


def _plain(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return "Yes" if value is True else str(value)


@dataclass(frozen=True)
class Tablet:
    """What one tablet was and is: a store that was emptied or put back counts on as another device, `newest`."""

    newest: FieldDevice
    since: datetime
    came: int
    ids: frozenset[UUID]


def devices(inspection: Inspection, person: Person, leads: bool) -> list[Tablet]:
    """With how many saves came from each. The lead sees those of everybody who wrote here, anybody else their own.

    What was called lost, and found, and begun anew, stands apart from what is in use now.

    Once the inspection is over the lead too: what happens to a tablet then is another inspection's.
    """
    leads = leads and inspection.state not in SETTLED
    wrote = TeamMember.objects.filter(inspection=inspection, role__in=holding.WRITERS).values("person")
    rows = FieldDevice.objects.filter(person__in=wrote) if leads else FieldDevice.objects.filter(person=person)
    rows = rows.select_related("person").annotate(came=Count("saves"))
    found = [
        _tablet([each for each in same if each.lost_at == at])
        for same in tablets(rows.order_by("person__name", "-made_at"))
        for at in {each.lost_at for each in same}
    ]
    return sorted(found, key=lambda each: (each.newest.lost_at is not None, each.newest.person.name))


def _tablet(rows: list[Any]) -> Tablet:
    newest = max(rows, key=lambda each: (each.made_at, each.earlier_id is not None))
    since = min(each.made_at for each in rows)
    return Tablet(newest, since, sum(each.came for each in rows), frozenset(each.pk for each in rows))


def alarms(inspection: Inspection, person: Person, leads: bool) -> list[LossAlarm]:
    """Open first. The lead sees everybody's, anybody else those of their own devices. Two queries."""
    rows = LossAlarm.objects.filter(inspection=inspection).select_related("device__person", "answer__by")
    rows = rows.prefetch_related(Prefetch("found", SaveAmiss.objects.select_related("save_of")))
    rows = rows if leads else rows.filter(device__person=person)
    return sorted(rows, key=lambda each: hasattr(each, "answer"))
