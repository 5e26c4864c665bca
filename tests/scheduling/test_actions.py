"""Timelines as rows: what really happened, fixed dates, extensions, other weeks, and the history of each."""

from datetime import date

import pytest
from django.db import Error, transaction

from accounts import clock
from accounts.models import Event
from accounts.refusals import Invalid, NotAllowed
from framework.versions import version
from scheduling import actions, queries
from scheduling.calendar import WorkingDays, published
from scheduling.models import Timeline, TimelineDate, TimelineDateChange
from tests.cast import Cast
from tests.scheduling.worked import made

pytestmark = pytest.mark.django_db
LATER = clock.at(date(2025, 12, 1))


@pytest.fixture(autouse=True)
def _late_enough():
    with clock.moved_to(LATER):
        yield


@pytest.fixture
def inspection(cast: Cast) -> Timeline:
    return actions.create_timeline("inspection", "2024-04-05", date(2024, 2, 5), by=cast.scheduler)


@pytest.fixture
def visit(cast: Cast) -> Timeline:
    return actions.create_timeline("focused_visit", "2024-04-05", date(2024, 6, 10), by=cast.scheduler)


def on(timeline: Timeline, *codes: str) -> list[str]:
    return [str(queries.day(timeline, code)) for code in codes]


def test_a_new_timeline_has_every_date_of_its_preview(inspection: Timeline) -> None:
    preview = queries.preview("inspection", date(2024, 2, 5), "2024-04-05")
    assert preview == made("inspection", "2024-02-05")
    assert [queries.as_milestone(row) for row in queries.milestones(inspection)] == list(preview.milestones)
    assert queries.standing(inspection) == preview
    assert {change.old_date for change in queries.history(inspection)} == {None}


@pytest.mark.parametrize(("kind", "week"), [("inspection", date(2024, 2, 6)), ("thematic_survey", date(2024, 2, 5))])
def test_an_impossible_timeline_is_refused_and_not_saved(cast: Cast, kind: str, week: date) -> None:
    with pytest.raises(Invalid):
        actions.create_timeline(kind, "2024-04-05", week, by=cast.scheduler)
    assert not Timeline.objects.exists()


