"""Evidence from people and partners: who asks for a talk, what it is about, and what is asked before fieldwork ends."""

from collections.abc import Callable, Iterator
from datetime import date, time
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from fieldwork import due_people
from fieldwork.actions import meetings as actions
from fieldwork.actions import upset
from fieldwork.actions.closing import explain
from fieldwork.gaps import gaps
from fieldwork.models import CloseReason, Meeting, StaffUpset, StaffUpsetStep
from fieldwork.queries.overview import matters, overview
from files.models import OutgoingMail
from govuk.forms import date_data
from information.actions.preparing import name_contact
from information.models import LineOfEnquiry, SampledChild
from inspections import actions as inspecting
from inspections.models import Inspection
from tests.access.addresses import addresses
from tests.cast import Cast
from tests.fieldwork import people
from tests.fieldwork.people import SETTLED, WEDNESDAY, hold, plan, talk
from tests.inspections import stages
from tests.inspections.forms import errors, send

As = Callable[..., Client]
NOON = clock.at(WEDNESDAY, 12)


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = stages.announced(cast)
    with clock.moved_to(NOON):
        yield found


@pytest.fixture
def line(cast: Cast, inspection: Inspection) -> LineOfEnquiry:
    given = {"inspection": inspection, "number": 1, "title": "Delay", "theme": "Delay"}
    return LineOfEnquiry.objects.create(**given, state="open", made_by=cast.lead)


def sampled(inspection: Inspection, cast: Cast) -> SampledChild:
    tied = {"proceeding": "care_supervision", "law_type": "public", "reason": "random"}
    return SampledChild.objects.create(**tied, reference="PU-01", inspection=inspection, made_by=cast.lead)


def url(inspection: Inspection, name: str, *more: Any) -> str:
    return reverse(name, args=[inspection.ref, *more])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(unescape(response.content.decode()).split())


def typed(who: Any, **more: Any) -> dict[str, Any]:
    return {"inspector": who.pk, **date_data("day", WEDNESDAY)} | more


@pytest.mark.rule("ENG-02")
def test_the_lead_alone_asks_for_a_group_for_a_line_that_arises_from_a_case(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    child = sampled(inspection, cast)
    address = url(inspection, "meeting_create")
    whole = {"kind": "group", "line": line.pk, "case_ref": child.reference, "no_other_way": "Three teams share it."}
    for who in (cast.deputy, cast.team_inspector):
        assert send(as_(who), address, **typed(who, **whole)).status_code == 403
    lead = as_(cast.lead)
    assert "line" in errors(send(lead, address, **typed(cast.lead, **whole | {"line": ""})))
    for reference in ("", "PU-99"):
        assert "case_ref" in errors(send(lead, address, **typed(cast.lead, **whole | {"case_ref": reference})))
    assert "no_other_way" in errors(send(lead, address, **typed(cast.lead, **whole | {"no_other_way": ""})))
    assert not Meeting.objects.exists()
    assert send(lead, address, **typed(cast.lead, **whole)).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.lead_agreed, gaps(meeting, None)) == ("agreed", ())
    # Groups of children and families stay what they were: nothing of this is asked for them.
    assert send(as_(cast.deputy), address, **typed(cast.deputy, kind="child")).status_code == 302


