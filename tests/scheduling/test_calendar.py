"""Working days, against the published data, a second library, and a calendar that counts on its fingers (T4)."""

import time
from datetime import date, timedelta
from itertools import pairwise

import holidays as second_opinion
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as some

from scheduling.calendar import NoHolidayData, WorkingDays, published
from tests.scheduling.worked import CALENDAR, worked

ONE = timedelta(days=1)
OFFSETS = (5, 10, 15, 16, 20, 22, 70)


def by_hand(day: date, number: int, closed: set[date]) -> date:
    """Counts day by day: the oracle, which shares nothing with the product's calendar."""
    step = ONE if number > 0 else -ONE
    for _ in range(abs(number)):
        day += step
        while day.isoweekday() in (6, 7) or day in closed:
            day += step
    return day


@pytest.fixture(scope="module")
def listed() -> set[date]:
    return {day for days in worked()["bank_holidays"].values() for day in days}


@pytest.mark.rule("TIME-11")
@pytest.mark.parametrize("row", worked()["day_counts"], ids=str)
def test_day_by_day_count(row: dict[str, date]) -> None:
    assert CALENDAR.offset(row["start"], row["days"]) == row["day"]


@pytest.mark.rule("TIME-11")
def test_easter_is_passed_over() -> None:
    assert CALENDAR.offset(date(2024, 3, 28), 1) == date(2024, 4, 2)


@pytest.mark.rule("TIME-11")
def test_every_start_and_offset_agrees_with_counting_by_hand(listed: set[date]) -> None:
    """T4: every start from 2024 until the listed holidays of 2028 run out; summer time makes no difference."""
    day, checked = date(2024, 1, 1), 0
    while day < date(2028, 9, 1):
        for number in OFFSETS:
            assert CALENDAR.offset(day, number) == by_hand(day, number, listed), (day, number)
            checked += 1
        day += ONE
    assert checked > 11_000


@given(some.dates(date(2023, 6, 1), date(2028, 6, 1)), some.integers(-70, 70))
def test_any_offset_agrees_with_counting_by_hand(day: date, number: int) -> None:
    closed = {each for days in worked()["bank_holidays"].values() for each in days}
    found = CALENDAR.offset(day, number)
    assert found == by_hand(day, number, closed)
    if number and CALENDAR.is_working(day):
        assert CALENDAR.offset(found, -number) == day
        assert CALENDAR.between(day, found) == number


def test_published_years_equal_the_governments_data() -> None:
    """T6: no network; the package carries its own copy of the government's list."""
    official = BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    years = range(min(each["date"].year for each in official), CALENDAR.published_until + 1)
    assert set(years) >= set(range(2018, 2028)), "the offline copy is too short to check against"
    assert {each["date"] for each in official} == {day for day in CALENDAR.holidays if day.year in years}


def test_every_year_equals_the_second_library() -> None:
    found = second_opinion.country_holidays("GB", subdiv="ENG", years=range(2010, 2041))
    assert {day for day in found if day.isoweekday() < 6} == set(CALENDAR.holidays)


@pytest.mark.parametrize("year", worked()["bank_holidays"])
def test_listed_years_equal_the_worked_list(year: int) -> None:
    assert [day for day in sorted(CALENDAR.holidays) if day.year == year] == worked()["bank_holidays"][year]


def test_data_reaches_beyond_next_year() -> None:
    """T6: the check fails in good time before the published list runs out."""
    assert CALENDAR.published_until >= date.today().year + 1  # noqa: DTZ011  (the real year, not the product's clock)
    assert CALENDAR.last_year == 2040


@pytest.mark.rule("GEN-07", part="the sum refuses and names the year")
def test_a_sum_beyond_the_data_names_the_missing_year() -> None:
    short = WorkingDays(CALENDAR.holidays, 2023, 2028, 2028)
    with pytest.raises(NoHolidayData, match="^No bank-holiday data for 2029$"):
        short.offset(date(2028, 11, 20), 70)
    with pytest.raises(NoHolidayData, match="^No bank-holiday data for 2022$"):
        short.offset(date(2023, 1, 3), -5)
    for ask in (short.is_working, short.name_of):
        with pytest.raises(NoHolidayData, match="for 2029"):
            ask(date(2029, 1, 2))
    with pytest.raises(NoHolidayData, match="for 2022"):
        short.between(date(2022, 12, 30), date(2023, 1, 9))


def test_names_and_what_is_passed_over() -> None:
    assert CALENDAR.name_of(date(2024, 3, 29)) == "Good Friday"
    assert CALENDAR.name_of(date(2024, 3, 28)) == ""
    assert CALENDAR.passed_over(date(2024, 3, 28), date(2024, 4, 2)) == (
        (date(2024, 3, 29), "Good Friday"),
        (date(2024, 4, 1), "Easter Monday"),
    )


def test_years_after_the_published_list_are_expected() -> None:
    assert not CALENDAR.is_expected(date(2028, 12, 31))
    assert CALENDAR.is_expected(date(2029, 1, 1))


def test_proclaimed_holidays_are_added_and_leave_the_original_alone() -> None:
    day = date(2026, 6, 15)
    more = CALENDAR.proclaiming({day: "A celebration"})
    assert CALENDAR.is_working(day)
    assert not more.is_working(day)
    assert more.name_of(day) == "A celebration"


def test_working_days_never_lie_together_with_a_closed_day() -> None:
    days = CALENDAR.in_span(date(2010, 1, 1), date(2040, 12, 31))
    assert all(earlier < later for earlier, later in pairwise(days))
    assert not {day for day in days if day.isoweekday() > 5 or day in CALENDAR.holidays}


def test_a_hundred_thousand_offsets_are_quick() -> None:
    """The goal is 0.1 s on a quiet machine, which bin/bench reports; this catches a fall by an order of ten."""
    calendar, day = published(), date(2024, 2, 16)
    start = time.perf_counter()
    for _ in range(100_000):
        calendar.offset(day, 22)
    assert time.perf_counter() - start < 0.5
