"""Who agrees meeting times for Cafcass, and who decides where another is asked for (NOTI-15)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import require
from fieldwork.models import DiaryEntry, SlotAnswer
from fieldwork.queries.slots import agreed_kinds
from fieldwork.rules.rights import must_be_open
from inspections.models import Inspection
from inspections.roles import permit


def may_propose(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.DIARY, Verb.DECIDE, "Only the lead inspector proposes these meetings.")
    must_be_open(inspection)


def may_answer(by: Person, inspection: Inspection) -> None:
    """The link person or the chief executive, after the call."""
    permit(by, inspection, Thing.DIARY_TOLD, Verb.CREATE)
    must_be_open(inspection)


def may_ask_another(by: Person, entry: DiaryEntry) -> None:
    may_answer(by, entry.inspection)
    agreed = entry.kind in agreed_kinds(entry.inspection) and entry.status == DiaryEntry.Status.PLANNED
    require(agreed, "The time of this meeting is not to be agreed any more.")


def may_settle(by: Person, answer: SlotAnswer) -> None:
    """The lead takes the time that was asked for, or keeps the one that stands; once for each answer."""
    entry = answer.entry
    permit(by, entry.inspection, Thing.DIARY, Verb.DECIDE, "Only the lead inspector decides on this.")
    must_be_open(entry.inspection)
    last = entry.answers.order_by("-id").values_list("pk", flat=True).first()
    asked = answer.answer == SlotAnswer.Answer.ANOTHER and last == answer.pk and answer.entry_version == entry.version
    require(asked and not hasattr(answer, "kept"), "This is settled already.")