@pytest.mark.rule("NOTI-12")
def test_a_deputy_logs_what_the_lead_said_and_the_lead_confirms_in_one_act(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    extra = plan(inspection, cast.deputy, kind="extra", case_ref="")
    words = [gap.words for gap in gaps(extra, None)]
    assert words == ["the lead's agreement to it", "the line of enquiry or the case that it arises from"]
    deputy = as_(cast.deputy)
    assert deputy.get(url(inspection, "meeting_agree", extra.pk)).status_code == 403
    log = url(inspection, "meeting_log", extra.pk)
    assert send(deputy, log, note="lead agreed by phone 10.40").status_code == 302
    extra.refresh_from_db()
    assert extra.lead_agreed == "logged"
    held = hold(extra, cast.deputy)
    assert held.state == "held"
    owed = [each for each in due_people.due(clock.today()) if "another meeting" in each.title]
    assert [each.person for each in owed] == [cast.lead]
    lead = as_(cast.lead)
    assert "lead agreed by phone 10.40" in text(lead, url(inspection, "meeting_agree", extra.pk))
    assert send(lead, url(inspection, "meeting_agree", extra.pk)).status_code == 302
    held.refresh_from_db()
    assert (held.lead_agreed, held.lead_agreed_by) == ("agreed", cast.lead)
    assert [gap.code for gap in gaps(held, None)] == ["arises"]
    assert not [each for each in due_people.due(clock.today()) if "another meeting" in each.title]
    mine = plan(inspection, cast.lead, kind="extra", line=line)
    assert gaps(mine, None) == ()


@pytest.mark.rule("NOTI-12", part="individual interviews, families and partners need none of it")
def test_other_meetings_need_no_word_of_the_lead(cast: Cast, inspection: Inspection) -> None:
    for kind, more in (("practitioner", {}), ("partner", {"organisation": "hmcts"}), ("child", {})):
        meeting = plan(inspection, cast.deputy, kind=kind, **more)
        assert not meeting.asked_by_lead
        with pytest.raises(NotAllowed, match="needs no agreement of the lead"):
            actions.agree_to_meeting(meeting, by=cast.lead)
    with pytest.raises(Invalid, match="how and when"):
        actions.log_agreed(plan(inspection, cast.deputy, kind="extra"), note=" ", by=cast.deputy)


@pytest.mark.rule("ENG-03")
def test_ten_interviews_without_a_word_of_workload_say_so(cast: Cast, as_: As, inspection: Inspection) -> None:
    for number in range(10):
        adviser = plan(inspection, cast.deputy, kind="practitioner", role="fca")
        hold(adviser, cast.deputy, topics=["supervision"] if number < 4 else [])
    plan(inspection, cast.deputy, kind="practitioner", role="fca")
    hold(plan(inspection, cast.deputy, kind="practitioner", role="iro"), cast.deputy)
    counts = {each.topic.code: (each.covered, each.held) for each in overview(inspection).topics}
    assert (counts["workload"], counts["supervision"]) == ((0, 10), (4, 10))
    page = text(as_(cast.team_inspector), url(inspection, "meeting_overview"))
    assert 'Workload and how it is managed</th><td class="govuk-table__cell">0 of 10' in page
    asked = plan(inspection, cast.deputy, kind="practitioner", role="fca")
    form = as_(cast.deputy).get(url(inspection, "meeting_hold", asked.pk)).context["form"]
    assert len(form.fields["topics"].choices) == 5
    assert not form.fields["topics"].required
    other = plan(inspection, cast.deputy, kind="practitioner", role="iro")
    assert "topics" not in as_(cast.deputy).get(url(inspection, "meeting_hold", other.pk)).context["form"].fields


@pytest.mark.rule("ENG-04")
def test_no_page_of_a_talk_is_cafcasss_and_a_line_manager_is_there_only_for_a_ground(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    meeting = plan(inspection, cast.deputy, kind="practitioner", role="fca")
    pages = [each for each in addresses() if each.name.startswith(("meeting_", "partner_", "staff_upset", "note_"))]
    assert len(pages) > 15
    assert cast.chief_executive
    assert cast.contributor
    for who in (cast.link_person, cast.chief_executive, cast.contributor):
        for each in pages:
            ids = {"ref": inspection.ref, "pk": meeting.pk if each.name.startswith("meeting") else 1, "file": 1}
            if "job_id" not in each.keywords and not each.name.startswith("note_"):
                assert as_(who).get(each.url(ids)).status_code == 404, each.name
        assert as_(who).get(url(inspection, "note_list")).status_code == 404
    address = url(inspection, "meeting_create")
    beside = typed(cast.deputy, kind="practitioner", role="fca", manager=["yes"])
    assert "manager_ground" in errors(send(as_(cast.deputy), address, **beside))
    assert send(as_(cast.deputy), address, **beside, manager_ground="inspector").status_code == 302
    latest = Meeting.objects.order_by("id").last()
    assert latest
    assert "Asked for by the inspector" in text(as_(cast.deputy), url(inspection, "meeting_detail", latest.pk))


@pytest.mark.rule("ENG-05")
def test_a_colleague_for_support_raises_no_warning(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy, kind="practitioner", role="fca")
    sent = {**date_data("day", WEDNESDAY), "supporter": "colleague"}
    page = as_(cast.deputy).post(
        url(inspection, "meeting_hold", meeting.pk),
        {"op": "11111111-1111-4111-8111-111111111111", "version": meeting.version} | sent,
        follow=True,
    )
    assert [str(each.level_tag) for each in page.context["messages"]] == ["success"]
    assert "colleague" in page.content.decode()
    meeting.refresh_from_db()
    assert (meeting.supporter, gaps(meeting, None)) == ("colleague", ())


@pytest.mark.rule("ENG-06")
def test_a_deputy_counts_for_whom_they_deputise(cast: Cast, as_: As, inspection: Inspection) -> None:
    planned = plan(inspection, cast.deputy, kind="practitioner", role="manager")
    before = next(each for each in overview(inspection).roles if each.label == "Service manager")
    assert (before.held, before.planned) == (0, 1)
    hold(planned, cast.deputy, deputising=True)
    after = next(each for each in overview(inspection).roles if each.label == "Service manager")
    assert (after.held, after.deputies, after.planned) == (1, 1, 0)
    shown = text(as_(cast.deputy), url(inspection, "meeting_detail", planned.pk))
    assert "Deputising for service manager" in shown


@pytest.mark.rule("PART-01")
def test_a_call_to_a_local_authority_says_where(cast: Cast, as_: As, inspection: Inspection) -> None:
    address = url(inspection, "meeting_create")
    called = typed(cast.deputy, kind="partner", organisation="local_authority", way="phone")
    assert "area" in errors(send(as_(cast.deputy), address, **called))
    assert send(as_(cast.deputy), address, **called, area="Northern area (invented)").status_code == 302
    meeting = Meeting.objects.get()
    said = {"experience": "Reports come early.", "system_view": "Courts wait for experts."}
    answer = send(as_(cast.deputy), url(inspection, "meeting_hold", meeting.pk), **date_data("day", WEDNESDAY), **said)
    assert answer.status_code == 302
    shown = text(as_(cast.qa_manager), url(inspection, "meeting_detail", meeting.pk))
    assert "Reports come early." in shown
    assert "Courts wait for experts." in shown


@pytest.mark.rule("PART-03")
def test_a_talk_with_a_court_is_preset_to_the_telephone_and_can_be_changed(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    address = f"{url(inspection, 'meeting_create')}?kind=partner&organisation=judiciary"
    form = as_(cast.deputy).get(address).context["form"]
    assert (form["way"].value(), form["organisation"].value()) == ("phone", "judiciary")
    roles = dict(form.fields["role"].choices)
    wanted = {"Designated family judge", "Chair of the bench", "Court manager", "Listing officer or clerk"}
    assert wanted <= set(roles.values())
    assert plan(inspection, cast.deputy, kind="partner", organisation="judiciary").way == "phone"
    assert plan(inspection, cast.deputy, kind="partner", organisation="judiciary", way="in_person").way == "in_person"


def unexplained(cast: Cast, kind: str = "inspection") -> Inspection:
    """Announced, with a pair that visits A2, and no reason for anything."""
    found = stages.planned(cast)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(stages.RECORDED_AT):
        inspecting.announce(found, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)
    return stages.fresh(found)


def end(inspection: Inspection, cast: Cast) -> Any:
    return inspecting.end_fieldwork(inspection, last_day=stages.FIELDWORK_ENDED_ON, by=cast.lead)


AREA = "A1 North East"


@pytest.mark.rule("VOICE-03")
def test_fieldwork_without_a_talk_with_a_child_ends_with_an_explanation(cast: Cast, as_: As) -> None:
    inspection = unexplained(cast)
    with clock.moved_to(stages.ENDED_AT):
        judge = plan(inspection, cast.deputy, kind="partner", organisation="judiciary", area=AREA.lower())
        hold(judge, cast.deputy)
        with pytest.raises(NotAllowed, match="No child was talked with") as refusal:
            end(inspection, cast)
        assert (refusal.value.rule, AREA in refusal.value.reason) == ("VOICE-03", False)
        address = f"{url(inspection, 'close_reason')}?matter=children"
        assert as_(cast.deputy).get(address).status_code == 403
        assert "reason" in errors(send(as_(cast.lead), address, matter="children", reason=""))
        sent = send(as_(cast.lead), address, matter="children", reason="No family agreed to it.")
        assert sent.status_code == 302
        assert "No family agreed to it." in text(as_(cast.qa_manager), url(inspection, "meeting_overview"))
        with pytest.raises(DatabaseError), transaction.atomic():
            CloseReason.objects.update(reason="x")
        assert end(inspection, cast).state == "fieldwork_ended"


@pytest.mark.rule("VOICE-03", part="talks with children are counted by the way in which they were held")
def test_a_talk_with_a_child_by_phone_is_counted_and_needs_no_explanation(cast: Cast, as_: As) -> None:
    inspection = unexplained(cast)
    with clock.moved_to(stages.ENDED_AT):
        child = plan(inspection, cast.deputy, kind="child", way="phone")
        talk(child, cast.deputy)
        hold(child, cast.deputy, **SETTLED)
        assert overview(inspection).children == [("By phone", 1)]
        assert "children" not in {each.code for each in matters(inspection)}
        with pytest.raises(Invalid, match="needs no reason"):
            explain(inspection, "children", reason="Because.", by=cast.lead)


@pytest.mark.rule("PART-02")
def test_an_area_where_nobody_of_a_court_was_talked_with_is_named_and_a_reason_asked(cast: Cast) -> None:
    inspection = unexplained(cast)
    with clock.moved_to(stages.ENDED_AT):
        explain(inspection, "children", reason="No family agreed.", by=cast.lead)
        assert overview(inspection).courts == [(AREA, 0)]
        with pytest.raises(NotAllowed, match=f"Nobody of a court was talked with in {AREA}"):
            end(inspection, cast)
        explain(inspection, f"court:{AREA}", reason="The court was closed.", by=cast.lead)
        assert end(inspection, cast).state == "fieldwork_ended"


@pytest.mark.rule("PART-05")
def test_no_number_of_talks_with_partners_is_asked_for(
    cast: Cast, as_: As, line: LineOfEnquiry, inspection: Inspection
) -> None:
    """Not one with a local authority, and a note of the lead's is enough; a talk hangs on a line of enquiry."""
    assert not [each for each in matters(inspection) if "authorit" in each.words]
    with clock.moved_to(stages.ENDED_AT):
        assert end(inspection, cast).state == "fieldwork_ended"
    with clock.moved_to(NOON):
        given = typed(cast.deputy, kind="partner", organisation="hmcts", line=line.pk)
        assert send(as_(cast.deputy), url(inspection, "meeting_create"), **given).status_code == 302
        assert Meeting.objects.get().line == line


@pytest.mark.rule("VOICE-04")
def test_a_talk_with_a_child_is_advised_to_say_one_of_two_things(cast: Cast, as_: As, inspection: Inspection) -> None:
    def held(**more: Any) -> list[str]:
        child = plan(inspection, cast.deputy, kind="child")
        talk(child, cast.deputy)
        actions.fill_card(child, SETTLED, version=None, by=cast.deputy)
        address = url(inspection, "meeting_hold", child.pk)
        form = as_(cast.deputy).get(address).context["form"]
        sent = {name: form[name].value() for name in ("op", "version", "agreement", "understanding")}
        sent |= {"support": "no", "proceedings": "no", "agreed_by": "person", "agreed_way": "phone"}
        sent |= {"obtained_by": "fca", **date_data("agreed_on", date(2024, 2, 6)), **date_data("day", WEDNESDAY)}
        page = as_(cast.deputy).post(address, sent | more, follow=True)
        child.refresh_from_db()
        assert child.state == "held"
        return [str(each) for each in page.context["messages"]]

    advice = "how the child's rights are considered or how wishes and feelings shape the advice to the court"
    assert any(advice in said for said in held())
    assert not any(advice in said for said in held(topics=["wishes"]))


SEEN = {"role": "Family court adviser", "seen": "In tears after a question about a case."}


def recorded(inspection: Inspection, by: Any) -> StaffUpset:
    return upset.record_upset(inspection, **SEEN, seen_at=clock.at(WEDNESDAY, 11), by=by)


@pytest.mark.rule("ENG-07")
def test_who_was_upset_is_for_few_and_without_a_name(cast: Cast, as_: As, inspection: Inspection) -> None:
    given = SEEN | date_data("day", WEDNESDAY) | {"time": "11:00", "adjustment": "A pause.", "outcome": "Went on."}
    address = url(inspection, "staff_upset_create")
    assert send(as_(cast.second_team_inspector), address, **given).status_code == 302
    row = StaffUpset.objects.get()
    detail, listed = url(inspection, "staff_upset_detail", row.pk), url(inspection, "staff_upset_list")
    assert as_(cast.team_inspector).get(detail).status_code == 404
    assert "Family court adviser" not in text(as_(cast.team_inspector), listed)
    for page in ("told", "advice", "close"):
        assert as_(cast.team_inspector).get(url(inspection, f"staff_upset_{page}", row.pk)).status_code == 404
    for who in (cast.lead, cast.deputy, cast.qa_manager, cast.second_team_inspector):
        assert "In tears after a question" in text(as_(who), detail)
    for who in (cast.shadow, cast.analyst, cast.director, cast.link_person):
        assert as_(who).get(detail).status_code == 404
    assert not [field.name for field in StaffUpset._meta.fields if "name" in field.name]
    with pytest.raises(NotAllowed):
        upset.told(row, when=NOON, by=cast.team_inspector)
    with pytest.raises(DatabaseError), transaction.atomic():
        StaffUpset.objects.update(seen="Nothing.")


@pytest.mark.rule("ENG-08")
def test_it_is_not_closed_before_the_contact_was_told_or_why_not(cast: Cast, as_: As, inspection: Inspection) -> None:
    name_contact(inspection, name="Wren Specimen", phone="020 7946 0000", by=cast.lead)
    row = recorded(inspection, cast.team_inspector)
    assert "Wren Specimen" in text(as_(cast.team_inspector), url(inspection, "staff_upset_told", row.pk))
    upset.advised(row, advice_from="manager", when=NOON, by=cast.team_inspector)
    close = url(inspection, "staff_upset_close", row.pk)
    refused = as_(cast.team_inspector).get(close)
    assert refused.status_code == 403
    assert "contact for well-being was told, or why not" in unescape(refused.content.decode())
    with pytest.raises(NotAllowed) as refusal:
        upset.close_upset(row, by=cast.team_inspector)
    assert refusal.value.rule == "ENG-08"
    with pytest.raises(DatabaseError), transaction.atomic():
        StaffUpset.objects.filter(pk=row.pk).update(state="closed")
    told = url(inspection, "staff_upset_told", row.pk)
    when = date_data("day", WEDNESDAY) | {"time": "11:30"}
    assert "text" in errors(send(as_(cast.team_inspector), told, told="no", **when))
    assert send(as_(cast.team_inspector), told, told="no", text="They asked me not to.", **when).status_code == 302
    assert send(as_(cast.team_inspector), close).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"


@pytest.mark.rule("ENG-09")
def test_it_is_not_closed_before_advice_was_taken_and_the_lead_gets_a_notice(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    row = recorded(inspection, cast.team_inspector)
    sent = OutgoingMail.objects.get(subject="Well-being of staff")
    assert sent.to == cast.lead.email
    assert "tears" not in sent.body
    owed = [each.person for each in due_people.due(clock.today()) if each.key == f"staff-upset-{row.pk}"]
    assert owed == [cast.team_inspector, cast.lead]
    upset.told(row, when=clock.at(WEDNESDAY, 11, 20), by=cast.team_inspector)
    with pytest.raises(NotAllowed) as refusal:
        upset.close_upset(row, by=cast.team_inspector)
    assert refusal.value.rule == "ENG-09"
    with clock.moved_to(clock.at(WEDNESDAY, 15, 30)):
        address = url(inspection, "staff_upset_advice", row.pk)
        at = date_data("day", WEDNESDAY) | {"time": "15:10"}
        assert "advice_from" in errors(send(as_(cast.team_inspector), address, **at))
        assert "time" in errors(
            send(as_(cast.team_inspector), address, **at | {"time": "16:10"}, advice_from="duty_manager")
        )
        assert send(as_(cast.team_inspector), address, **at, advice_from="duty_manager").status_code == 302
        taken = StaffUpsetStep.objects.get(name="advice")
        assert taken.when == clock.at(WEDNESDAY, 15, 10)
        upset.close_upset(row, by=cast.lead)
    assert not [each for each in due_people.due(clock.today()) if each.key == f"staff-upset-{row.pk}"]


def test_a_group_of_another_inspections_line_is_refused(cast: Cast, inspection: Inspection) -> None:
    other = stages.plan(cast, title="Another inspection", lead=cast.other_lead)
    strange = LineOfEnquiry.objects.create(
        inspection=other, number=1, title="Else", theme="Else", made_by=cast.other_lead
    )
    with pytest.raises(Invalid, match="not a line of enquiry of this inspection"):
        plan(inspection, cast.lead, kind="extra", line=strange, starts=time(10))
    assert people.WEDNESDAY == WEDNESDAY
