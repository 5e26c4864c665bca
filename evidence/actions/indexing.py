"""Keeps what a search looks in: called by every action that writes words."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from accounts import clock
from accounts.access import Thing
from evidence.kinds import KINDS
from evidence.models import DocumentComment, Headline, KeepInTouch, Rationale, Revision, SearchEntry
from evidence.words import body

Kind = SearchEntry.Kind


def of_revision(revision: Revision, parts: Mapping[str, str]) -> SearchEntry:
    """An unsaved entry for the words of a revision that stands."""
    document = revision.document
    return SearchEntry(
        inspection_id=revision.inspection_id,
        thing=KINDS[document.kind].thing,
        kind=document.kind,
        number=revision.pk,
        document=document,
        person_id=document.owner_id,
        day=revision.observed_on or _day(revision.received_at),
        area=revision.area,
        heading=revision.heading,
        body=body(parts.values(), revision.source),
    )


def _day(moment: object) -> date:
    return clock.london(moment).date()  # type: ignore[arg-type]


def index_revision(revision: Revision, parts: Mapping[str, str], instead_of: Collection[int]) -> None:
    """The revision is found from now on; those of these numbers, which it follows, are not any more."""
    forget_revisions(revision.document.kind, instead_of)
    of_revision(revision, parts).save(force_insert=True)


def forget_revisions(kind: str, numbers: Collection[int]) -> None:
    if numbers:
        SearchEntry.objects.filter(kind=kind, number__in=numbers).delete()


def index_comment(comment: DocumentComment) -> None:
    document = comment.document
    SearchEntry.objects.create(
        inspection_id=document.inspection_id,
        thing=KINDS[document.kind].thing,
        kind=Kind.COMMENT,
        number=comment.pk,
        document=document,
        person_id=comment.author_id,
        day=_day(comment.at),
        area=comment.revision.area,
        heading=comment.revision.heading,
        body=body([comment.text]),
    )


def index_rationale(rationale: Rationale) -> None:
    SearchEntry.objects.create(
        inspection_id=rationale.judgement.inspection_id,
        thing=Thing.JUDGEMENT,
        kind=Kind.RATIONALE,
        number=rationale.pk,
        person_id=rationale.author_id,
        day=_day(rationale.at),
        area=rationale.area,
        body=body([rationale.text]),
    )


def index_headlines(meeting: KeepInTouch, headlines: Iterable[Headline]) -> None:
    SearchEntry.objects.bulk_create(
        SearchEntry(
            inspection_id=meeting.inspection_id,
            thing=Thing.KEEP_IN_TOUCH,
            kind=Kind.HEADLINE,
            number=each.pk,
            person_id=meeting.by_id,
            day=meeting.day,
            body=body([each.text]),
        )
        for each in headlines
    )
