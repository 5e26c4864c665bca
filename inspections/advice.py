"""What the programme has to say of a plan, beside what its own timetable says (PROG-02, PROG-07)."""

from collections.abc import Iterator

from django.db.models import Max

from accounts import clock
from framework.versions import FrameworkVersion
from inspections import window
from inspections.models import Inspection
from inspections.wording import spoken
from inspections.workflow import ORDER, State
from scheduling.timetable import Timetable, TimetableWarning

FIRST_DAY, LAST_ON_SITE, LAST_DAY = "onsite_first", "fieldwork_end", "publication"
# Cafcass knows of it and nothing is published yet.
UNDER_WAY = ORDER[ORDER.index(State.ANNOUNCED) : ORDER.index(State.PUBLISHED)]


def advice(kind: str, made: Timetable, version: FrameworkVersion) -> tuple[TimetableWarning, ...]:
    """A full inspection against its window; a focused visit against an inspection of which notice was given."""
    past = tuple(_past(made))
    if version.activity_type(kind).graded:
        return (*past, *_late(made))
    return (*past, *_beside_inspection(made)) if kind == "focused_visit" else past


def _past(made: Timetable) -> Iterator[TimetableWarning]:
    """A week so near that its call would lie behind; it can be made late, with a reason (TIME-02, FV-04)."""
    call = next((each for each in made.milestones if each.code == "notification"), None)
    if call and call.date < clock.today():
        text = f"Cafcass would have been called on {spoken(call.date)}, which has passed: the call will be late."
        yield TimetableWarning(call.rule, text)


def _late(made: Timetable) -> Iterator[TimetableWarning]:
    """Later than the window is allowed, with a reason; earlier is never in question. One across its end is told."""
    standing, first, last = window.standing(), made.day(FIRST_DAY), made.day(LAST_ON_SITE)
    if standing is None:
        return
    if first and first > standing.closes:
        text = f"The first on-site day, {spoken(first)}, is after the inspection window closes"
        yield TimetableWarning("PROG-02", f"{text} on {spoken(standing.closes)}: a reason is needed.", "reason")
    elif last and last > standing.closes:
        closes = f"the inspection window closes on {spoken(standing.closes)}"
        yield TimetableWarning("PROG-02", f"Fieldwork ends on {spoken(last)}, and {closes}, in its course.")


def _beside_inspection(made: Timetable) -> Iterator[TimetableWarning]:
    """From the call to the day for which its report's publication is planned."""
    first = made.day(FIRST_DAY)
    until = {"timeline__dates__code": LAST_DAY, "timeline__dates__date__gte": first}
    under_way = Inspection.objects.filter(kind="inspection", state__in=UNDER_WAY, **until)
    # After a deferral there is a second call, and the latest one gave the notice that stands.
    told = under_way.annotate(called=Max("announcements__called_at")).values_list("called", flat=True)
    called = min((clock.london(moment).date() for moment in told if moment), default=None)
    if first and called and called <= first:
        text = f"Notice of an inspection was given on {spoken(called)}, before this visit starts"
        yield TimetableWarning("PROG-07", f"{text}: a reason is needed.", "reason")
