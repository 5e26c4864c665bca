"""The rules of the package `dates`, each by its own example and its neighbours."""

from datetime import date

import pytest

from scheduling.timetable import Fixed, Impossible, Pause, Timetable
from tests.scheduling.worked import CALENDAR, dates, made, needs, warned


def entry_days(found: Timetable, code: str) -> list[str]:
    return [day.isoformat() for each in found.entries if each.code == code for day in each.days]


class TestNoticeOfAnInspection:
    @pytest.mark.rule("TIME-01")
    def test_the_call_and_its_distance(self) -> None:
        found = made("inspection", "2024-02-05")
        assert dates(found, "notification", "notification_latest") == ["2024-01-22", "2024-01-29"]
        assert (found.call_to_analysis, found.call_to_onsite) == (5, 10)
        assert not warned(found, "TIME-01")

    @pytest.mark.rule("TIME-01")
    @pytest.mark.parametrize(
        ("call", "asked"),
        [
            ("2024-01-22", []),
            ("2024-01-23", ["reason"]),
            ("2024-01-29", ["reason"]),
            ("2024-01-30", ["decision_maker"]),
        ],
    )
    def test_a_late_call_needs_a_reason_of_weight(self, call: str, asked: list[str]) -> None:
        assert needs(made("inspection", "2024-02-05", actual={"notification": call}), "TIME-01") == asked

    @pytest.mark.rule("TIME-01")
    def test_what_would_fall_before_a_late_call_is_redated(self) -> None:
        found = made("inspection", "2024-02-05", actual={"notification": "2024-01-25"})
        assert entry_days(found, "preparation") == ["2024-01-26"]
        assert dates(found, "data_due", "case_access", "team_conference") == ["2024-01-29", "2024-01-25", "2024-01-26"]
        assert "re-dated after the call" in found.milestone("data_due").sum

    @pytest.mark.rule("TIME-01")
    def test_a_call_in_the_analysis_week_shortens_it(self) -> None:
        found = made("inspection", "2024-02-05", actual={"notification": "2024-01-30"})
        assert entry_days(found, "analysis") == ["2024-01-30", "2024-01-31", "2024-02-01"]
        assert all(each.days[0] >= date(2024, 1, 30) for each in found.entries)

    @pytest.mark.rule("TIME-01")
    def test_bank_holidays_in_the_notice_week_are_said(self) -> None:
        found = made("inspection", "2025-01-06")
        assert found.call_to_analysis == 3
        assert warned(found, "TIME-01") == [
            "There are 3 working days from the call to the analysis week, fewer than usual (5)."
        ]
        assert needs(found, "TIME-01") == []

    @pytest.mark.rule("TIME-01")
    def test_a_bank_holiday_monday_moves_the_call_forward(self) -> None:
        found = made("inspection", "2024-05-20")
        assert dates(found, "notification", "notification_latest") == ["2024-05-07", "2024-05-13"]

    def test_an_early_call_moves_nothing(self) -> None:
        found = made("inspection", "2024-02-05", actual={"notification": "2024-01-18"})
        assert dates(found, "data_due", "fieldwork_end") == ["2024-01-24", "2024-02-16"]


@pytest.mark.rule("TIME-02", part="both entries fall on the day of the call")
@pytest.mark.parametrize("call", ["2024-01-22", "2024-01-24"])
def test_the_set_up_talk_is_on_the_day_of_the_call(call: str) -> None:
    found = made("inspection", "2024-02-05", actual={"notification": call})
    assert entry_days(found, "setup") == [call] == entry_days(found, "notification")


@pytest.mark.rule("TIME-03")
def test_preparation_is_on_tuesday_and_the_teams() -> None:
    entry = next(each for each in made("inspection", "2024-02-05").entries if each.code == "preparation")
    assert (entry.days, entry.owner) == ((date(2024, 1, 23),), "team")


