"""Everything that should hold before the team goes on site, as sentences about what does not (OFF-01, OFF-20)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Exists, OuterRef, Value

from information.models import GoodPracticeOffer, LineOfEnquiry, ReadinessConfirmation, SampledChild
from information.queries import pia
from information.queries.documents import open_documents
from information.queries.notification import open_matters
from information.queries.reading import has_analyst, reading_of, without_access
from information.queries.requests import not_given
from information.queries.systems import matrix
from information.workflow import ACCEPTED
from inspections.models import Inspection
from inspections.queries import with_team

# What rooms above find open before the team goes on site.
FROM_ABOVE: list[Callable[[Inspection], Iterable[str]]] = []


def announce(find: Callable[[Inspection], Iterable[str]]) -> None:
    """Called by a room's AppConfig when the app starts."""
    if find not in FROM_ABOVE:
        FROM_ABOVE.append(find)


def open_points(inspection: Inspection) -> list[str]:
    """In the order of the work. Some twenty queries, however much there is."""
    team = with_team(inspection)
    above = [point for find in FROM_ABOVE for point in find(team)]
    return [
        *_given(team),
        *_analysed(team),
        *_read(team),
        *open_documents(team),
        *_lines(team),
        *_prepared(team),
        *above,
    ]


def _given(inspection: Inspection) -> Iterator[str]:
    if not has_analyst(inspection):
        yield "No senior analytical officer is named."
    for item in not_given(inspection):
        yield f"{item}: not received."
    missing, every = without_access(inspection)
    if missing:
        names = ", ".join(each.name for each in missing)
        yield f"Access to case material: {every - len(missing)} of {every}. Not confirmed by {names}."
    access = matrix(inspection)
    if access.missing:
        names = "; ".join(each.name for each in access.missing)
        yield f"Access to systems: {access.tested} of {len(access.cells)} tested. Missing: {names}."


def _analysed(inspection: Inspection) -> Iterator[str]:
    """On visits the analysis is the lead's choice: only one that was issued is asked about."""
    current = next(iter(pia.issues_of(inspection)), None)
    if current is None and inspection.graded:
        yield "No pre-inspection analysis is issued."
    if current and current.missing:
        names = ", ".join(each.name for each in current.missing)
        yield f"Pre-inspection analysis, {current.issue}: not read by {names}."
    if inspection.graded and not pia.agreed_as_written(inspection):
        yield "The priorities are not agreed with the team."


def _read(inspection: Inspection) -> Iterator[str]:
    for row in reading_of(inspection):
        if row.plan is None:
            yield f"{row.item}: nobody has been given it to read."
        if not row.reviewed:
            yield f"{row.item}: nobody has gone through it."
        elif row.missing:
            yield f"{row.item}: not read by {', '.join(each.name for each in row.missing)}."


def _lines(inspection: Inspection) -> Iterator[str]:
    lines = list(LineOfEnquiry.objects.filter(inspection=inspection))
    if not lines:
        yield "There are no lines of enquiry."
    for line in lines:
        if not line.how.strip():
            yield f"{line}: it is not said how it will be followed."


def good_practice_cases(inspection: Inspection) -> tuple[int, int]:
    """How many cases that Cafcass offered for their good practice are in the sample, and how many it offered."""
    offers = GoodPracticeOffer.objects.filter(inspection=inspection)
    accepted = offers.filter(state=ACCEPTED, reference=OuterRef("reference"))
    chosen = SampledChild.objects.filter(inspection=inspection, taken_out_at=None).filter(Exists(accepted))
    counts = chosen.order_by().annotate(which=Value("chosen")).values_list("which")
    found = Counter(counts.union(offers.order_by().annotate(which=Value("offered")).values_list("which"), all=True))
    return found["chosen",], found["offered",]


def _prepared(inspection: Inspection) -> Iterator[str]:
    for item in open_matters(inspection):
        yield f"Preparation with Cafcass: {item.label}."


def confirmation_of(inspection: Inspection) -> ReadinessConfirmation | None:
    """The lead's latest word."""
    return ReadinessConfirmation.objects.filter(inspection=inspection).select_related("by").order_by("id").last()


def before_start(inspection: Inspection) -> list[str]:
    """What stands in the way of going on site without a reason: no word of readiness, and matters still open."""
    ready = confirmation_of(inspection)
    known = set(ready.still_open) if ready else set()
    points = [] if ready else ["The off-site evaluation is not confirmed."]
    return points + [each for each in _prepared(inspection) if each not in known]
