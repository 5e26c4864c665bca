"""The call, its confirmation, and N0: before it nothing of an activity shows to Cafcass."""

import re
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.urls import reverse

from accounts import clock
from accounts.models import Post
from accounts.refusals import Invalid, NotAllowed
from files.models import OutgoingMail
from framework.versions import in_force, version
from govuk.forms import date_data
from inspections import actions
from inspections.confirmation import confirmation
from inspections.models import Announcement, Inspection
from inspections.workflow import State
from scheduling.queries import actual
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db


def call(cast: Cast, inspection: Inspection, at: datetime = stages.CALLED_AT, **more: str) -> Announcement:
    assert cast.chief_executive
    with clock.moved_to(max(at, stages.RECORDED_AT)):
        return actions.announce(inspection, called_at=at, told_whom="chief_executive", by=cast.lead, **more)


def test_the_call_is_recorded_and_dated(cast: Cast):
    inspection = stages.announced(cast)
    assert inspection.state == State.ANNOUNCED
    assert actual(inspection.timeline, "notification") == date(2024, 1, 22)
    assert inspection.announcements.get().called_at == stages.CALLED_AT


@pytest.mark.rule("QA-03", part="the call waits for a quality assurance manager")
def test_without_a_qa_manager_there_is_no_call(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.plan(cast)
    with pytest.raises(NotAllowed, match="There is no quality assurance manager"):
        call(cast, inspection)
    with clock.moved_to(stages.RECORDED_AT):
        page = as_(cast.lead).get(reverse("announcement", args=[inspection.ref])).content.decode()
    assert "There is no quality assurance manager" in page
    assert "Record the call" not in page
    assert stages.fresh(inspection).state == State.PLANNED


@pytest.mark.rule("QA-03", part="who is no longer a Senior HMI on the day of the call does not count")
def test_a_qa_manager_who_lost_the_grade_does_not_count(cast: Cast):
    inspection = stages.planned(cast)
    cast.qa_manager.grade = "hmi"
    cast.qa_manager.save()
    with pytest.raises(NotAllowed, match="is not a Senior HMI any more"):
        call(cast, inspection)


def test_without_a_chief_executive_there_is_nobody_to_call(cast: Cast):
    inspection = stages.planned(cast)
    with clock.moved_to(stages.RECORDED_AT), pytest.raises(NotAllowed, match="chief executive of Cafcass"):
        actions.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)


@pytest.mark.parametrize("name", ["scheduler", "deputy", "team_inspector", "qa_manager", "director", "administrator"])
def test_nobody_but_the_lead_records_the_call(cast: Cast, name: str):
    inspection = stages.planned(cast)
    assert cast.chief_executive
    with clock.moved_to(stages.RECORDED_AT), pytest.raises(NotAllowed, match="Only the lead inspector"):
        actions.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=getattr(cast, name))


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (clock.at(date(2024, 1, 5), 9), "This was planned on Monday 8 January 2024: no call"),
        (clock.at(date(2024, 1, 21), 9), "is not a working day"),
    ],
)
def test_a_call_that_cannot_have_been_is_refused(cast: Cast, at: datetime, sentence: str):
    with pytest.raises(Invalid, match=sentence):
        call(cast, stages.planned(cast), at)


def test_a_call_in_the_future_is_refused(cast: Cast):
    inspection = stages.planned(cast)
    assert cast.chief_executive
    with clock.moved_to(clock.at(date(2024, 1, 22), 9)), pytest.raises(Invalid, match="has not come yet"):
        actions.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)


@pytest.mark.rule("NOTI-02", part="later than 9.30am needs a reason")
def test_a_call_after_half_past_nine_needs_a_reason(cast: Cast):
    inspection = stages.planned(cast)
    with pytest.raises(Invalid, match="usually made by 09:30") as refusal:
        call(cast, inspection, clock.at(date(2024, 1, 22), 9, 31))
    assert refusal.value.field == "late_reason"
    late = call(cast, inspection, clock.at(date(2024, 1, 22), 9, 31), late_reason="In a meeting")
    assert late.late_reason == "In a meeting"


def test_half_past_nine_is_in_time(cast: Cast):
    assert call(cast, stages.planned(cast), clock.at(date(2024, 1, 22), 9, 30)).late_reason == ""