@pytest.mark.rule("TIME-04", part="the day on which data is due")
@pytest.mark.rule("TIME-05", part="the day on which access is due")
@pytest.mark.rule("TIME-06", part="the day of the conference")
def test_notice_week() -> None:
    found = made("inspection", "2024-02-05")
    expected = ["2024-01-24", "2024-01-25", "2024-01-26"]
    assert dates(found, "data_due", "case_access", "team_conference") == expected


@pytest.mark.rule("TIME-07", part="the days of the analysis week")
def test_analysis_week() -> None:
    found = made("inspection", "2024-02-05")
    assert entry_days(found, "analysis") == ["2024-01-29", "2024-01-30", "2024-01-31", "2024-02-01"]
    assert entry_days(found, "team_meeting") == ["2024-02-02"]


@pytest.mark.rule("TIME-08", part="the days on site")
def test_days_on_site() -> None:
    found = made("inspection", "2024-02-05")
    onsite = sorted(day.day for each in found.entries if each.onsite for day in each.days)
    assert onsite == [5, 6, 7, 8, 9, 12, 13, 14, 15, 16]


class TestFeedback:
    @pytest.mark.rule("TIME-09")
    def test_two_feedbacks_of_different_kind(self) -> None:
        found = made("inspection", "2024-02-05")
        assert dates(found, "feedback_week_1", "fieldwork_end") == ["2024-02-09", "2024-02-16"]
        titles = {found.milestone("feedback_week_1").title, found.milestone("fieldwork_end").title}
        assert len(titles) == 2

    @pytest.mark.rule("TIME-09")
    def test_a_bank_holiday_friday_moves_it_back(self) -> None:
        found = made("inspection", "2024-03-18")
        assert dates(found, "fieldwork_end", "contact_day") == ["2024-03-28", "2024-04-02"]
        assert entry_days(found, "onsite_week_2_days") == ["2024-03-26", "2024-03-27"]


class TestBankHolidays:
    @pytest.mark.rule("TIME-10")
    def test_a_monday_moves_only_its_own_entry(self) -> None:
        found = made("inspection", "2024-05-06")
        assert dates(found, "onsite_first", "notification", "fieldwork_end") == [
            "2024-05-07",
            "2024-04-22",
            "2024-05-17",
        ]
        assert entry_days(found, "onsite_week_1_days") == ["2024-05-08", "2024-05-09"]
        assert any("a day is lost" in text for text in warned(found, "TIME-10"))

    @pytest.mark.rule("TIME-10")
    def test_a_date_is_editable_with_a_reason_and_stays(self) -> None:
        fixed = {"team_conference": Fixed(date(2024, 1, 25), "the analyst is away on Friday")}
        found = made("inspection", "2024-02-05", fixed=fixed).milestone("team_conference")
        assert (found.date, found.fixed_reason) == (date(2024, 1, 25), "the analyst is away on Friday")
        assert "Fri 26 Jan" in found.sum

    @pytest.mark.rule("TIME-10")
    def test_two_holidays_in_the_notice_week_stay_inside_it(self) -> None:
        """Thursday's and Wednesday's entries at Christmas 2024 go forward to Friday, which is a working day."""
        found = made("inspection", "2025-01-06")
        assert dates(found, "data_due", "case_access", "team_conference") == ["2024-12-27"] * 3

    @pytest.mark.rule("TIME-10")
    def test_no_later_day_left_in_the_week_means_an_earlier_one(self) -> None:
        found = made("inspection", "2026-01-05")  # notice week 22 December 2025: Thursday and Friday are holidays
        assert dates(found, "case_access", "team_conference") == ["2025-12-24", "2025-12-24"]

    @pytest.mark.rule("TIME-10")
    def test_monday_and_tuesday_both_holidays(self) -> None:
        found = made("inspection", "2027-12-27")
        assert dates(found, "onsite_first") == ["2027-12-29"]
        assert entry_days(found, "onsite_week_1_days") == ["2027-12-30"]

    @pytest.mark.rule("TIME-10")
    def test_a_span_loses_the_day(self) -> None:
        found = made("inspection", "2024-12-30")  # analysis week 23 December 2024
        assert entry_days(found, "analysis") == ["2024-12-23", "2024-12-24"]
        assert found.milestone("analysis").end == date(2024, 12, 24)


