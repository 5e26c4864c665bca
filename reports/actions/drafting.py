"""Writing the report, the letter and the summary for children."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid
from evidence.models import Revision
from evidence.queries import agreed_summaries
from inspections.lifecycle import locked
from inspections.models import Inspection
from reports import queries, rules, sections
from reports.models import ChildrensSummaryText, Report, SectionCitation, SectionMark, SectionText
from reports.queries import childrens_summary, standing_texts
from reports.workflow import CLEARING


@transaction.atomic
def create_report(inspection: Inspection, *, document: str, by: Person) -> Report:
    """Begins the report or letter. Raises NotAllowed before the end of fieldwork, Invalid for the wrong document."""
    inspection = locked(inspection)
    rules.may_create(inspection, document, by)
    report = Report.objects.create(inspection=inspection, document=document, made_by=by)
    record("began", report, by=by, inspection=inspection.ref, after=report.state)
    return report


@transaction.atomic
def save_texts(
    report: Report, texts: Mapping[str, str], *, version: int | None, by: Person, cites: Iterable[Revision] = ()
) -> Report:
    """Saves texts by section code; `version` is the newest text id seen. A change takes a clearance away (CLEAR-01)."""
    report = taken(report)
    rules.may_edit(report, by)
    parts = {part.code: part for part in sections.parts_of(report)}
    standing = standing_texts(report)
    _must_be_parts(texts, parts)
    check_version(newest(standing, texts), version, lambda: _both(texts, standing, parts), _author(standing, texts))
    cited = _of_this_inspection(report, cites)
    for code, text in texts.items():
        _save_text(report, code, text, cited, standing.get(code), by)
    return report


@transaction.atomic
def mark_section(report: Report, code: str, context: bool, *, by: Person) -> None:
    """A section is introduction or context and states no finding, or not after all (EVID-11)."""
    report = taken(report)
    if queries.is_context(report, code) == context:
        return
    rules.may_edit(report, by)
    _must_be_parts({code: ""}, {part.code: part for part in sections.parts_of(report)})
    mark = SectionMark.objects.create(report=report, section=code, context=context, by=by)
    verb = "marked as context" if context else "no longer marked as context"
    record(verb, mark, by=by, inspection=report.inspection.ref, after=code)


@transaction.atomic
def save_childrens_summary(report: Report, text: str, *, version: int | None, by: Person) -> Report:
    """Saves the summary for children, which is no part of what is cleared. Raises Invalid for a visit (REP-02)."""
    report = taken(report)
    rules.may_write_childrens_summary(report, by)
    before = childrens_summary(report)
    stored = before.text if before else ""
    check_version(
        before.pk if before else 0,
        version,
        lambda: [Both("Summary for children", text, stored)],
        before.author.name if before else "",
    )
    if text != stored:
        ChildrensSummaryText.objects.create(report=report, text=text, author=by)
        record("wrote children's summary", report, by=by, inspection=report.inspection.ref)
    return report


def taken(report: Report) -> Report:
    """The report with its inspection's row held until the transaction ends: every write of this room takes that row."""
    inspection = locked(report.inspection)
    fresh = Report.objects.get(pk=report.pk)
    fresh.inspection = inspection
    return fresh


def step(report: Report, name: str, *, by: Person, reason: str = "") -> None:
    """Takes a named step of the clearing, and records it."""
    before = report.state
    report.state, report.version = CLEARING.target(before, name), report.version + 1
    report.save(update_fields=["state", "version"])
    record(name, report, by=by, inspection=report.inspection.ref, before=before, after=report.state, reason=reason)


def newest(standing: Mapping[str, SectionText], codes: Iterable[str]) -> int:
    """The id of the newest text among those sections; 0 when nothing is written yet."""
    return max((standing[code].pk for code in codes if code in standing), default=0)


def _save_text(
    report: Report, code: str, text: str, cited: list[Revision], before: SectionText | None, by: Person
) -> None:
    """A text that says the same and cites the same is not saved again, so that no clearance is lost for nothing."""
    if _is_same(text, cited, before):
        return
    saved = SectionText.objects.create(report=report, section=code, text=text, author=by)
    SectionCitation.objects.bulk_create(SectionCitation(text=saved, cited=each) for each in cited)
    record("wrote section", saved, by=by, inspection=report.inspection.ref, after=code)
    if CLEARING.allows(report.state, "edit"):
        step(report, "edit", by=by)


def _is_same(text: str, cited: list[Revision], before: SectionText | None) -> bool:
    if before is None:
        return not text and not cited
    return text == before.text and {each.pk for each in cited} == set(before.cites.values_list("cited_id", flat=True))


def _must_be_parts(texts: Mapping[str, str], parts: Mapping[str, sections.Part]) -> None:
    unknown = sorted(set(texts) - set(parts))
    if unknown:
        raise Invalid("", f"This document has no section “{unknown[0]}”.")


def _of_this_inspection(report: Report, cites: Iterable[Revision]) -> list[Revision]:
    """Only shared summaries of this inspection, as they stand agreed, can be cited."""
    wanted = list(cites)
    agreed = {revision.pk for revision in agreed_summaries(report.inspection)} if wanted else set()
    if any(each.pk not in agreed for each in wanted):
        raise Invalid("cites", "Select agreed shared summaries of this inspection only.")
    return wanted


def _both(
    texts: Mapping[str, str], standing: Mapping[str, SectionText], parts: Mapping[str, sections.Part]
) -> list[Both]:
    return [
        Both(parts[code].label, text, standing[code].text if code in standing else "") for code, text in texts.items()
    ]


def _author(standing: Mapping[str, SectionText], codes: Iterable[str]) -> str:
    written = [standing[code] for code in codes if code in standing]
    return max(written, key=lambda text: text.pk).author.name if written else ""