@pytest.mark.rule("TIME-01", part="a call made later than planned needs a reason, and a very late one the decision")
def test_a_call_on_a_later_day_needs_the_right_reason(cast: Cast):
    inspection = stages.planned(cast)
    with pytest.raises(Invalid, match="was planned for Monday 22 January 2024"):
        call(cast, inspection, clock.at(date(2024, 1, 29), 9))
    with pytest.raises(Invalid, match="needs the programme decision-maker's own reason first"):
        call(cast, inspection, clock.at(date(2024, 1, 30), 9), late_reason="Storm")
    with clock.moved_to(clock.at(date(2024, 1, 29), 12)):
        actions.allow_late_call(inspection, date(2024, 1, 30), reason="Storm", by=cast.decision_maker)
    assert call(cast, inspection, clock.at(date(2024, 1, 30), 9)).called_at == clock.at(date(2024, 1, 30), 9)


@pytest.mark.rule("GEN-03")
@pytest.mark.parametrize("kind", ["inspection", "focused_visit"])
def test_the_confirmation_names_the_law_and_nobody_can_blank_it(cast: Cast, as_, kind: str):  # type: ignore[no-untyped-def]
    week = stages.W1 if kind == "inspection" else date(2024, 1, 29)
    inspection = stages.plan(cast, kind=kind, week=week)
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")
    planned = confirmation(inspection, date(2024, 1, 22))
    assert "sections 143 to 145 of the Education and Inspections Act 2006" in planned.body
    with clock.moved_to(stages.RECORDED_AT):
        page = as_(cast.lead).get(reverse("announcement", args=[inspection.ref])).content.decode()
    assert "sections 143 to 145" in page
    told = call(cast, inspection, late_reason="x")
    assert version(inspection.framework_version).legal_basis in told.email_body


def test_the_confirmation_goes_once_to_the_chief_executive_with_what_cafcass_may_know(cast: Cast):
    inspection = stages.announced(cast)
    mail = OutgoingMail.objects.get()
    assert mail.to == cast.chief_executive.email
    assert mail.body == inspection.announcements.get().email_body
    assert cast.lead.email in mail.body
    assert "Friday 1 March 2024" in mail.body
    assert "Latest day for the call" not in mail.body
    assert EmailMessage(mail.subject, mail.body).message()


@pytest.mark.rule("FV-06", part="the lead's evaluation of the Monday is never told to Cafcass")
def test_the_monday_of_a_visit_is_not_in_the_confirmation(cast: Cast):
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10))
    stages.join(cast, visit, cast.qa_manager, "qa_manager")
    assert visit.timeline.dates.filter(code="lead_evaluation", date=date(2024, 6, 3)).exists()
    body = confirmation(visit, date(2024, 6, 4)).body
    assert "Monday 3 June 2024" not in body
    assert "Wednesday 5 June 2024" in body


@pytest.mark.rule("GEN-02", part="the version in force on the day of the call is pinned then")
def test_the_version_in_force_on_the_day_of_the_call_counts(cast: Cast):
    stages.allow(cast, date(2024, 12, 30))
    inspection = stages.plan(cast, week=date(2024, 12, 30), reason="agreed")
    stages.join(cast, inspection, cast.qa_manager, "qa_manager")
    assert inspection.framework_version == "2024-04-05"
    at = clock.at(date(2024, 12, 17), 9)
    with clock.moved_to(clock.at(date(2024, 12, 17), 10)):
        assert cast.chief_executive
        actions.announce(inspection, called_at=at, told_whom="chief_executive", late_reason="x", by=cast.lead)
    told = stages.fresh(inspection)
    assert told.framework_version == in_force(date(2024, 12, 17)).code == "2024-12-17"
    assert told.timeline.framework_version == "2024-12-17"