class TestNoticeOfAVisit:
    @pytest.mark.rule("FV-02")
    def test_normal_week(self) -> None:
        found = made("focused_visit", "2024-06-10")
        assert dates(found, "notification", "onsite_first", "fieldwork_end") == [
            "2024-06-04",
            "2024-06-11",
            "2024-06-12",
        ]

    @pytest.mark.rule("FV-02")
    @pytest.mark.parametrize(
        ("week", "first", "call", "evaluation"),
        [
            ("2025-05-05", "2025-05-06", "2025-04-28", "2025-04-25"),
            ("2023-05-08", "2023-05-09", "2023-04-28", "2023-04-27"),
        ],
    )
    def test_the_five_days_win(self, week: str, first: str, call: str, evaluation: str) -> None:
        found = made("focused_visit", week)
        assert dates(found, "onsite_first", "notification", "lead_evaluation") == [first, call, evaluation]
        assert any("to give 5 working days of notice" in text for text in warned(found, "FV-02"))

    @pytest.mark.rule("FV-06", part="the lead evaluates before the call, or is told that no day is left")
    @pytest.mark.parametrize(("week", "told"), [("2027-04-05", True), ("2026-04-06", False), ("2024-06-10", False)])
    def test_an_evaluation_on_the_day_of_the_call_is_told(self, week: str, told: bool) -> None:
        found = made("focused_visit", week)
        text = "Lead evaluates information off site: Tue 30 Mar is the day of the call, which comes after it. "
        text += "Fix an earlier day, or do it before the call."
        assert (text in warned(found, "FV-06")) is told

    @pytest.mark.rule("FV-02")
    @pytest.mark.parametrize(("call", "asked"), [("2024-06-04", []), ("2024-06-05", ["reason"])])
    def test_a_later_call_needs_a_reason(self, call: str, asked: list[str]) -> None:
        assert needs(made("focused_visit", "2024-06-10", actual={"notification": call}), "FV-02") == asked


class TestOnSiteDaysOfAVisit:
    @pytest.mark.rule("FV-05", part="the two days, and the warning for a third")
    def test_two_days_and_feedback_on_the_second(self) -> None:
        found = made("focused_visit", "2025-08-18")
        assert dates(found, "offsite", "onsite_first", "fieldwork_end") == ["2025-08-18", "2025-08-19", "2025-08-20"]
        assert needs(found, "FV-05") == []

    @pytest.mark.rule("FV-05", part="the two days, and the warning for a third")
    def test_a_third_day_or_a_second_week_asks_for_a_reason(self) -> None:
        third = made("focused_visit", "2025-08-18", fixed={"fieldwork_end": Fixed(date(2025, 8, 21), "more cases")})
        assert needs(third, "FV-05") == ["reason"]
        week = made("focused_visit", "2025-08-18", actual={"onsite_first": "2025-08-22", "fieldwork_end": "2025-08-26"})
        assert needs(week, "FV-05") == ["reason"]

    @pytest.mark.rule("FV-05", part="the two days, and the warning for a third")
    @pytest.mark.parametrize(
        ("week", "first", "second"),
        [
            ("2023-12-25", "2023-12-27", "2023-12-28"),
            ("2024-12-23", "2024-12-24", "2024-12-27"),
            ("2027-12-27", "2027-12-29", "2027-12-30"),
        ],
    )
    def test_the_next_two_working_days_at_christmas(self, week: str, first: str, second: str) -> None:
        assert dates(made("focused_visit", week), "onsite_first", "fieldwork_end") == [first, second]

    @pytest.mark.rule("FV-05", part="the two days, and the warning for a third")
    def test_the_off_site_monday_is_left_out_on_a_holiday(self) -> None:
        found = made("focused_visit", "2025-05-05")
        assert found.day("offsite") is None
        assert any("left out" in text for text in warned(found, "FV-05"))


