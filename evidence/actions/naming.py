"""What a writer answers about names in a text, before the team sees it (EVID-23)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from evidence import rules_names
from evidence.actions.capture import append
from evidence.actions.indexing import index_revision
from evidence.cases import ADDED
from evidence.chain import FIELDS
from evidence.kinds import SHARED
from evidence.models import Document, Head, NamesAnswer, NoName, Revision
from evidence.queries.names import SOURCE, Question, digest_of, places_digest, questions
from evidence.rules import refuse_unless
from evidence.rules_names import REPLACE
from inspections.lifecycle import locked
from inspections.models import Inspection

MEANWHILE = "Somebody else was found meanwhile. Open the page again, and read what it asks about."


@dataclass(frozen=True)
class Said:
    """What somebody says of one question: a code of `rules_names.DECISIONS`, and the words in place of a name."""

    decision: str
    instead: str = ""


def answer(
    document: Document, said: Sequence[Said], *, opened: Revision, about: str | None = None, op: UUID, by: Person
) -> Revision:
    """One answer for each of `questions(opened)`. Returns the revision that stands now: a new one where words changed.

    `about`: the `places_digest` of what they were shown; None for whoever reads the questions in the same transaction.
    Raises NotAllowed, and Invalid beside `said_N` or `instead_N`.
    """
    with transaction.atomic():
        inspection = locked(document.inspection)
        rules_names.may_answer(by, document)
        head = Head.objects.select_related("revision__words", "revision__names_found").filter(revision=opened).first()
        require(head and head.names_open, "A later version was saved meanwhile. Open the page again.")
        assert head
        require(about in (None, places_digest(head.revision)), MEANWHILE)
        asked = questions(head.revision)
        _check(asked, said)
        pairs = list(zip(asked, said, strict=True))
        _remember(inspection, document, [question for question, one in pairs if one.decision != REPLACE])
        replaced = [(question, one.instead) for question, one in pairs if one.decision == REPLACE]
        standing = _corrected(head.revision, replaced, op, by) if replaced else _shared(head)
        given = {
            "decisions": [[*place, one.decision] for question, one in pairs for place in question.places],
            "shared": not replaced,
            "corrected": standing if replaced else None,
            "by": by,
            "at": clock.now(),
        }
        # Asked a second time, because of a later list, the answer of before stands among those of before.
        row, _ = NamesAnswer.objects.update_or_create(found=head.revision.names_found, defaults=given)
        record("answered about names", row, by=by, inspection=inspection.ref, after=_summed_up(said))
        return standing


def _check(asked: Sequence[Question], said: Sequence[Said]) -> None:
    refuse_unless(len(asked) == len(said), "", "A later version was saved meanwhile. Open the page again.")
    for number, (question, one) in enumerate(zip(asked, said, strict=True)):
        known = one.decision in rules_names.DECISIONS
        refuse_unless(known, f"said_{number}", f"Say what “{question.words}” is.", "EVID-23")
        changed = one.decision != REPLACE or (bool(one.instead.strip()) and one.instead.strip() != question.words)
        sentence = f"Enter a reference, initials or a role in place of “{question.words}”."
        refuse_unless(changed, f"instead_{number}", sentence, "EVID-24")


def _remember(inspection: Inspection, document: Document, named_nobody: Sequence[Question]) -> None:
    NoName.objects.bulk_create(
        NoName(
            inspection=inspection,
            document=document if question.listed else None,
            digest=digest_of(inspection, question.words),
        )
        for question in named_nobody
    )


def _shared(head: Head) -> Revision:
    Head.objects.filter(pk=head.pk).update(names_open=False)
    if head.kind != SHARED.code:
        index_revision(head.revision, head.revision.words.parts, instead_of=[])
    return head.revision


def _corrected(revision: Revision, replaced: Sequence[tuple[Question, str]], op: UUID, by: Person) -> Revision:
    """A new revision with other words in the places. The one with the names stays, and only its author reads it."""
    changes: dict[str, list[tuple[int, int, str]]] = {}
    for question, instead in replaced:
        for name, start, end in question.places:
            changes.setdefault(name, []).append((start, end, instead.strip()))
    parts = {name: _with(text, changes.get(name, [])) for name, text in revision.words.parts.items()}
    fields: dict[str, Any] = {name: getattr(revision, name) for name in FIELDS}
    limit = Revision._meta.get_field("source").max_length
    fields[SOURCE] = _with(revision.source, changes.get(SOURCE, []))[:limit]
    return append(
        revision.inspection,
        kind=revision.document.kind,
        op=op,
        by=by,
        parts=parts,
        fields=fields,
        facts={name: value for name, value in revision.facts.items() if name not in ADDED},
        document=revision.document,
        parent=revision,
        cites=list(Revision.objects.filter(cited_by__by_revision=revision)),
    )


def _with(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    for start, end, instead in sorted(changes, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def _summed_up(said: Sequence[Said]) -> str:
    """How many of each, without any word of the text."""
    counts = Counter("replaced" if one.decision == REPLACE else "no name" for one in said)
    return ", ".join(f"{many} {what}" for what, many in counts.items())
