"""The pre-inspection analysis: nine matters, issued by the analyst alone, read by every inspector."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from evidence.models import Document
from framework.versions import version
from information.due import due
from information.models import AnalysisIssue, AnalysisRead, AnalysisSettled
from information.queries.reading import inspectors
from inspections.actions import add_member, end_role
from inspections.models import EngagementMeeting, EngagementNote, TeamMember
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send, unopened

pytestmark = pytest.mark.django_db
CODES = [each.code for each in version("2024-04-05").files.preparation.pia_contents]
EIGHT, NINTH = CODES[:8], CODES[8]


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name):
    return reverse(name, args=[inspection.ref])


def write(client, inspection, *codes, **more):
    return send(client, page(inspection, "pia_edit"), **{code: f"Of {code}" for code in codes} | more)


def issue(client, inspection):
    return client.post(page(inspection, "pia_issue"), unopened())


def met(cast, day, text):
    """An engagement meeting held on that day, with Ofsted's note of it."""
    with clock.moved_to(clock.at(day, 15)):
        who = cast.engagement_chair
        given = {"year": day.year, "date": day, "held_on": day, "minutes": 120, "chair": who, "made_by": who}
        meeting = EngagementMeeting.objects.create(framework_version="2024-04-05", **given)
        return EngagementNote.objects.create(meeting=meeting, text=text, by=cast.engagement_chair)


@pytest.mark.rule("OFF-06")
def test_every_matter_has_a_text_before_it_is_issued(cast, as_, inspection):
    analyst = as_(cast.analyst)
    with giving.at_work():
        assert write(analyst, inspection, *EIGHT[:7]).status_code == 302
        refused = issue(analyst, inspection)
        assert refused.status_code == 403
        eighth = version("2024-04-05").files.preparation.pia_contents[7].label
        assert f"Still empty: {eighth}".replace("'", "&#x27;") in refused.content.decode()
        held = {EIGHT[7]: "Nothing held, checked 25 January 2024"}
        write(analyst, inspection, *EIGHT[:7], **held)
        assert issue(analyst, inspection).status_code == 302
        shown = as_(cast.team_inspector).get(page(inspection, "pia")).content.decode()
    assert "Nothing held, checked 25 January 2024" in shown


@pytest.mark.rule("OFF-07")
def test_the_ninth_matter_begins_with_the_latest_meeting_and_is_not_left_out(cast, as_, inspection):
    analyst = as_(cast.analyst)
    with giving.at_work():
        assert not opened_text(analyst, inspection)
    met(cast, date(2023, 3, 13), "Kestrel note of the year before")
    met(cast, date(2024, 1, 12), "Whinchat note of the meeting")
    with giving.at_work():
        begun = opened_text(analyst, inspection)
        assert "Engagement meeting of Friday 12 January 2024: Whinchat note of the meeting" in begun
        assert "Kestrel" not in begun
        write(analyst, inspection, *EIGHT)
        assert issue(analyst, inspection).status_code == 403
        write(analyst, inspection, *EIGHT, **{NINTH: begun})
        assert issue(analyst, inspection).status_code == 302


def opened_text(client, inspection):
    return client.get(page(inspection, "pia_edit")).context["form"].initial.get(NINTH, "")


@pytest.mark.rule("OFF-07", part="with nothing to analyse it says so and blocks nothing")
def test_without_an_engagement_it_says_none_held(cast, as_, inspection):
    with giving.at_work():
        write(as_(cast.analyst), inspection, *EIGHT)
        assert issue(as_(cast.analyst), inspection).status_code == 302
        assert "None held." in as_(cast.lead).get(page(inspection, "pia")).content.decode()


