"""A bank holiday that is proclaimed late (T5): what is ahead moves, what is past or promised does not come earlier."""

from collections.abc import Iterator
from datetime import date

import pytest

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from scheduling import actions, queries
from scheduling.calendar import WorkingDays, published
from scheduling.models import Holiday, Timeline
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FUNERAL = date(2022, 9, 19)


@pytest.fixture(autouse=True)
def _as_it_was_known_then(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The list of holidays as it stood on 10 September 2022, when the day was announced."""
    known = {day: name for day, name in published().holidays.items() if day != FUNERAL}
    before = WorkingDays(known, 2010, 2040, 2028)
    monkeypatch.setattr(queries, "published", lambda: before)
    queries._with.cache_clear()
    with clock.moved_to(clock.at(date(2022, 9, 10), 9)):
        yield
    queries._with.cache_clear()


@pytest.fixture
def ended_on_5_september(cast: Cast) -> Timeline:
    timeline = actions.create_timeline("inspection", "2024-04-05", date(2022, 8, 22), by=cast.scheduler)
    actions.record_actual(timeline, "fieldwork_end", date(2022, 9, 5), by=cast.lead)
    return timeline


def test_open_deadlines_move_and_say_so(cast: Cast, ended_on_5_september: Timeline) -> None:
    timeline = ended_on_5_september
    assert (queries.day(timeline, "draft"), queries.day(timeline, "final")) == (date(2022, 9, 19), date(2022, 10, 5))
    done = actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    assert queries.day(timeline, "draft") == date(2022, 9, 20)
    assert queries.span(timeline, "comment_window") == (date(2022, 9, 21), date(2022, 9, 27))
    assert queries.day(timeline, "final") == date(2022, 10, 6)
    told = {each.code: (each.old_date, each.new_date, each.old_end, each.new_end) for each in done.moved[timeline]}
    assert told["draft"][:2] == (date(2022, 9, 19), date(2022, 9, 20))
    assert told["comment_window"][2:] == (date(2022, 9, 26), date(2022, 9, 27))
    last = queries.history(timeline).filter(code="draft").last()
    assert last.why == "Mon 19 Sep 2022 was proclaimed a bank holiday: State funeral"
    assert "passed over: Mon 19 Sep (State funeral)" in timeline.dates.get(code="draft").sum


def test_what_was_sent_stays_and_the_open_window_closes_later(cast: Cast, ended_on_5_september: Timeline) -> None:
    timeline = ended_on_5_september
    with clock.moved_to(clock.at(date(2022, 9, 14), 9)):
        actions.record_actual(timeline, "draft", date(2022, 9, 14), by=cast.lead)
    with clock.moved_to(clock.at(date(2022, 9, 16), 9)):
        actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    assert queries.day(timeline, "draft") == date(2022, 9, 14)
    assert queries.span(timeline, "comment_window") == (date(2022, 9, 15), date(2022, 9, 22))
    assert queries.day(timeline, "final") == date(2022, 10, 6)


def test_a_fixed_date_and_a_past_one_stay(cast: Cast, ended_on_5_september: Timeline) -> None:
    timeline = ended_on_5_september
    actions.fix_date(timeline, "final", date(2022, 10, 5), "promised", by=cast.lead)
    contact = queries.day(timeline, "contact_day")
    actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    assert queries.day(timeline, "final") == date(2022, 10, 5)
    assert queries.day(timeline, "contact_day") == contact == date(2022, 9, 6)


def test_a_closed_timeline_stays(cast: Cast, ended_on_5_september: Timeline) -> None:
    actions.close_timeline(ended_on_5_september, by=cast.lead)
    done = actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    assert done.moved == {}
    assert queries.day(ended_on_5_september, "draft") == date(2022, 9, 19)


def test_the_call_of_a_visit_is_never_moved_into_the_past(cast: Cast) -> None:
    """On site Tuesday 20 September, call planned for the 13th: the lost Monday would move the call back to the 12th."""
    timeline = actions.create_timeline("focused_visit", "2024-04-05", date(2022, 9, 19), by=cast.scheduler)
    assert queries.day(timeline, "notification") == date(2022, 9, 13)
    with clock.moved_to(clock.at(date(2022, 9, 12), 15)):
        actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    assert queries.day(timeline, "notification") == date(2022, 9, 13)


def test_later_timelines_count_with_it(cast: Cast) -> None:
    actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    found = queries.preview("inspection", date(2022, 9, 12), "2024-04-05")
    assert found.day("onsite_week_2") == date(2022, 9, 20)


@pytest.mark.parametrize("who", ["lead", "scheduler", "chief_executive"])
def test_only_an_administrator_enters_one(cast: Cast, who: str) -> None:
    with pytest.raises(Exception) as refused:
        actions.proclaim_holiday(FUNERAL, "State funeral", by=getattr(cast, who))
    assert isinstance(refused.value, NotAllowed) or type(refused.value).__name__ == "NotHere"
    assert not Holiday.objects.exists()


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2022, 9, 17), "Saturday"), (date(2022, 12, 26), "twice"), (FUNERAL, " "), (date(2050, 1, 3), "x")],
)
def test_nonsense_is_refused(cast: Cast, day: date, name: str) -> None:
    with pytest.raises(Invalid):
        actions.proclaim_holiday(day, name, by=cast.administrator)
    assert not Holiday.objects.exists()


def test_the_calendar_is_one_query(cast: Cast, django_assert_num_queries) -> None:
    actions.proclaim_holiday(FUNERAL, "State funeral", by=cast.administrator)
    with django_assert_num_queries(1):
        assert not queries.calendar().is_working(FUNERAL)
