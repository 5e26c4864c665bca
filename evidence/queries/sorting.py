"""What is said of a piece of evidence besides its words: its sort of source, and the lines that it bears on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Value

from evidence.kinds import KINDS
from evidence.models import Document, OnLine, SourceSaid
from framework.versions import FrameworkVersion
from framework.versions.shapes.evidence import SourceKind
from information.models import LineOfEnquiry
from information.workflow import CLOSED
from inspections.models import Inspection


def said_of(document: Document) -> SourceSaid:
    """The last word; one without codes where nothing was said."""
    return SourceSaid.objects.filter(document=document).order_by("id").last() or SourceSaid(document=document)


def lines_of_document(document: Document) -> dict[int, LineOfEnquiry]:
    rows = OnLine.objects.standing().filter(document=document).select_related("line").order_by("line__number")
    return {each.line_id: each.line for each in rows}


@dataclass(frozen=True)
class OfferedLine:
    """A line as a form offers it, and whether the document is on it."""

    code: str
    label: str
    chosen: bool


def offered_lines(inspection: Inspection, document: Document | None = None) -> list[OfferedLine]:
    """Every line, a closed one too: what comes after the closing is counted or opens it again (EVID-20). One query."""
    on = OnLine.objects.standing().filter(document=document, line=OuterRef("pk"))
    lines = LineOfEnquiry.objects.filter(inspection=inspection).order_by("number")
    lines = lines.annotate(chosen=Exists(on) if document else Value(False))
    return [_offered(each) for each in lines]


def _offered(line: Any) -> OfferedLine:
    return OfferedLine(str(line.pk), f"{line} (closed)" if line.state == CLOSED else str(line), line.chosen)


def of_meeting(version: FrameworkVersion, kind: str) -> str:
    """The sort of source that notes of such a meeting are by themselves; "" for none."""
    return next((each.code for each in version.files.evidence.source_kinds if kind in each.meetings), "")


def sources_of(version: FrameworkVersion, kind: str, said: str, met: str, named: str | None) -> list[str]:
    """The sorts of source that a piece of evidence is of: what was said of it, else the sources that a case names.

    `named` are their codes as JSON, `met` the kind of meeting; [""] where nobody said anything.
    """
    codes = set(json.loads(named or "[]"))
    of_case = dict.fromkeys(each.source_kind for each in version.case_evaluation.sources if each.code in codes)
    if said or not of_case:
        return [said or of_meeting(version, met) or KINDS[kind].usual_source]
    return list(of_case)


def kinds_by_code(version: FrameworkVersion) -> dict[str, SourceKind]:
    return {each.code: each for each in version.files.evidence.source_kinds}


def has_child(codes: Iterable[str], voices: Iterable[str], version: FrameworkVersion) -> bool:
    """Whether a child's voice is in it: a child's own words, or one of the ways of hearing children (VOICE-01)."""
    known = kinds_by_code(version)
    return any(voices) or any(code in known and known[code].child for code in codes)