@pytest.mark.rule("OFF-04")
def test_the_analyst_alone_issues_and_an_issued_version_is_fixed(cast, as_, inspection):
    analyst = as_(cast.analyst)
    with giving.at_work():
        write(analyst, inspection, *EIGHT)
        for who in (cast.deputy, cast.lead, cast.team_inspector):
            assert issue(as_(who), inspection).status_code == 403
            assert as_(who).get(page(inspection, "pia_edit")).status_code == 403
        assert as_(cast.link_person).get(page(inspection, "pia")).status_code == 404
        assert issue(analyst, inspection).status_code == 302
        assert issue(analyst, inspection).status_code == 403
        write(analyst, inspection, *EIGHT[1:], **{EIGHT[0]: "Changed context"})
        assert issue(analyst, inspection).status_code == 302
    one, two = AnalysisIssue.objects.order_by("number")
    assert (one.sections[EIGHT[0]], two.sections[EIGHT[0]]) == (f"Of {EIGHT[0]}", "Changed context")
    assert two.changed == [EIGHT[0]]
    assert (two.by, two.at) == (cast.analyst, giving.GIVEN_AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        AnalysisIssue.objects.filter(number=1).update(sections={})


@pytest.mark.rule("OFF-05")
def test_priorities_are_agreed_by_the_lead_and_anew_when_they_change(cast, as_, inspection):
    analyst, lead, ready = as_(cast.analyst), as_(cast.lead), page(inspection, "readiness")
    point = "The priorities are not agreed with the team."
    with giving.at_work():
        assert errors(send(lead, page(inspection, "pia_priorities")))
        write(analyst, inspection, priorities="Delay\nSupervision\nFeedback")
        assert point in lead.get(ready).context["points"]
        assert as_(cast.deputy).post(page(inspection, "pia_priorities"), unopened()).status_code == 403
        assert send(lead, page(inspection, "pia_priorities")).status_code == 302
        assert point not in lead.get(ready).context["points"]
        assert "Supervision" in as_(cast.team_inspector).get(page(inspection, "pia")).content.decode()
        write(analyst, inspection, priorities="Delay\nSomething new")
        assert point in lead.get(ready).context["points"]


@pytest.mark.rule(
    "OFF-18", part="who has not confirmed the version that stands is named; a later one says what changed"
)
def test_who_has_not_read_the_version_that_stands_is_named(cast, as_, inspection):
    analyst, lead = as_(cast.analyst), as_(cast.lead)
    team = inspectors(inspection)
    with giving.at_work():
        write(analyst, inspection, *EIGHT)
        issue(analyst, inspection)
        for who in team:
            assert list(errors(send(as_(who), page(inspection, "pia_read")))) == ["profile"]
            assert send(as_(who), page(inspection, "pia_read"), profile="on").status_code == 302
        assert "Read by every inspector" in lead.get(page(inspection, "pia")).content.decode()
        assert as_(cast.qa_manager).post(page(inspection, "pia_read"), unopened()).status_code == 403
    with clock.moved_to(stages.ON_SITE_AT):
        write(analyst, inspection, *EIGHT[1:], **{EIGHT[0]: "Changed context"})
        issue(analyst, inspection)
        send(as_(team[0]), page(inspection, "pia_read"), profile="on")
        shown = " ".join(lead.get(page(inspection, "pia")).content.decode().split())
        context = version("2024-04-05").files.preparation.pia_contents[0].label
        assert f"Changed in this version: {context}" in shown
        names = ", ".join(each.name for each in team[1:])
        assert f"Not read by {names}." in shown
        assert (
            f"Pre-inspection analysis, Version 2: not read by {names}."
            in lead.get(page(inspection, "readiness")).context["points"]
        )
    assert AnalysisRead.objects.filter(issue__number=2).count() == 1


def at(day, hour=9):
    return clock.moved_to(clock.at(date(2024, 2, day), hour))


@pytest.mark.rule("OFF-18")
def test_a_version_issued_on_site_brings_a_banner_and_stops_no_evidence(cast, as_, inspection):
    analyst, inspector = as_(cast.analyst), as_(cast.team_inspector)
    note = page(inspection, "note_create")
    with giving.at_work():
        write(analyst, inspection, *EIGHT)
        issue(analyst, inspection)
        assert "You have not read version 1 of the pre-inspection" in inspector.get(note).content.decode()
        send(inspector, page(inspection, "pia_read"), profile="on")
        assert "of the pre-inspection analysis" not in inspector.get(note).content.decode()
    with at(6):
        write(analyst, inspection, *EIGHT[1:], **{EIGHT[0]: "Changed context"})
        issue(analyst, inspection)
        form = inspector.get(note)
        assert "Read what changed in version 2 of the pre-inspection analysis" in form.content.decode()
        saved = send(inspector, note, text="Seen on day two", source="Interview with an adviser")
        assert saved.status_code == 302
        assert Document.objects.filter(inspection=inspection, kind="note").count() == 1
        listed = as_(cast.lead).get(page(inspection, "pia")).context["current"]
        assert cast.team_inspector in listed.missing
        assert "pre-inspection analysis" not in as_(cast.analyst).get(page(inspection, "team")).content.decode()


@pytest.mark.rule("OFF-18", part="who had no word on the version of the day of arrival is settled by the lead that day")
def test_who_had_not_read_it_on_arrival_is_settled_by_the_lead(cast, as_, inspection):
    analyst, lead = as_(cast.analyst), as_(cast.lead)
    team = inspectors(inspection)
    with giving.at_work():
        write(analyst, inspection, *EIGHT)
        issue(analyst, inspection)
        for who in team[1:]:
            send(as_(who), page(inspection, "pia_read"), profile="on")
    with at(2):
        assert lead.get(page(inspection, "pia")).context["arrival"] is None
    with at(5, 14):
        owed = [each for each in due(date(2024, 2, 5), cast.lead) if each.key.startswith("unread-analysis")]
        assert [each.day for each in owed] == [date(2024, 2, 5)]
    with at(6):
        # A later version asks for nothing here: it brings a notice only.
        write(analyst, inspection, *EIGHT[1:], **{EIGHT[0]: "Changed context"})
        issue(analyst, inspection)
        found = lead.get(page(inspection, "pia")).context["arrival"]
        assert (found.issue.number, found.unsettled) == (1, team[:1])
        settle = reverse("pia_settle", args=[inspection.ref, team[0].pk])
        assert lead.get(reverse("pia_settle", args=[inspection.ref, 10**30])).status_code == 404
        assert as_(cast.deputy).post(settle, unopened() | {"how": "x"}).status_code == 403
        assert list(errors(send(lead, settle, how=" "))) == ["how"]
        assert send(lead, settle, how="Read it on the train").status_code == 302
        assert lead.get(settle).status_code == 403
        assert "Read it on the train" in as_(cast.deputy).get(page(inspection, "pia")).content.decode()
        assert not [each for each in due(date(2024, 2, 6), cast.lead) if each.key.startswith("unread-analysis")]
    with pytest.raises(DatabaseError), transaction.atomic():
        AnalysisSettled.objects.update(how="Another")


def test_who_left_and_came_back_is_settled_too_and_who_has_read_it_is_not(cast, as_, inspection):
    analyst, lead, back = as_(cast.analyst), as_(cast.lead), cast.second_team_inspector
    with giving.at_work():
        left = TeamMember.objects.get(inspection=inspection, person=back)
        end_role(left, reason="Ill", by=cast.scheduler)
        add_member(inspection, back, left.role, by=cast.scheduler)
        write(analyst, inspection, *EIGHT)
        issue(analyst, inspection)
        send(as_(cast.deputy), page(inspection, "pia_read"), profile="on")
    with at(6):
        one, other = (reverse("pia_settle", args=[inspection.ref, who.pk]) for who in (back, cast.deputy))
        assert send(lead, one, how="Read it on the train").status_code == 302
        assert [lead.get(address).status_code for address in (one, other)] == [403, 403]


def test_two_drafts_at_once_lose_neither_text(cast, as_, inspection):
    analyst = as_(cast.analyst)
    with giving.at_work():
        address = page(inspection, "pia_edit")
        first = opened(analyst, address)
        write(analyst, inspection, **{EIGHT[0]: "Changed meanwhile"})
        late = analyst.post(address, first | {EIGHT[0]: "Typed late"})
    assert late.status_code == 409
    assert "Typed late" in late.content.decode()
    assert "Changed meanwhile" in late.content.decode()
