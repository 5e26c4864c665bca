"""Who may do what with evidence and when, and what a revision still lacks. Each raises NotAllowed or Invalid."""

import re
from datetime import date, datetime
from typing import Any

from accounts import clock
from accounts.access import Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from evidence import cases
from evidence.headings import headings_of
from evidence.kinds import CASE, INDIVIDUAL, KINDS, NOTE, NOTHING_TO_ADD, SHARED, Kind
from evidence.models import Document
from evidence.models.judgement import PRACTICE
from framework.versions import FrameworkVersion
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

# A pasted report is longer than any evidence; 100,000 characters are some forty printed pages.
TEXT_LIMIT = 100_000
# No column of text holds these: a null character, and half of a pair of surrogates.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
STRANGE_PARENT = "The version that this was written over is not one of this document's. Open the page again."


def may_write(person: Person, inspection: Inspection, kind: Kind) -> None:
    """A new document: the roles of the access table, so never a shadowing inspector or the QA manager (TEAM-06)."""
    permit(person, inspection, kind.thing, Verb.CREATE)
    require_open(inspection)


def require_open(inspection: Inspection) -> None:
    """Nothing is added to the evidence of a cancelled inspection, whoever admits it. Raises NotAllowed."""
    require(inspection.state != State.CANCELLED, "This inspection was cancelled, so nothing is added to its evidence.")


def may_revise(person: Person, document: Document) -> None:
    """Only the owner edits a note or an individual summary; any inspector of the team a shared one (EVID-04)."""
    kind = KINDS[document.kind]
    permit(person, document.inspection, kind.thing, Verb.EDIT if kind is SHARED else Verb.EDIT_OWN)
    require_revisable(person, document)


def require_revisable(author: Person, document: Document) -> None:
    """What holds whoever is on the team: a note has one author, and what was withdrawn stays. Raises NotAllowed."""
    require(
        owns(author, document),
        f"Only {document.owner}, who wrote it, edits this. You may comment on it.",
        lifted_by=str(document.owner),
        rule="EVID-04",
    )
    require(not withdrawn(document), "This was withdrawn, so it is not edited any more. Its text stays.")


def owns(author: Person, document: Document) -> bool:
    """Whether the document is the author's to write: their own, or a shared one, which is the whole team's."""
    return document.kind == SHARED.code or document.owner_id == author.pk


def may_withdraw(person: Person, document: Document) -> None:
    """The owner, or whoever decides about that kind; a shared summary belongs to the team, so only the latter."""
    kind = KINDS[document.kind]
    own = kind is not SHARED and document.owner_id == person.pk
    permit(person, document.inspection, kind.thing, Verb.EDIT_OWN if own else Verb.DECIDE)
    require(not withdrawn(document), "This was withdrawn already.")


def may_close(person: Person, document: Document) -> None:
    """Whoever wrote a case evaluation, or whoever decides about that kind."""
    own = document.owner_id == person.pk
    permit(person, document.inspection, KINDS[document.kind].thing, Verb.EDIT_OWN if own else Verb.DECIDE)


def withdrawn(document: Document) -> bool:
    return hasattr(document, "withdrawal")


def ask_anew(document: Document) -> None:
    """Whether it was withdrawn, once its inspection is held: what a page read before may have been withdrawn since."""
    document._state.fields_cache.pop("withdrawal", None)


def odd_time(inspection: Inspection, on: date | None, received: datetime) -> bool:
    """Observed after it was received, or before anything of the activity began: flagged, never refused (EVID-05)."""
    begun = clock.london(inspection.made_at).date()
    return on is not None and not begun <= on <= clock.london(received).date()


def to_finish(revision: Any, kind: Kind, version: FrameworkVersion, cites: int = 0) -> list[str]:
    """What is missing before this may be cited, in words; nothing of it stops the saving (EVID-05).

    A summary's revision carries the beginning of its statement as `excerpt`, where the caller has read it.
    """
    if kind is CASE:
        late = revision.after_fieldwork and not revision.late_reason
        of_late = ["a reason for adding it after fieldwork"] if late else []
        return cases.lacks(revision.facts, revision.source, revision.area) + of_late
    missing = _note_lacks(revision) if kind is NOTE else _summary_lacks(revision, kind, cites)
    if kind is SHARED and revision.area and not _has_place(revision, version):
        missing.append("a heading of the leaders area")
    return missing


def _note_lacks(revision: Any) -> list[str]:
    lacks = {
        "a source": not revision.source,
        "a date": revision.observed_on is None,
        "a time": revision.observed_at is None,
        "a date within the inspection": revision.odd_time,
        "an area": not revision.area,
        "a reason for adding it after fieldwork": revision.after_fieldwork and not revision.late_reason,
        "a reason for evidence of a day of the pause": revision.in_pause and not revision.late_reason,
    }
    return [words for words, missing in lacks.items() if missing]


def _summary_lacks(revision: Any, kind: Kind, cites: int) -> list[str]:
    what = "note or case evaluation" if kind is INDIVIDUAL else "individual summary"
    lacks = {
        "an evaluative statement": getattr(revision, "excerpt", None) == "",
        "an area": not revision.area,
        "what it says about leaders, or that there is nothing to add": _asked_of_leaders(revision, kind),
        f"at least one {what} that it rests on": not cites,
        "a reason for adding it after fieldwork": revision.after_fieldwork and not revision.late_reason,
    }
    return [words for words, missing in lacks.items() if missing]


def _asked_of_leaders(revision: Any, kind: Kind) -> bool:
    """An individual summary of practice says what it tells of leaders, in words or with one tap (EVID-14)."""
    answer = getattr(revision, "leaders", NOTHING_TO_ADD)
    return kind is INDIVIDUAL and revision.area in PRACTICE and not (answer or "").strip()


def _has_place(revision: Any, version: FrameworkVersion) -> bool:
    return bool(revision.heading) or not headings_of(version, revision.area)


def refuse_unless(condition: bool, field: str, message: str, rule: str = "") -> None:
    """Raises Invalid beside the field unless the condition holds."""
    if not condition:
        raise Invalid(field, message, rule)
