"""The meetings whose time both sides agree, and what Cafcass has said to each (NOTI-15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from fieldwork.models import DiaryEntry, SlotAnswer
from framework.versions import version
from inspections.models import Inspection

PROPOSED, CONFIRMED, ASKED = "proposed", "confirmed", "asked"
LABELS = {
    PROPOSED: ("Waits for Cafcass", "yellow"),
    CONFIRMED: ("Confirmed", "green"),
    ASKED: ("Another time asked for", "orange"),
}


@dataclass(frozen=True)
class AgreedSlot:
    """One meeting as it is planned now, with the last answer to it."""

    entry: DiaryEntry
    answer: SlotAnswer | None

    @cached_property
    def state(self) -> str:
        """An answer counts for the time that it names, so a meeting that is moved waits for a new one."""
        entry, answer = self.entry, self.answer
        if answer is None:
            return PROPOSED
        if answer.time == (entry.day, entry.starts, entry.ends):
            return CONFIRMED
        asked = answer.answer == SlotAnswer.Answer.ANOTHER and answer.entry_version == entry.version
        return ASKED if asked and not hasattr(answer, "kept") else PROPOSED

    @property
    def kept(self) -> str:
        """Why the lead kept the time, while that is the last word."""
        answer = self.answer
        stands = answer is not None and hasattr(answer, "kept") and answer.entry_version == self.entry.version
        return answer.kept.reason if answer is not None and stands else ""

    @property
    def label(self) -> str:
        return LABELS[self.state][0]

    @property
    def colour(self) -> str:
        return LABELS[self.state][1]


def agreed_kinds(inspection: Inspection) -> tuple[str, ...]:
    return version(inspection.framework_version).settings.diary.agreed_kinds


def slots(inspection: Inspection) -> list[AgreedSlot]:
    """Those that are still to come to pass, in order. Two queries."""
    planned = DiaryEntry.objects.filter(inspection=inspection, status=DiaryEntry.Status.PLANNED)
    entries = list(planned.filter(kind__in=agreed_kinds(inspection)).select_related("site"))
    said = SlotAnswer.objects.filter(entry__in=entries).select_related("kept", "by").order_by("id")
    last = {answer.entry_id: answer for answer in said}
    return [AgreedSlot(entry, last.get(entry.pk)) for entry in entries]


def waiting_for_cafcass(found: Iterable[AgreedSlot]) -> list[AgreedSlot]:
    return [slot for slot in found if slot.state == PROPOSED]


def seen(found: Iterable[AgreedSlot]) -> str:
    """What a page shows as waiting, so that nobody confirms a time that moved meanwhile."""
    return ",".join(f"{slot.entry.pk}-{slot.entry.version}" for slot in waiting_for_cafcass(found))
