"""What is covered before anything is agreed: of an inspection the framework's rows, of a visit its own (EVID-17)."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef

from evidence.headings import Place, places
from evidence.models import Covers, Document, Head, OtherAreaChecked, VisitSubject
from framework.versions import version
from inspections.models import Inspection

SUBJECT, EFFECTIVENESS, OTHER_AREAS, CONSULTATION = "subject", "effectiveness", "other_areas", "consultation"
OTHER = Place(OTHER_AREAS, "", "Other areas checked")
Codes = dict[str, set[UUID]]
FOCUSED, MONITORING = "focused_visit", "monitoring_visit"


def subjects(inspection: Inspection) -> list[VisitSubject]:
    """What the visit looks at, as it stands. One query."""
    rows = VisitSubject.objects.filter(inspection=inspection, taken_out=None)
    return list(rows.select_related("by", "suggestion__by"))


def places_of(inspection: Inspection, known: list[VisitSubject] | None = None) -> tuple[Place, ...]:
    """In order. One query for a visit, none where its subjects are known; none for an inspection."""
    if inspection.graded:
        return places(version(inspection.framework_version))
    known = subjects(inspection) if known is None else known
    own = tuple(Place(SUBJECT, str(each.pk), str(each)) for each in known)
    return (*own, *fixed(inspection))


def fixed(inspection: Inspection) -> tuple[Place, ...]:
    """What every visit of its kind covers besides: five headings, or the other areas (FV-16, MON-06)."""
    if inspection.kind != FOCUSED:
        return (OTHER,) if inspection.kind == MONITORING else ()
    names = version(inspection.framework_version).files.visits.focused_visit.effectiveness_areas
    return tuple(Place(EFFECTIVENESS, name, f"Effectiveness: {name}") for name in names)


def by_summary(inspection: Inspection, known: list[VisitSubject] | None = None) -> tuple[Place, ...]:
    """Of a visit those that a shared summary says that it covers: the other areas have entries of their own."""
    return () if inspection.graded else tuple(each for each in places_of(inspection, known) if each != OTHER)


def sayable(inspection: Inspection) -> tuple[Place, ...]:
    """Everything that a shared summary may be said to cover."""
    return (*by_summary(inspection), *consultation(inspection))


def consultation(inspection: Inspection) -> tuple[Place, ...]:
    """The parts of Cafcass's own consultation with children; none on a visit that monitors (VOICE-09). No query."""
    if not (inspection.graded or inspection.kind == FOCUSED):
        return ()
    heading = version(inspection.framework_version).files.evidence.consultation
    return tuple(Place(CONSULTATION, part.code, f"{heading.label}: {part.label}") for part in heading.parts)


def not_evaluated(inspection: Inspection, codes: Codes | None = None) -> list[Place]:
    """The parts of it that no agreed shared summary evaluates: a warning alone. One query at most."""
    found = consultation(inspection)
    if codes is None:
        codes = covered_codes(inspection) if found else {}
    return [place for place in found if place.code not in codes]


def covered_codes(inspection: Inspection) -> Codes:
    """By code of a place, the shared summaries that are said to cover it and stand agreed. One query."""
    agreed = Head.objects.filter(document=OuterRef("document"), alone=True, agreed=True, withdrawn=False)
    rows = Covers.objects.standing().filter(Exists(agreed), document__inspection=inspection)
    found: Codes = defaultdict(set)
    for code, document in rows.values_list("code", "document"):
        found[code].add(document)
    return found


def covered_of_visit(
    inspection: Inspection, known: list[VisitSubject], codes: Codes | None = None
) -> set[tuple[str, str]]:
    """Area and heading of each place that is covered. Two queries at most."""
    codes = covered_codes(inspection) if codes is None else codes
    found = {(place.area, place.heading) for place in by_summary(inspection, known) if place.code in codes}
    checked = inspection.kind == MONITORING and OtherAreaChecked.objects.filter(inspection=inspection).exists()
    return found | ({(OTHER.area, OTHER.heading)} if checked else set())


def covers_of(document: Document) -> list[str]:
    """The codes of what a shared summary covers. One query, none where its page has asked already and it is nothing."""
    if not getattr(document, "covers_any", True):
        return []
    return list(Covers.objects.standing().filter(document=document).values_list("code", flat=True))