class TestNoticeWeekOfAVisit:
    @pytest.mark.rule("FV-06", part="the five days with their owners, and Monday hidden from Cafcass")
    def test_five_days_with_owners(self) -> None:
        found = made("focused_visit", "2024-06-10")
        first_week = [(each.date.day, each.code, each.owner) for each in found.entries if each.date < date(2024, 6, 10)]
        assert sorted(first_week) == [
            (3, "lead_evaluation", "lead_inspector"),
            (4, "notification", "lead_inspector"),
            (4, "setup", "lead_inspector"),
            (5, "data_due", "link_person"),
            (6, "team_evaluation", "team"),
            (7, "team_conference", "lead_inspector"),
        ]

    @pytest.mark.rule("FV-06", part="the five days with their owners, and Monday hidden from Cafcass")
    def test_monday_and_our_warnings_are_hidden_from_cafcass(self) -> None:
        shown = made("focused_visit", "2025-05-05").shown_to_cafcass()
        assert "lead_evaluation" not in {each.code for each in (*shown.entries, *shown.milestones)}
        assert shown.warnings == ()
        assert shown.day("notification") == date(2025, 4, 28)

    @pytest.mark.rule("MON-08", part="the dates")
    def test_a_monitoring_visit_has_the_same_dates(self) -> None:
        visit, monitoring = made("focused_visit", "2024-06-10"), made("monitoring_visit", "2024-06-10")
        assert monitoring.milestones == visit.milestones
        assert monitoring.entries == visit.entries

    def test_a_monitoring_visit_has_no_action_plan(self) -> None:
        found = made("monitoring_visit", "2024-06-10", priority_action=True)
        assert dates(found, "plan_draft", "action_plan") == [None, None]


