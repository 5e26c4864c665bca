"""What must be covered before anything is agreed: of an inspection the framework's rows, of a visit its own (EVID-17)."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef

from evidence.headings import Place, places
from evidence.models import Covers, Document, Head, OtherAreaChecked, VisitSubject
from framework.versions import version
from inspections.models import Inspection

SUBJECT, EFFECTIVENESS, OTHER_AREAS = "subject", "effectiveness", "other_areas"
OTHER = Place(OTHER_AREAS, "", "Other areas checked")
FOCUSED, MONITORING = "focused_visit", "monitoring_visit"


def subjects(inspection: Inspection) -> list[VisitSubject]:
    """What the visit looks at, as it stands. One query."""
    return list(VisitSubject.objects.filter(inspection=inspection, taken_out=None))


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
    """Those that a shared summary covers: the other areas have entries of their own."""
    return tuple(place for place in places_of(inspection, known) if place != OTHER)


def covered_codes(inspection: Inspection) -> dict[str, set[UUID]]:
    """By code of a place of a visit, the shared summaries that cover it and stand agreed. One query."""
    agreed = Head.objects.filter(document=OuterRef("document"), alone=True, agreed=True, withdrawn=False)
    rows = Covers.objects.standing().filter(Exists(agreed), document__inspection=inspection)
    found: dict[str, set[UUID]] = defaultdict(set)
    for code, document in rows.values_list("code", "document"):
        found[code].add(document)
    return found


def covered_of_visit(inspection: Inspection, known: list[VisitSubject]) -> set[tuple[str, str]]:
    """Area and heading of each place that is covered. Two queries at most."""
    codes = covered_codes(inspection)
    found = {(place.area, place.heading) for place in by_summary(inspection, known) if place.code in codes}
    checked = inspection.kind == MONITORING and OtherAreaChecked.objects.filter(inspection=inspection).exists()
    return found | ({(OTHER.area, OTHER.heading)} if checked else set())


def covers_of(document: Document) -> list[str]:
    """The codes of what a shared summary covers. One query."""
    return list(Covers.objects.standing().filter(document=document).values_list("code", flat=True))