@pytest.mark.rule("GEN-07")
def test_a_year_without_holidays_is_named_and_nothing_is_saved(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    short = WorkingDays(published().holidays, 2023, 2028, 2028)
    monkeypatch.setattr(queries, "published", lambda: short)
    with pytest.raises(Invalid, match="^No bank-holiday data for 2029$"):
        actions.create_timeline("inspection", "2024-04-05", date(2028, 9, 25), by=cast.scheduler)
    assert not Timeline.objects.exists()
    assert not TimelineDate.objects.exists()
    actions.create_timeline("inspection", "2024-04-05", date(2028, 2, 7), by=cast.scheduler)


@pytest.mark.rule("GEN-02", part="a timeline is pinned")
def test_a_timeline_keeps_the_version_it_was_made_with(cast: Cast, inspection: Timeline) -> None:
    assert queries.standing(inspection).version == "2024-04-05"
    assert version(inspection.framework_version).scope != version("2024-12-17").scope


class TestWhatReallyHappened:
    @pytest.mark.rule("TIME-12")
    def test_later_dates_follow_and_the_old_ones_stay_visible(self, cast: Cast, visit: Timeline) -> None:
        assert on(visit, "fieldwork_end", "draft") == ["2024-06-12", "2024-06-19"]
        moved = actions.record_actual(visit, "fieldwork_end", date(2024, 6, 13), by=cast.lead)
        assert on(visit, "draft", "final", "publication") == ["2024-06-20", "2024-07-05", "2024-07-12"]
        draft = queries.history(visit).filter(code="draft").last()
        assert (draft.old_date, draft.new_date) == (date(2024, 6, 19), date(2024, 6, 20))
        assert draft.why == "End of fieldwork: done on Thu 13 Jun 2024"
        assert {"draft", "final", "publication", "comment_window"} <= {each.code for each in moved}

    @pytest.mark.rule("FV-07")
    def test_actual_days_of_a_visit(self, cast: Cast, visit: Timeline) -> None:
        actions.record_actual(visit, "onsite_first", date(2024, 6, 12), by=cast.lead)
        actions.record_actual(visit, "fieldwork_end", date(2024, 6, 13), by=cast.lead)
        assert on(visit, "onsite_first", "fieldwork_end", "draft") == ["2024-06-12", "2024-06-13", "2024-06-20"]

    @pytest.mark.rule("TIME-12")
    @pytest.mark.parametrize("kind", ["inspection", "monitoring_visit"])
    def test_of_other_kinds_too(self, cast: Cast, kind: str) -> None:
        timeline = actions.create_timeline(kind, "2024-04-05", date(2024, 2, 5), by=cast.scheduler)
        before = queries.day(timeline, "draft")
        ended = queries.day(timeline, "fieldwork_end")
        after = published().offset(ended, 1)
        actions.record_actual(timeline, "fieldwork_end", after, by=cast.lead)
        assert queries.day(timeline, "draft") == published().offset(before, 1)

    def test_a_sent_draft_moves_the_window_and_stays_when_fieldwork_is_corrected(
        self, cast: Cast, inspection: Timeline
    ) -> None:
        actions.record_actual(inspection, "fieldwork_end", date(2024, 2, 16), by=cast.lead)
        actions.record_actual(inspection, "draft", date(2024, 3, 5), by=cast.lead)
        assert queries.span(inspection, "comment_window") == (date(2024, 3, 6), date(2024, 3, 12))
        reason = "typed wrongly"
        actions.record_actual(inspection, "fieldwork_end", date(2024, 2, 15), by=cast.lead, reason=reason)
        assert queries.actual(inspection, "draft") == date(2024, 3, 5)
        assert on(inspection, "final") == ["2024-03-18"]

    def test_a_correction_needs_a_reason(self, cast: Cast, inspection: Timeline) -> None:
        actions.record_actual(inspection, "fieldwork_end", date(2024, 2, 16), by=cast.lead)
        with pytest.raises(NotAllowed, match="Give a reason"):
            actions.record_actual(inspection, "fieldwork_end", date(2024, 2, 15), by=cast.lead)

    def test_a_day_still_to_come_or_out_of_order_is_refused(self, cast: Cast, inspection: Timeline) -> None:
        with pytest.raises(Invalid, match="has not come yet"):
            actions.record_actual(inspection, "draft", date(2026, 3, 2), by=cast.lead)
        with pytest.raises(Invalid, match="is before"):
            actions.record_actual(inspection, "draft", date(2024, 2, 1), by=cast.lead)
        assert queries.actual(inspection, "draft") is None

    @pytest.mark.parametrize("code", ["notification_latest", "comment_window", "analysis", "tea_break"])
    def test_only_single_days_that_happen_are_recorded(self, cast: Cast, inspection: Timeline, code: str) -> None:
        with pytest.raises((Invalid, NotAllowed)):
            actions.record_actual(inspection, code, date(2024, 1, 29), by=cast.lead)

    @pytest.mark.rule("PLAN-02", part="a receipt on another day than the sending")
    def test_receipt_on_another_day(self, cast: Cast, inspection: Timeline) -> None:
        actions.record_actual(inspection, "final", date(2024, 3, 19), by=cast.lead)
        assert on(inspection, "action_plan") == ["2024-07-01"]
        actions.record_receipt(inspection, date(2024, 3, 20), by=cast.lead)
        assert on(inspection, "action_plan", "publication") == ["2024-07-02", "2024-03-26"]

    def test_each_is_recorded_as_an_event(self, cast: Cast, inspection: Timeline) -> None:
        actions.record_actual(inspection, "notification", date(2024, 1, 22), by=cast.lead, inspection="I-1")
        event = Event.objects.last()
        assert (event.verb, event.person_name, event.inspection) == ("recorded notification", cast.lead.name, "I-1")

    def test_the_callers_row_is_brought_up_to_date(self, cast: Cast, inspection: Timeline) -> None:
        before = inspection.version
        actions.record_actual(inspection, "notification", date(2024, 1, 22), by=cast.lead)
        assert inspection.version == before + 1


class TestFixedDates:
    @pytest.mark.rule("TIME-10")
    def test_a_fixed_date_is_kept_marked_and_followed(self, cast: Cast, inspection: Timeline) -> None:
        actions.fix_date(inspection, "draft", date(2024, 3, 4), "the office is closed on Friday", by=cast.lead)
        actions.record_actual(inspection, "fieldwork_end", date(2024, 2, 15), by=cast.lead)
        row = inspection.dates.get(code="draft")
        assert (row.date, row.fixed_reason) == (date(2024, 3, 4), "the office is closed on Friday")
        assert queries.span(inspection, "comment_window") == (date(2024, 3, 5), date(2024, 3, 11))

    def test_released_it_follows_the_framework_again(self, cast: Cast, inspection: Timeline) -> None:
        actions.fix_date(inspection, "draft", date(2024, 3, 4), "the office is closed", by=cast.lead)
        actions.release_fixed(inspection, "draft", by=cast.lead)
        assert on(inspection, "draft") == ["2024-03-01"]
        assert inspection.dates.get(code="draft").fixed_reason == ""
        with pytest.raises(NotAllowed):
            actions.release_fixed(inspection, "draft", by=cast.lead)

    @pytest.mark.rule("TIME-10")
    @pytest.mark.parametrize(
        ("day", "reason"), [(date(2024, 3, 4), " "), (date(2024, 3, 2), "x"), (date(2024, 3, 29), "x")]
    )
    def test_it_needs_a_reason_and_a_working_day(
        self, cast: Cast, inspection: Timeline, day: date, reason: str
    ) -> None:
        with pytest.raises(Invalid):
            actions.fix_date(inspection, "draft", day, reason, by=cast.lead)
        assert on(inspection, "draft") == ["2024-03-01"]

    @pytest.mark.rule("CLEAR-10", part="the target, and never before comments have closed")
    def test_the_final_is_never_before_the_day_after_comments_close(self, cast: Cast, inspection: Timeline) -> None:
        with pytest.raises(Invalid, match="the earliest day is Mon 11 Mar 2024"):
            actions.fix_date(inspection, "final", date(2024, 3, 8), "wanted early", by=cast.lead)
        actions.fix_date(inspection, "final", date(2024, 3, 11), "no comments are expected", by=cast.lead)
        assert on(inspection, "final", "publication") == ["2024-03-11", "2024-03-18"]

    @pytest.mark.rule("CLEAR-13", part="never fixed earlier than 5 working days after the final")
    def test_publication_may_be_fixed_later_but_not_earlier(self, cast: Cast, inspection: Timeline) -> None:
        with pytest.raises(Invalid, match="the earliest day is Tue 26 Mar 2024"):
            actions.fix_date(inspection, "publication", date(2024, 3, 25), "wanted early", by=cast.lead)
        actions.fix_date(inspection, "publication", date(2024, 4, 3), "an election", by=cast.lead)
        assert on(inspection, "publication") == ["2024-04-03"]

    @pytest.mark.rule("FV-05")
    def test_a_third_day_on_site_asks_for_a_reason(self, cast: Cast) -> None:
        visit = actions.create_timeline("focused_visit", "2024-12-17", date(2025, 8, 18), by=cast.scheduler)
        assert on(visit, "onsite_first", "fieldwork_end") == ["2025-08-19", "2025-08-20"]
        with pytest.raises(Invalid, match="Enter a reason"):
            actions.fix_date(visit, "fieldwork_end", date(2025, 8, 21), "", by=cast.lead)
        actions.fix_date(visit, "fieldwork_end", date(2025, 8, 21), "more cases than planned", by=cast.lead)
        assert [each.rule for each in queries.standing(visit).warnings if each.needs == "reason"] == ["FV-05"]

    def test_what_happened_cannot_be_fixed(self, cast: Cast, inspection: Timeline) -> None:
        actions.record_actual(inspection, "draft", date(2024, 3, 1), by=cast.lead)
        with pytest.raises(NotAllowed, match="has happened"):
            actions.fix_date(inspection, "draft", date(2024, 3, 4), "late", by=cast.lead)

    def test_a_span_keeps_its_length(self, cast: Cast, inspection: Timeline) -> None:
        actions.fix_date(inspection, "analysis", date(2024, 1, 30), "a day later", by=cast.lead)
        assert queries.span(inspection, "analysis") == (date(2024, 1, 30), date(2024, 2, 2))


class TestExtensions:
    @pytest.mark.rule("CLEAR-14", part="how far an in-window complaint moves the dates")
    def test_a_complaint_from_receipt_to_decision(self, cast: Cast, inspection: Timeline) -> None:
        complaint = actions.open_extension(inspection, "complaint", date(2024, 3, 6), by=cast.complaint_handler)
        assert on(inspection, "final") == ["2024-03-19"]
        moved = actions.decide_extension(complaint, date(2024, 3, 27), by=cast.complaint_handler)
        assert on(inspection, "final", "publication") == ["2024-04-11", "2024-04-18"]
        assert {each.code for each in moved} == {"final", "publication", "action_plan"}
        assert complaint.decided == date(2024, 3, 27)
        with pytest.raises(NotAllowed, match="decided already"):
            actions.decide_extension(complaint, date(2024, 3, 28), by=cast.complaint_handler)

    def test_a_decision_before_receipt_or_in_the_future(self, cast: Cast, inspection: Timeline) -> None:
        complaint = actions.open_extension(inspection, "complaint", date(2024, 3, 6), by=cast.complaint_handler)
        for day in (date(2024, 3, 5), date(2026, 1, 5)):
            with pytest.raises(Invalid):
                actions.decide_extension(complaint, day, by=cast.complaint_handler)

    def test_an_unknown_kind(self, cast: Cast, inspection: Timeline) -> None:
        with pytest.raises(Invalid):
            actions.open_extension(inspection, "holiday", date(2024, 3, 6), by=cast.lead)


class TestPriorityAction:
    @pytest.mark.rule("PLAN-04", part="the date")
    @pytest.mark.rule("PLAN-05", part="the date")
    def test_its_dates_come_and_go(self, cast: Cast, visit: Timeline) -> None:
        actions.set_priority_action(visit, True, by=cast.lead)
        assert on(visit, "plan_draft", "action_plan") == ["2024-08-01", "2024-10-11"]
        actions.set_priority_action(visit, False, by=cast.lead)
        assert on(visit, "plan_draft", "action_plan") == ["None", "None"]
        gone = queries.history(visit).filter(code="plan_draft").last()
        assert (gone.old_date, gone.new_date) == (date(2024, 8, 1), None)

    def test_only_on_a_focused_visit(self, cast: Cast, inspection: Timeline) -> None:
        with pytest.raises(NotAllowed):
            actions.set_priority_action(inspection, True, by=cast.lead)


class TestAnotherWeek:
    @pytest.mark.rule("DEFER-04", part="new dates with fresh notice, old ones in the history")
    def test_a_deferred_inspection_starts_notice_afresh(self, cast: Cast, inspection: Timeline) -> None:
        actions.record_actual(inspection, "notification", date(2024, 1, 22), by=cast.lead)
        actions.replan(inspection, date(2024, 3, 4), "deferred", by=cast.decision_maker)
        assert on(inspection, "notification", "onsite_first") == ["2024-02-19", "2024-03-04"]
        assert queries.actual(inspection, "notification") is None
        change = queries.history(inspection).filter(code="notification").last()
        assert (change.old_date, change.new_date) == (date(2024, 1, 22), date(2024, 2, 19))

    def test_not_without_a_reason_nor_after_fieldwork(self, cast: Cast, inspection: Timeline) -> None:
        with pytest.raises(Invalid):
            actions.replan(inspection, date(2024, 3, 4), "", by=cast.decision_maker)
        actions.record_actual(inspection, "fieldwork_end", date(2024, 2, 16), by=cast.lead)
        with pytest.raises(NotAllowed, match="Fieldwork has ended"):
            actions.replan(inspection, date(2024, 3, 4), "deferred", by=cast.decision_maker)

    def test_a_closed_timeline_moves_no_more(self, cast: Cast, inspection: Timeline) -> None:
        actions.close_timeline(inspection, by=cast.scheduler)
        with pytest.raises(NotAllowed, match="closed"):
            actions.record_actual(inspection, "notification", date(2024, 1, 22), by=cast.lead)
        with pytest.raises(NotAllowed, match="closed"):
            actions.replan(inspection, date(2024, 3, 4), "deferred", by=cast.scheduler)


class TestTheDatabase:
    def test_history_cannot_be_changed_or_deleted(self, inspection: Timeline) -> None:
        change = queries.history(inspection).first()
        with pytest.raises(Error, match="never changed"), transaction.atomic():
            TimelineDateChange.objects.filter(pk=change.pk).update(why="another reason")
        with pytest.raises(Error, match="never deleted"), transaction.atomic():
            TimelineDateChange.objects.filter(pk=change.pk).delete()

    @pytest.mark.parametrize(
        "wrong", [{"onsite_week": date(2024, 2, 6)}, {"kind": "thematic_survey"}, {"priority_action": True}]
    )
    def test_the_table_refuses_nonsense(self, inspection: Timeline, wrong: dict[str, object]) -> None:
        with pytest.raises(Error), transaction.atomic():
            Timeline.objects.filter(pk=inspection.pk).update(**wrong)