class TestAfterFieldwork:
    @pytest.mark.rule("CLEAR-03")
    @pytest.mark.parametrize(("week", "draft"), [("2024-02-05", "2024-03-01"), ("2024-03-18", "2024-04-15")])
    def test_draft_report(self, week: str, draft: str) -> None:
        assert dates(made("inspection", week), "draft") == [draft]

    @pytest.mark.rule("CLEAR-03")
    def test_a_draft_that_was_late_is_flagged_and_an_early_one_is_not(self) -> None:
        late = made("inspection", "2024-02-05", actual={"draft": "2024-03-05"})
        assert warned(late, "CLEAR-03") == ["The draft was sent on Tue 5 Mar, 2 working days after Fri 1 Mar."]
        assert not warned(made("inspection", "2024-02-05", actual={"draft": "2024-02-28"}), "CLEAR-03")

    @pytest.mark.rule("CLEAR-04")
    @pytest.mark.parametrize("kind", ["focused_visit", "monitoring_visit"])
    def test_draft_letter(self, kind: str) -> None:
        assert dates(made(kind, "2025-05-05"), "fieldwork_end", "draft") == ["2025-05-07", "2025-05-14"]

    @pytest.mark.rule("CLEAR-05", part="the window's dates")
    @pytest.mark.parametrize(
        ("sent", "opens", "closes"),
        [
            (None, "2024-03-04", "2024-03-08"),
            ("2024-03-01", "2024-03-04", "2024-03-08"),
            ("2024-03-05", "2024-03-06", "2024-03-12"),
            ("2024-02-28", "2024-02-29", "2024-03-06"),
        ],
    )
    def test_comment_window_runs_from_the_real_draft(self, sent: str | None, opens: str, closes: str) -> None:
        window = made("inspection", "2024-02-05", actual={"draft": sent} if sent else {}).milestone("comment_window")
        assert (window.date.isoformat(), window.end.isoformat()) == (opens, closes)
        assert not window.actual

    @pytest.mark.rule("CLEAR-10", part="the target, and never before comments have closed")
    def test_final_report(self) -> None:
        assert dates(made("inspection", "2024-02-05"), "final") == ["2024-03-19"]
        late = made("inspection", "2024-02-05", actual={"draft": "2024-03-14"})
        assert late.milestone("comment_window").end == date(2024, 3, 21)
        assert dates(late, "final", "publication") == ["2024-03-22", "2024-04-02"]
        assert warned(late, "CLEAR-10")

    @pytest.mark.rule("CLEAR-10", part="the target, and never before comments have closed")
    def test_a_fixed_final_is_held_too(self) -> None:
        fixed = {"final": Fixed(date(2024, 3, 7), "wanted early")}
        assert dates(made("inspection", "2024-02-05", fixed=fixed), "final") == ["2024-03-11"]

    def test_a_final_sent_while_comments_were_open_is_pointed_out(self) -> None:
        early = made("inspection", "2024-02-05", actual={"draft": "2024-03-01", "final": "2024-03-08"})
        assert "before comments closed on Fri 8 Mar" in warned(early, "CLEAR-10")[-1]
        right = made("inspection", "2024-02-05", actual={"draft": "2024-03-01", "final": "2024-03-11"})
        assert not warned(right, "CLEAR-10")

    @pytest.mark.rule("CLEAR-11")
    @pytest.mark.parametrize("kind", ["focused_visit", "monitoring_visit"])
    def test_final_letter_is_counted_in_working_days(self, kind: str) -> None:
        found = made(kind, "2025-05-05")
        assert dates(found, "fieldwork_end", "final") == ["2025-05-07", "2025-05-30"]
        assert dates(made(kind, "2025-05-05", actual={"draft": "2025-05-27"}), "final") == ["2025-06-04"]

    @pytest.mark.rule("CLEAR-13", part="the date")
    @pytest.mark.parametrize(("final", "published"), [("2024-03-19", "2024-03-26"), ("2024-03-25", "2024-04-03")])
    def test_publication_follows_the_real_final(self, final: str, published: str) -> None:
        assert dates(made("inspection", "2024-02-05", actual={"final": final}), "publication") == [published]

    @pytest.mark.rule("PLAN-05", part="the date")
    @pytest.mark.rule("PLAN-04", part="the date")
    def test_plans_of_a_priority_action(self) -> None:
        found = made("focused_visit", "2025-05-05", priority_action=True)
        assert dates(found, "plan_draft", "action_plan") == ["2025-06-27", "2025-09-08"]
        without = made("focused_visit", "2025-05-05")
        assert dates(without, "plan_draft", "action_plan") == [None, None]

    @pytest.mark.rule("CONC-02", part="the contact day")
    def test_contact_day(self) -> None:
        assert dates(made("inspection", "2024-02-05"), "contact_day") == ["2024-02-19"]

    @pytest.mark.rule("TIME-12", part="milestones follow the real fieldwork")
    @pytest.mark.rule("FV-07", part="milestones follow the real fieldwork")
    def test_the_real_end_of_fieldwork(self) -> None:
        actual = {"onsite_first": "2024-06-12", "fieldwork_end": "2024-06-13"}
        found = made("focused_visit", "2024-06-10", actual=actual)
        assert dates(found, "draft", "final", "publication") == ["2024-06-20", "2024-07-05", "2024-07-12"]
        assert found.milestone("fieldwork_end").sum.startswith("done on Thu 13 Jun; by the timetable ")