def test_the_page_records_the_call_once(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    assert cast.chief_executive
    url, client = reverse("announcement", args=[inspection.ref]), as_(cast.lead)
    with clock.moved_to(stages.RECORDED_AT):
        form = client.get(url).context["form"]
        data = {"op": form["op"].value(), "version": "", "called_time": "9:10", "told_whom": "chief_executive"}
        data |= date_data("called_on", date(2024, 1, 22))
        assert client.post(url, data).url == client.post(url, data).url
        assert Announcement.objects.count() == OutgoingMail.objects.count() == 1
        assert "Cafcass was told already" in send(client, url, **data | {"op": str(uuid4())}).content.decode()


def test_what_is_wrong_stands_beside_the_field(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    assert cast.chief_executive
    with clock.moved_to(stages.RECORDED_AT):
        url = reverse("announcement", args=[inspection.ref])
        day = date_data("called_on", date(2024, 1, 22))
        late = send(as_(cast.lead), url, called_time="9:29", told_whom="nobody", **day)
        assert "told_whom" in errors(late)
        future = send(as_(cast.lead), url, called_time="9:45", told_whom="chief_executive", **day)
        assert "called_on" in errors(future)
        assert 'value="9:45"' in future.content.decode()


def without_token(response: HttpResponse) -> str:
    """The page without the token of its sign-out form, which is another one on each page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


@pytest.mark.rule("FV-06")
@pytest.mark.parametrize("name", ["chief_executive", "link_person", "contributor"])
def test_before_the_call_cafcass_sees_nothing(cast: Cast, as_, name: str):  # type: ignore[no-untyped-def]
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10), title="CANARY-7Q")
    stages.join(cast, visit, cast.qa_manager, "qa_manager")
    client = as_(getattr(cast, name))
    with clock.moved_to(clock.at(date(2024, 6, 3), 10)):
        own = reverse("cafcass_inspection", args=[visit.ref])
        before = client.get(own)
        unknown = client.get(reverse("cafcass_inspection", args=["2345678abcde"]))
        assert before.status_code == unknown.status_code == 404
        assert without_token(before) == without_token(unknown)
        assert not Inspection.objects.visible_to(getattr(cast, name)).exists()
        for page in ("inspection_detail", "timetable", "team", "announcement", "inspection_history"):
            assert client.get(reverse(page, args=[visit.ref])).status_code == 404
        assert client.get(reverse("inspection_list")).status_code == 404
        assert "CANARY-7Q" not in client.get("/").content.decode()
    assert not OutgoingMail.objects.exists()


@pytest.mark.rule("FV-06")
def test_after_the_call_cafcass_sees_its_dates_and_not_the_monday(cast: Cast, as_):  # type: ignore[no-untyped-def]
    visit = stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10), reason="CANARY-REASON")
    stages.join(cast, visit, cast.qa_manager, "qa_manager", reason="CANARY-REASON")
    at = clock.at(date(2024, 6, 4), 9)
    call(cast, visit, at, late_reason="CANARY-REASON")
    with clock.moved_to(clock.at(date(2024, 6, 4), 11)):
        page = as_(cast.chief_executive).get(reverse("cafcass_inspection", args=[visit.ref])).content.decode()
        assert as_(cast.contributor).get(reverse("cafcass_inspection", args=[visit.ref])).status_code == 404
        assert as_(cast.cafcass_stranger).get(reverse("cafcass_inspection", args=[visit.ref])).status_code == 404
    assert "Wednesday 5 June 2024" in page
    assert "Monday 3 June 2024" not in page
    assert cast.lead.email in page
    assert "CANARY-REASON" not in page


def test_a_suspended_chief_executive_is_not_written_to(cast: Cast):
    inspection = stages.planned(cast)
    Post.objects.create(person=cast.cafcass_stranger, post="chief_executive", since=stages.PLANNED_AT)
    assert cast.chief_executive
    cast.chief_executive.suspended_at = stages.PLANNED_AT
    cast.chief_executive.save()
    call(cast, inspection)
    assert OutgoingMail.objects.get().to == cast.cafcass_stranger.email


HOSTILE = [
    "Cafcass\u00a0national",
    "Turned \u202e round",
    "Two\r\nBcc: somebody@else.example",
    "Family \U0001f469\u200d\U0001f467",
    "Control \x0b\x01",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_stops_the_call_or_reaches_the_page_as_markup(cast: Cast, as_, title: str):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(stages.RECORDED_AT):
        actions.rename(inspection, title=title, version=None, by=cast.lead)
        page = as_(cast.lead).get(reverse("announcement", args=[inspection.ref]))
        assert b"<script>alert" not in page.content
        actions.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)
        assert b"<script>alert" not in as_(cast.lead).get(reverse("announcement", args=[inspection.ref])).content
    subject = OutgoingMail.objects.get().subject
    assert subject.isprintable()
    assert len(subject.splitlines()) == 1
