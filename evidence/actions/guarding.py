"""The name guard: what is written is looked through as it is saved. It never refuses a text."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from evidence.actions.indexing import forget_revisions
from evidence.kinds import SHARED
from evidence.models import Head, NamesAnswer, NamesBefore, NamesFound, NoName, Revision
from evidence.naming import Mark
from evidence.queries.names import digest_of, stopping
from files.jobs import Run, enqueue
from information.models import ListCheck
from inspections.lifecycle import locked
from inspections.models import Inspection

JOB_KIND = "look_again"
LISTED = "listed"
HEADS_AT_ONCE = 100


def look(revision: Revision, parts: Mapping[str, str], *, since: datetime | None = None) -> bool:
    """Keeps the places that its writer is asked about, and says whether there are any."""
    found = stopping(revision, parts)
    if found:
        NamesFound.objects.create(revision=revision, places=_places(found), since=since)
    return bool(found)


def _places(found: Collection[tuple[str, Mark]]) -> list[list[Any]]:
    return [[name, mark.start, mark.end, mark.why, mark.role] for name, mark in found]


def look_again_soon(checked: ListCheck) -> None:
    """Called once the names of a list of children are kept: what was shared before is compared with them."""
    ref = checked.request.inspection.ref
    enqueue(JOB_KIND, argument=ref, key=f"{JOB_KIND}:{checked.pk}", inspection=ref)


def look_again(run: Run) -> None:
    """The job: asks the writers of what stands. Nobody is asked twice of one name; of somebody else they are."""
    inspection = Inspection.objects.get(ref=run.argument)
    heads = Head.objects.filter(inspection=inspection, withdrawn=False)
    numbers = list(heads.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(numbers), HEADS_AT_ONCE):
        run.step("Comparing what is shared with the list", 90 * begin // len(numbers))
        for pk in numbers[begin : begin + HEADS_AT_ONCE]:
            _look_again_at(inspection, pk)


@transaction.atomic
def _look_again_at(inspection: Inspection, pk: int) -> None:
    row = locked(inspection)
    heads = Head.objects.filter(pk=pk, withdrawn=False)
    head = heads.select_related("revision__words", "revision__document", "revision__names_found__answer").first()
    if head is None:
        return
    head.revision.inspection = row
    known: NamesFound | None = getattr(head.revision, "names_found", None)
    again = known is not None and _ask_again(head.revision, known)
    if again or (known is None and look(head.revision, head.revision.words.parts, since=clock.now())):
        Head.objects.filter(pk=pk).update(names_open=True)
        if head.kind != SHARED.code:
            forget_revisions(head.kind, [head.revision_id])
        record("found names since", head.revision, by=None, inspection=row.ref)


def _ask_again(revision: Revision, known: NamesFound) -> bool:
    """Whether somebody stands there who was not asked about: then the question is theirs, and its answer is open."""
    places = _places(stopping(revision, revision.words.parts))
    asked = [place[:3] for place in known.places]
    if all(place[:3] in asked for place in places):
        return False
    answer = getattr(known, "answer", None)
    said = {"decisions": answer.decisions, "by": answer.by, "answered_at": answer.at} if answer else {}
    NamesBefore.objects.create(revision=revision, places=known.places, since=known.since, **said)
    # What nobody but its writer has read yet was not found since.
    since = clock.now() if answer and answer.shared else known.since
    NamesFound.objects.filter(pk=known.pk).update(places=places, since=since)
    if answer:
        NamesAnswer.objects.filter(pk=answer.pk).update(shared=False, corrected=None)
    return True


def keep_as_written(
    inspection: Inspection, texts: Mapping[str, str], found: Collection[tuple[str, Mark]], by: Person
) -> None:
    """Somebody was asked about these places of a text of another sort, and sent it again as it stands.

    That is recorded, and what a pattern found is asked about no more; what the list has is no name in one text alone.
    """
    words = {texts[name][mark.start : mark.end] for name, mark in found if mark.why != LISTED}
    NoName.objects.bulk_create(
        NoName(inspection=inspection, digest=digest_of(inspection, each)) for each in sorted(words)
    )
    record("kept words that may name somebody", inspection, by=by, inspection=inspection.ref, after=str(len(found)))


def forget_answers(inspection: Inspection, by: Person | None) -> None:
    """Follows the steps that close an inspection: the hashes go with those of the list of children (DATA-01)."""
    NoName.objects.filter(inspection=inspection).delete()