class TestPauses:
    def test_two_complaints_at_once_count_shared_days_once(self) -> None:
        pauses = (
            Pause("complaint", date(2024, 3, 6), date(2024, 3, 13)),
            Pause("complaint", date(2024, 3, 8), date(2024, 3, 15)),
        )
        assert dates(made("inspection", "2024-02-05", pauses=pauses), "final") == ["2024-03-28"]

    @pytest.mark.rule("CLEAR-14", part="what an open or a late complaint does to the dates")
    def test_an_open_complaint_holds_and_a_late_one_does_not(self) -> None:
        still_open = made("inspection", "2024-02-05", pauses=(Pause("complaint", date(2024, 3, 6)),))
        assert "is open" in warned(still_open, "CLEAR-14")[0]
        late = made("inspection", "2024-02-05", pauses=(Pause("complaint", date(2024, 3, 11), date(2024, 3, 27)),))
        assert "outside the window" in warned(late, "CLEAR-14")[0]
        assert dates(late, "final") == ["2024-03-19"]

    def test_the_sum_tells_of_the_complaint(self) -> None:
        pause = Pause("complaint", date(2024, 3, 6), date(2024, 3, 27))
        sum = made("inspection", "2024-02-05", pauses=(pause,)).milestone("final").sum
        assert "complaint received Wed 6 Mar, decided Wed 27 Mar, 15 working days" in sum
        assert sum.endswith("= Thu 11 Apr; passed over: Fri 29 Mar (Good Friday), Mon 1 Apr (Easter Monday)")

    @pytest.mark.rule("PRIO-07", part="how far moderation moves the dates")
    def test_moderation_moves_the_draft_and_all_that_follows(self) -> None:
        pause = Pause("moderation", date(2024, 6, 19), date(2024, 6, 26))
        found = made("focused_visit", "2024-06-10", pauses=(pause,))
        assert dates(found, "draft", "final", "publication") == ["2024-06-26", "2024-07-11", "2024-07-18"]
        window = found.milestone("comment_window")
        assert (window.date, window.end) == (date(2024, 6, 27), date(2024, 7, 3))

    def test_a_complaint_before_the_real_final_moves_nothing_twice(self) -> None:
        pause = Pause("complaint", date(2024, 3, 6), date(2024, 3, 27))
        found = made("inspection", "2024-02-05", pauses=(pause,), actual={"final": "2024-04-11"})
        assert dates(found, "publication") == ["2024-04-18"]


class TestSums:
    def test_the_sum_of_a_milestone(self) -> None:
        found = made("inspection", "2024-02-05").milestone("final")
        assert found.sum == "Fri 16 Feb + 22 working days = Tue 19 Mar; passed over: none"

    def test_a_sum_names_the_holidays_and_the_years_that_it_crosses(self) -> None:
        found = made("inspection", "2024-09-16", final_received=date(2024, 10, 29)).milestone("action_plan")
        assert found.sum == (
            "Tue 29 Oct 2024 + 70 working days = Fri 7 Feb 2025; passed over: Wed 25 Dec (Christmas Day), "
            "Thu 26 Dec (Boxing Day), Wed 1 Jan (New Year's Day)"
        )

    @pytest.mark.parametrize("kind", ["inspection", "focused_visit", "monitoring_visit"])
    @pytest.mark.parametrize("week", ["2024-02-05", "2025-04-21", "2025-05-05", "2024-12-23", "2027-12-27"])
    def test_every_date_shows_its_sum_and_a_rule(self, kind: str, week: str) -> None:
        for each in made(kind, week, priority_action=True).milestones:
            assert f"{each.date:%a} {each.date.day} {each.date:%b}" in each.sum, each
            assert each.rule


