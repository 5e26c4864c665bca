"""The record as plain rows, each a dict with a `type`: what the lines of the data and the readable page are made of.

A row of the type "revision" holds in `entry` exactly what its chain value is made of, so that a reader of the file can
do the sum again without this product; but the source of one that is kept back is left out, and the row says so.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Model

from accounts.models import Person
from evidence import chain
from evidence.kinds import SHARED
from evidence.models import (
    Agreement,
    CaseClosing,
    CoverageGap,
    Covers,
    DocumentComment,
    Head,
    Headline,
    HeadlineBasis,
    KeepInTouch,
    NamesBefore,
    NamesFound,
    NoteFile,
    NoteMeeting,
    NoteOrigin,
    OnLine,
    OtherAreaChecked,
    PaperCopy,
    Rationale,
    Revision,
    SourceSaid,
    TopicSuggestion,
    VisitFindings,
    VisitSubject,
    Withdrawal,
)
from evidence.queries.judgement import judgement_of
from evidence.queries.verifying import with_citations
from evidence.rules_names import open_names
from framework.versions import version
from inspections.models import Inspection

Row = dict[str, Any]


def rows_of(inspection: Inspection) -> list[Row]:
    """The whole record as it stands, the inspection first and then, by type, in the order in which it was written.

    What is written while it is read refers to a later revision, and waits for the next export.
    """
    revisions = list(_revisions(inspection))
    last = revisions[-1]["id"] if revisions else 0
    said = (_said_of_evidence, _names, _sorted, _paper, _told, _covered, _judgements)
    about = [row for each in said for row in each(inspection, last)]
    people = {each for row in (*revisions, *about) for each in _people_in(row)}
    return [plain(row) for row in (_inspection(inspection), *_people(people), *revisions, *about)]


def plain(row: Row) -> Row:
    """The row in the types of JSON, dates and ids as the chain writes them."""
    read: Row = json.loads(chain.canonical(row))
    return read


def _inspection(inspection: Inspection) -> Row:
    return {
        "type": "inspection",
        "ref": inspection.ref,
        "title": inspection.title,
        "kind": inspection.kind,
        "state": inspection.state,
        "framework_version": inspection.framework_version,
        "areas": {area.code: area.label for area in version(inspection.framework_version).areas},
    }


def _people_in(row: Row) -> Iterator[int]:
    names = ("author", "owner", "by", "approved_by", "agreed_by")
    for holder in (row, *(row.get(name) or {} for name in ("entry", "blanked", "taken_out", "accepted"))):
        yield from (holder[name] for name in names if holder.get(name))


def _people(ids: Iterable[int]) -> Iterator[Row]:
    for pk, name in Person.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name"):
        yield {"type": "person", "id": pk, "name": name}


def _revisions(inspection: Inspection) -> Iterator[Row]:
    for revision, cites in with_citations(inspection):
        document, words = revision.document, revision.words
        entry = chain.entry(revision, document.kind, document.owner_id, cites)
        kept_back = _is_kept_back(revision)
        # Until its writer has answered about a name, words and source are nobody else's (EVID-23); the words' hash is.
        withheld = {"source_kept_back": True} if kept_back and revision.source else {}
        yield {
            "type": "revision",
            "id": revision.pk,
            "entry": entry | {"source": ""} if withheld else entry,
            "chain": revision.chain,
            "words": {} if kept_back else words.parts,
            "kept_back": kept_back,
            "blanked": _blanked(revision),
            **withheld,
        }


def _is_kept_back(revision: Revision) -> bool:
    return revision.document.kind != SHARED.code and open_names(revision)


def _blanked(revision: Revision) -> Row | None:
    words = revision.words
    if words.blanked_at is None:
        return None
    return {"at": words.blanked_at, "reason": words.blanked_reason, "approved_by": words.blanking_approved_by_id}


def _said_of_evidence(inspection: Inspection, last: int) -> Iterator[Row]:
    own: Any = {"document__inspection": inspection}
    for note in NoteMeeting.objects.filter(**own, document__revisions__lte=last).distinct().select_related("meeting"):
        told = {"meeting": note.meeting_id, "words": str(note.meeting) if note.meeting else ""}
        yield {"type": "meeting", "id": note.pk, "document": note.document_id, **told, **_by(note)}
    for agreed in Agreement.objects.filter(revision__inspection=inspection, revision__lte=last).order_by("id"):
        why = {"narrow_reason": agreed.narrow_reason} if agreed.narrow_reason else {}
        yield {"type": "agreement", "id": agreed.pk, "revision": agreed.revision_id, **why, **_by(agreed)}
    for closed in CaseClosing.objects.filter(revision__inspection=inspection, revision__lte=last).order_by("id"):
        why = {"open_reason": closed.open_reason} if closed.open_reason else {}
        yield {"type": "closing", "id": closed.pk, "revision": closed.revision_id, **why, **_by(closed)}
    for each in DocumentComment.objects.filter(**own, revision__lte=last):
        of = {"document": each.document_id, "revision": each.revision_id}
        yield {"type": "comment", "id": each.pk, **of, "author": each.author_id, "at": each.at, "text": each.text}
    for gone in Withdrawal.objects.filter(**own, document__revisions__lte=last).distinct().order_by("id"):
        yield {"type": "withdrawal", "id": gone.pk, "document": gone.document_id, "reason": gone.reason, **_by(gone)}


def _names(inspection: Inspection, last: int) -> Iterator[Row]:
    """What writers were asked about names: first what stood before a later list asked again, then what stands.

    Places are numbers; of words that are kept back only how many there are (EVID-23).
    """
    own: Any = {"revision__inspection": inspection, "revision__lte": last}
    with_answer = ("revision__document", "revision__names_found__answer")
    for each in NamesBefore.objects.filter(**own).select_related(*with_answer):
        asked = _asked(each.revision, each.places, each.decisions)
        told = {"since": each.since, "by": each.by_id, "at": each.answered_at, "until": each.at}
        yield {"type": "names_before", "id": each.pk, "revision": each.revision_id, **asked, **told}
    for found in NamesFound.objects.filter(**own).select_related(*with_answer, "answer").order_by("revision"):
        answer = getattr(found, "answer", None)
        # An answer of before a later list asked again counts no more: it stands among those of before.
        answer = answer if answer and (answer.shared or answer.corrected_id) else None
        asked = _asked(found.revision, found.places, answer.decisions if answer else None)
        told = {"since": found.since, **(_by(answer) if answer else {"by": None, "at": None})}
        now = {"shared": answer is not None and answer.shared, "corrected": answer.corrected_id if answer else None}
        yield {"type": "names", "id": found.pk, "revision": found.pk, **asked, **told, **now}


def _asked(revision: Revision, places: list[Any], decisions: list[Any] | None) -> Row:
    said = Counter(each[-1] for each in decisions or ())
    where = {} if _is_kept_back(revision) else {"places": places, "decisions": decisions}
    return {"count": len(places), "said": dict(said), **where}


def _sorted(inspection: Inspection, last: int) -> Iterator[Row]:
    """Sorts of source and lines of enquiry, every word of them in order."""
    own: Any = {"document__inspection": inspection, "document__revisions__lte": last}
    for each in SourceSaid.objects.filter(**own).distinct().order_by("id"):
        of = {"document": each.document_id, "kind": each.kind, "voice": each.voice}
        yield {"type": "source", "id": each.pk, **of, **_by(each)}
    for row in OnLine.objects.filter(**own).distinct().select_related("line").order_by("id"):
        of = {"document": row.document_id, "line": str(row.line), "on": row.on, "after_closing": row.after_closing}
        yield {"type": "line", "id": row.pk, **of, **_by(row)}


def _paper(inspection: Inspection, last: int) -> Iterator[Row]:
    """Where imported notes come from, what was given on paper, and the files by name and hash: not their content.

    Of a note that is kept back none of these words, which may have the same names (EVID-23).
    """
    own: Any = {"document__inspection": inspection, "document__revisions__lte": last}
    held = {*Head.objects.filter(inspection=inspection, names_open=True).values_list("document", flat=True)}
    for each in NoteOrigin.objects.filter(**own).distinct().order_by("id"):
        of = {"document": each.document_id, "written": each.written} | _unless(held, each, where=each.where)
        yield {"type": "origin", "id": each.pk, **of, **_by(each)}
    for copy in PaperCopy.objects.filter(**own).distinct().order_by("id"):
        what = {"request": copy.request_id, **_unless(held, copy, what=copy.what)}
        yield {"type": "paper", "id": copy.pk, "document": copy.document_id, **what, **_by(copy)}
    for file in NoteFile.objects.filter(**own).distinct().select_related("upload"):
        of = {"document": file.document_id, "sha256": file.upload.sha256} | _unless(held, file, name=file.upload.name)
        yield {"type": "file", "id": file.pk, **of, **_by(file)}


def _unless(held: Collection[Any], row: Any, **words: str) -> Row:
    return {**dict.fromkeys(words, ""), "kept_back": True} if row.document_id in held else {**words}


def _told(inspection: Inspection, last: int) -> Iterator[Row]:
    """What Cafcass was told in keep-in-touch meetings, and every word of what it rests on."""
    for met in KeepInTouch.objects.filter(inspection=inspection).order_by("id"):
        yield {"type": "keep_in_touch", "id": met.pk, "day": met.day, "people": met.people, **_by(met)}
    for each in Headline.objects.filter(meeting__inspection=inspection):
        yield {"type": "headline", "id": each.pk, "keep_in_touch": each.meeting_id, "text": each.text}
    for basis in HeadlineBasis.objects.filter(headline__meeting__inspection=inspection).prefetch_related("cites"):
        cites = sorted(cited.cited_id for cited in basis.cites.all())
        if not cites or cites[-1] <= last:
            of = {"headline": basis.headline_id, "context": basis.context, "cites": cites}
            yield {"type": "headline_basis", "id": basis.pk, **of, **_by(basis)}


def _covered(inspection: Inspection, last: int) -> Iterator[Row]:
    """What a visit looks at, what covers it, why something is not covered, and when its findings were agreed."""
    own: Any = {"inspection": inspection}
    for asked in TopicSuggestion.objects.filter(**own):
        yield {"type": "topic_suggestion", "id": asked.pk, "kind": asked.kind, "text": asked.text, **_by(asked)}
    for each in VisitSubject.objects.filter(**own).select_related("taken_out"):
        gone = getattr(each, "taken_out", None)
        of = {"kind": each.kind, "text": each.text, "suggestion": each.suggestion_id}
        out = {"reason": gone.reason, **_by(gone)} if gone else None
        yield {"type": "subject", "id": each.pk, **of, "taken_out": out, **_by(each)}
    said = Covers.objects.filter(document__inspection=inspection, document__revisions__lte=last)
    for row in said.distinct().order_by("id"):
        yield {"type": "covers", "id": row.pk, "document": row.document_id, "code": row.code, "on": row.on, **_by(row)}
    for area in OtherAreaChecked.objects.filter(**own):
        told = {"area": area.area, "declined": area.declined, "basis": area.basis}
        yield {"type": "other_area", "id": area.pk, **told, **_by(area)}
    for gap in CoverageGap.objects.filter(**own).select_related("accepted"):
        place = {"area": gap.area, "heading": gap.heading, "reason": gap.reason}
        accepted = _by(gap.accepted) if hasattr(gap, "accepted") else None
        yield {"type": "gap", "id": gap.pk, **place, "accepted": accepted, **_by(gap)}
    for findings in VisitFindings.objects.filter(**own):
        agreed = {"agreed_at": findings.agreed_at, "agreed_by": findings.agreed_by_id}
        yield {"type": "findings", "id": findings.pk, **agreed}


def _by(row: Model) -> Row:
    said: Any = row
    return {"by": said.by_id, "at": said.at}


def _judgements(inspection: Inspection, last: int) -> Iterator[Row]:
    judgement = judgement_of(inspection)
    if judgement is None:
        return
    grades = {area: getattr(judgement, area) for area in ("private", "public", "leaders", "overall")}
    agreed = {"agreed_at": judgement.agreed_at, "agreed_by": judgement.agreed_by_id}
    yield {"type": "judgement", "id": judgement.pk, "grades": grades, **agreed}
    for each in Rationale.objects.filter(judgement=judgement).prefetch_related("cites"):
        cites = sorted(cited.cited_id for cited in each.cites.all())
        if not cites or cites[-1] <= last:
            told = {"area": each.area, "grade": each.grade, "text": each.text, "cites": cites}
            yield {"type": "rationale", "id": each.pk, **told, "author": each.author_id, "at": each.at}