class TestSeasons:
    @pytest.mark.rule("PROG-10", part="the warnings")
    @pytest.mark.parametrize(("week", "asked"), [("2025-01-06", True), ("2025-01-20", False), ("2024-02-05", False)])
    def test_christmas(self, week: str, asked: bool) -> None:
        assert ("decision_maker" in needs(made("inspection", week), "PROG-10")) is asked
        assert needs(made("focused_visit", week), "PROG-10") == []

    @pytest.mark.rule("PROG-11", part="the warnings")
    @pytest.mark.parametrize(
        ("week", "asked"),
        [("2024-08-19", ["refused"]), ("2024-09-09", ["decision_maker"]), ("2024-09-16", []), ("2024-07-15", [])],
    )
    def test_august_and_an_inspection(self, week: str, asked: list[str]) -> None:
        assert needs(made("inspection", week), "PROG-11") == asked

    @pytest.mark.rule("PROG-12", part="the warnings")
    def test_august_and_a_visit(self) -> None:
        assert needs(made("focused_visit", "2025-08-18"), "PROG-12") == ["agreement"]
        assert needs(made("focused_visit", "2025-09-01"), "PROG-12") == ["reason"]
        assert needs(made("monitoring_visit", "2025-08-18"), "PROG-11") == ["ground"]

    def test_holidays_that_are_only_expected_are_said_to_be(self) -> None:
        assert "2031" in warned(made("inspection", "2031-02-03"), "GEN-07")[0]
        assert not warned(made("inspection", "2028-02-07"), "GEN-07")


class TestImpossible:
    def test_another_weekday_is_explained(self) -> None:
        with pytest.raises(Impossible, match="is a Tuesday. Give the calendar Monday"):
            made("inspection", "2024-02-06")

    def test_neither_week_nor_call(self) -> None:
        with pytest.raises(Impossible, match="Give the Monday"):
            made("inspection")

    @pytest.mark.parametrize(
        "actual",
        [
            {"fieldwork_end": "2024-02-02"},
            {"draft": "2024-02-15"},
            {"draft": "2024-03-01", "final": "2024-02-28"},
            {"notification": "2024-02-05"},
            {"final": "2024-03-19", "publication": "2024-03-18"},
        ],
    )
    def test_what_cannot_have_happened_in_that_order(self, actual: dict[str, str]) -> None:
        with pytest.raises(Impossible):
            made("inspection", "2024-02-05", actual=actual)

    def test_unknown_codes_and_kinds(self) -> None:
        with pytest.raises(Impossible, match="no milestone"):
            made("inspection", "2024-02-05", actual={"tea_break": "2024-02-05"})
        with pytest.raises(Impossible, match="has no timetable"):
            made("thematic_survey", "2024-02-05")

    def test_a_decision_before_the_complaint(self) -> None:
        with pytest.raises(Impossible, match="before it was received"):
            made("inspection", "2024-02-05", pauses=(Pause("complaint", date(2024, 3, 6), date(2024, 3, 5)),))

    def test_an_actual_date_on_a_weekend_is_pointed_out(self) -> None:
        found = made("inspection", "2024-02-05", actual={"draft": "2024-03-02"})
        assert any("not a working day" in text for text in warned(found, "TIME-11"))


@pytest.mark.parametrize("kind", ["inspection", "focused_visit"])
def test_every_week_of_ten_years_makes_sense(kind: str) -> None:
    """Whatever the holidays: all on working days, in order, and the call gives its week back."""
    for ordinal in range(date(2022, 1, 3).toordinal(), date(2031, 12, 1).toordinal(), 7):
        week = date.fromordinal(ordinal)
        found = made(kind, week)
        assert all(CALENDAR.is_working(each.date) and CALENDAR.is_working(each.last) for each in found.milestones), week
        assert all(CALENDAR.is_working(day) for each in found.entries for day in each.days), week
        order = [found.day(code) for code in ("notification", "onsite_first", "fieldwork_end", "contact_day", "draft")]
        assert order == sorted(order), week
        assert found.call_to_onsite >= 5, week
        window, final = found.milestone("comment_window"), found.day("final")
        assert found.day("draft") < window.date < window.end < final < found.day("publication"), week
        call = found.day("notification").isoformat()
        assert made(kind, None, actual={"notification": call}).day("notification") == found.day("notification"), week
