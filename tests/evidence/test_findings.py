"""A visit's findings are agreed once nothing of what it looks at is left out (EVID-17, FV-16, MON-04, MON-06)."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from accounts import clock
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed
from evidence.actions import findings as actions
from evidence.actions.agreement import withdraw
from evidence.actions.gaps import accept_gap, explain_gap
from evidence.actions.quality import challenge
from evidence.actions.voices import note_voices
from evidence.due import due
from evidence.models import CoverageGap, Covers, OtherAreaChecked, TopicSuggestion, VisitFindings, VisitSubject
from evidence.queries.findings import findings_agreed, to_improve
from evidence.queries.gaps import uncovered
from evidence.queries.scope import by_summary
from files.models import OutgoingMail
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages, visits
from tests.evidence.pages import opened, page_of, send, url
from tests.evidence.test_heads import revise
from tests.inspections.stages import announced, plan

As = Callable[..., Client]
TOPIC = "Children under 2 in public law"
EFFECTIVE = "effectiveness/{}"


@pytest.fixture
def visit(cast: Cast) -> Iterator[Inspection]:
    found = visits.on_site(cast)
    with clock.moved_to(visits.ON_SITE):
        note_voices(found, note="Nobody could be met.", by=cast.lead)
        yield found


def topic(visit: Inspection, cast: Cast) -> VisitSubject:
    return actions.add_topic(visit, kind="cohort", text=TOPIC, by=cast.decision_maker)


def codes(visit: Inspection) -> list[str]:
    return [each.code for each in by_summary(visit)]


def refused(visit: Inspection, cast: Cast) -> NotAllowed:
    with pytest.raises(NotAllowed) as refusal:
        actions.agree_findings(visit, by=cast.lead)
    assert not findings_agreed(visit)
    return refusal.value


@pytest.mark.rule("EVID-17")
@pytest.mark.rule("FV-16")
def test_four_headings_and_a_topic_leave_supervision_named(cast: Cast, as_: As, visit: Inspection) -> None:
    topic(visit, cast)
    five = version(visit.framework_version).files.visits.focused_visit.effectiveness_areas
    assert len(five) == 5
    left = EFFECTIVE.format("supervision")
    visits.summary_of(visit, cast.lead, *(set(codes(visit)) - {left}), lead=cast.lead)
    said = refused(visit, cast)
    assert said.rule == "EVID-17"
    assert "Effectiveness: supervision." in said.reason
    assert "quality assurance;" not in said.reason
    page = as_(cast.lead).get(url(visit, "findings_agreement")).content.decode()
    assert "Effectiveness: supervision" in page
    assert "Effectiveness: management oversight" not in page
    visits.summary_of(visit, cast.lead, left, text="Supervision is regular.", lead=cast.lead)
    assert send(as_(cast.lead), url(visit, "findings_agreement")).status_code == 302
    assert findings_agreed(visit)


@pytest.mark.rule("EVID-17", part="a focused visit: its topics and the five fixed headings")
def test_a_topic_that_nothing_covers_is_named(cast: Cast, as_: As, visit: Inspection) -> None:
    assert "Nothing says yet what this visit looks at" in refused(visit, cast).reason
    decides, address = as_(cast.decision_maker), url(visit, "topic_create")
    assert "kind" in send(decides, address, text=TOPIC).context["form"].errors
    assert send(decides, address, kind="cohort", text=TOPIC).status_code == 302
    first = VisitSubject.objects.get()
    visits.summary_of(visit, cast.lead, *codes(visit), lead=cast.lead)
    other = actions.add_topic(visit, kind="theme", text="Delay", by=cast.decision_maker)
    assert refused(visit, cast).reason.endswith(": Theme: Delay.")
    assert send(decides, url(visit, "topic_take_out", pk=other.pk), reason="Another visit.").status_code == 302
    actions.agree_findings(visit, by=cast.lead)
    assert "Cohort: Children under 2" in as_(cast.team_inspector).get(url(visit, "findings")).content.decode()
    with pytest.raises(NotAllowed, match="Reopen them"):
        actions.take_out_subject(first, reason="Late.", by=cast.decision_maker)


@pytest.mark.rule("EVID-17", part="unless the QA manager accepts the lead's reason, on a visit too")
def test_the_qa_manager_accepts_a_reason(cast: Cast, as_: As, visit: Inspection) -> None:
    topic(visit, cast)
    left = EFFECTIVE.format("supervision")
    visits.summary_of(visit, cast.lead, *(set(codes(visit)) - {left}), lead=cast.lead)
    lead, qa, page = as_(cast.lead), as_(cast.qa_manager), url(visit, "findings")
    assert "?place=effectiveness%2Fsupervision" in lead.get(page).content.decode()
    new = url(visit, "coverage_gap_create")
    answer = send(lead, new, place=left, reason="No records of it were there.")
    assert answer.url == page
    gap = CoverageGap.objects.get()
    assert "supervision" in refused(visit, cast).reason
    accept = reverse("coverage_gap_accept", args=[visit.ref, gap.pk])
    assert accept in qa.get(page).content.decode()
    assert "Effectiveness: supervision" in qa.get(accept).content.decode()
    assert send(qa, accept).status_code == 302
    actions.agree_findings(visit, by=cast.lead)


@pytest.fixture
def monitored(cast: Cast) -> Iterator[Inspection]:
    found = visits.monitoring(cast)
    with clock.moved_to(visits.ON_SITE):
        note_voices(found, note="Nobody could be met.", by=cast.lead)
        yield found


@pytest.mark.rule("EVID-17")
@pytest.mark.rule("MON-04", part="at least one area is picked before the findings are agreed")
@pytest.mark.rule("MON-06")
def test_a_monitoring_visit_covers_its_focus_and_checks_other_areas(cast: Cast, as_: As, monitored: Inspection) -> None:
    lead, picked = as_(cast.lead), to_improve(monitored)
    assert "Nothing says yet" in refused(monitored, cast).reason
    address = url(monitored, "subject_create")
    assert "findings" in send(lead, address).context["form"].errors
    assert send(lead, address, findings=[str(picked[0].pk)]).status_code == 302
    assert not to_improve(monitored)
    assert [each.place.label for each in uncovered(monitored)] == [picked[0].text, "Other areas checked"]
    visits.summary_of(monitored, cast.lead, *codes(monitored), lead=cast.lead)
    said = refused(monitored, cast)
    assert (said.rule, said.reason.endswith(": Other areas checked.")) == ("EVID-17", True)
    check, given = url(monitored, "other_area_create"), {"area": "private", "declined": "no"}
    assert "basis" in send(as_(cast.team_inspector), check, **given).context["form"].errors
    assert send(as_(cast.team_inspector), check, **given, basis="Twelve cases read.").status_code == 302
    assert "No decline" in lead.get(url(monitored, "findings")).content.decode()
    actions.agree_findings(monitored, by=cast.lead)
    with pytest.raises(NotAllowed):
        actions.check_other_area(monitored, area="public", declined=True, basis="Late.", by=cast.lead)


def test_what_else_waits_and_who_may(cast: Cast, as_: As, visit: Inspection) -> None:
    topic(visit, cast)
    summary = visits.summary_of(visit, cast.lead, *codes(visit), lead=cast.lead)
    challenge(visit, area="private", kind="gap", weight="must_settle", text="Where are they?", by=cast.qa_manager)
    said = refused(visit, cast)
    assert said.rule == "QA-01"
    assert "verall effectiveness" not in said.reason
    assert "Where are they?" not in said.reason
    for person in (cast.team_inspector, cast.qa_manager):
        assert as_(person).get(url(visit, "findings")).status_code == 200
        assert as_(person).get(url(visit, "findings_agreement")).status_code == 403
        with pytest.raises(NotAllowed):
            actions.agree_findings(visit, by=person)
    assert as_(cast.chief_executive).get(url(visit, "findings")).status_code == 404
    withdraw(summary.document, reason="Misread.", by=cast.lead)
    assert len(uncovered(visit)) == 6


def test_findings_not_carried_need_a_reason_and_are_opened_again_with_one(
    cast: Cast, as_: As, visit: Inspection
) -> None:
    visits.covered(visit, cast.lead, topic(visit, cast))
    seen = stages.note(visit, cast.team_inspector, observed_on=clock.today())
    stages.individual(visit, cast.team_inspector, [seen], text="Nobody took this in.", finding="strength")
    lead, address = as_(cast.lead), url(visit, "findings_agreement")
    assert "Nobody took this in." in lead.get(address).content.decode()
    with pytest.raises(Invalid) as refusal:
        actions.agree_findings(visit, by=cast.lead)
    assert refusal.value.field == "reason"
    assert send(lead, address, reason="One case.").status_code == 302
    with pytest.raises(NotAllowed, match="the findings are agreed"):
        actions.agree_findings(visit, by=cast.lead)
    again = url(visit, "findings_reopening")
    assert "reason" in send(lead, again, reason=" ").context["form"].errors
    assert send(lead, again, reason="A late file.").status_code == 302
    assert not findings_agreed(visit)


def test_what_a_summary_covers_is_said_on_its_form(cast: Cast, as_: As, visit: Inspection) -> None:
    code = f"subject/{topic(visit, cast).pk}"
    made = stages.summed_up(visit, cast.lead, observed_on=clock.today())
    address = page_of(made.document, "edit")
    form = as_(cast.lead).get(address).context["form"]
    assert code in [value for value, _ in form.fields["covers"].choices]
    typed = {name: form[name].value() for name in ("statement", "evidence", "difference", "place")}
    typed["cites"] = [str(pk) for pk in form["cites"].value()]
    assert send(as_(cast.lead), address, **typed, covers=[code]).status_code == 302
    page = as_(cast.lead).get(page_of(made.document, "detail")).content.decode()
    assert "Covers: Cohort: Children under 2" in page
    assert as_(cast.lead).get(address).context["form"]["covers"].value() == [code]
    with pytest.raises(Invalid):
        actions.say_covers(made.document, ["subject/0"], by=cast.lead)


@pytest.mark.rule("EVID-17", part="what the agreed findings cover stays covered until they are opened again")
def test_a_summary_covers_no_less_while_the_findings_are_agreed(cast: Cast, as_: As, visit: Inspection) -> None:
    topic(visit, cast)
    summary = visits.summary_of(visit, cast.lead, *codes(visit), lead=cast.lead)
    note_voices(visit, note="Nobody could be met.", by=cast.lead)
    actions.agree_findings(visit, by=cast.lead)
    with pytest.raises(Invalid) as refusal:
        actions.say_covers(summary.document, codes(visit)[1:], by=cast.lead)
    assert refusal.value.field == "covers"
    actions.reopen_findings(visit, reason="A late file.", by=cast.lead)
    actions.say_covers(summary.document, codes(visit)[1:], by=cast.lead)


def test_two_people_who_agree_at_once_and_one_topic_twice(cast: Cast, as_: As, visit: Inspection) -> None:
    subject = topic(visit, cast)
    with pytest.raises(Invalid, match="The visit looks at this already") as refusal:
        actions.add_topic(visit, kind=subject.kind, text=subject.text.upper(), by=cast.decision_maker)
    assert refusal.value.field == "text"
    visits.covered(visit, cast.lead, subject)
    lead, address = as_(cast.lead), url(visit, "findings_agreement")
    one, two = opened(lead, address), opened(lead, address)
    assert lead.post(address, one).status_code == 302
    late = lead.post(address, two)
    assert late.status_code == 409
    assert "Somebody changed the findings since you opened this page" in late.content.decode()


@pytest.mark.rule("JUDG-14", part="an inspection has no findings page, and a visit's findings no grade")
def test_an_inspection_has_judgements_and_no_findings(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    assert as_(cast.lead).get(url(inspection, "findings")).status_code == 404
    with pytest.raises(NotAllowed):
        actions.agree_findings(inspection, by=cast.lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        VisitFindings.objects.create(inspection=inspection)
    with pytest.raises(DatabaseError), transaction.atomic():
        OtherAreaChecked.objects.create(
            inspection=inspection, area="private", declined=False, basis="Seen.", by=cast.lead
        )
    assert not {field.name for field in VisitFindings._meta.fields} & {"grade", "overall", "private", "public"}
    with clock.moved_to(stages.NOTED_AT):
        own = stages.note(inspection, cast.lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        Covers.objects.create(document=own.document, code="subject/1", by=cast.lead)


@pytest.mark.parametrize(
    "name", ["findings", "findings_agreement", "coverage", "shared_summary_create", "inspection_detail"]
)
def test_no_page_of_a_visit_asks_more_than_twelve_queries(cast: Cast, as_: As, visit: Inspection, name: str) -> None:
    topic(visit, cast)
    place = uncovered(visit)[1].place
    accept_gap(explain_gap(visit, place, reason="Nothing there.", by=cast.lead), by=cast.qa_manager)
    visits.summary_of(visit, cast.lead, *codes(visit)[:3], lead=cast.lead)
    client, address = as_(cast.lead), url(visit, name)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= 12, [each["sql"][:120] for each in captured]


# Who sets the topic


@pytest.mark.rule("FV-11")
def test_cafcass_suggests_and_the_decision_maker_sets(cast: Cast, as_: As, visit: Inspection) -> None:
    casey, decides = as_(cast.chief_executive), as_(cast.decision_maker)
    suggesting, final = url(visit, "topic_suggest"), url(visit, "topic_create")
    assert send(casey, suggesting, kind="theme", text="").status_code == 400
    assert send(casey, suggesting, kind="theme", text="Delay in the north").status_code == 302
    suggestion = TopicSuggestion.objects.get()
    assert not VisitSubject.objects.exists()
    assert casey.post(final, {"kind": "theme", "text": "Delay in the north"}).status_code == 403
    assert casey.get(url(visit, "visit_topics")).status_code == 403
    assert casey.get(url(visit, "findings")).status_code == 404
    assert f"{final}?suggestion={suggestion.pk}" in decides.get(url(visit, "visit_topics")).content.decode()
    form = decides.get(final, {"suggestion": suggestion.pk}).context["form"]
    typed = {name: form[name].value() for name in ("kind", "text", "suggestion")}
    assert typed["text"] == "Delay in the north"
    assert send(decides, final, **typed).status_code == 302
    subject = VisitSubject.objects.get()
    assert (subject.suggestion, subject.by, subject.at) == (suggestion, cast.decision_maker, clock.now())
    page = decides.get(url(visit, "visit_topics")).content.decode()
    assert f"Set by {cast.decision_maker.name}" in page
    assert "suggested by Casey Specimen" in page


@pytest.mark.rule("FV-11", part="neither the lead nor anybody at Cafcass sets a topic, by page or by action")
def test_nobody_else_sets_or_takes_out_a_topic(cast: Cast, as_: As, visit: Inspection) -> None:
    standing = topic(visit, cast)
    lead = as_(cast.lead)
    assert "Only the programme decision-maker" in lead.get(url(visit, "subject_create")).content.decode()
    assert lead.get(url(visit, "topic_create")).status_code == 403
    assert lead.get(url(visit, "topic_take_out", pk=standing.pk)).status_code == 403
    assert send(lead, url(visit, "topic_suggest"), kind="theme", text="Delay").status_code == 302
    for person in (cast.lead, cast.deputy, cast.chief_executive, cast.director, cast.qa_manager):
        with pytest.raises(NotAllowed):
            actions.add_topic(visit, kind="theme", text="Delay", by=person)
        with pytest.raises(NotAllowed):
            actions.take_out_subject(standing, reason="No.", by=person)
    for person in (cast.team_inspector, cast.link_person, cast.director):
        assert as_(person).get(url(visit, "topic_suggest")).status_code == 404
    assert VisitSubject.objects.count() == 1


def test_cafcass_reads_its_own_suggestions_and_only_after_the_call(cast: Cast, as_: As, visit: Inspection) -> None:
    actions.suggest_topic(visit, kind="theme", text="The lead has doubts", by=cast.lead)
    actions.suggest_topic(visit, kind="theme", text="Delay", by=cast.chief_executive)
    casey, address = as_(cast.chief_executive), url(visit, "topic_suggest")
    page = casey.get(address).content.decode()
    assert url(visit, "visit_topics") not in page
    assert "Theme: Delay" in page
    assert "doubts" not in page
    assert address in casey.get(url(visit, "cafcass_inspection")).content.decode()
    planned = plan(cast, kind="focused_visit", week=date(2024, 9, 9), at=visits.ON_SITE, title="Another visit")
    assert casey.get(url(planned, "topic_suggest")).status_code == 404
    assert as_(cast.decision_maker).get(url(planned, "visit_topics")).status_code == 200


def test_a_suggestion_of_another_visit_becomes_no_topic_here(cast: Cast, visit: Inspection) -> None:
    other = plan(cast, kind="focused_visit", week=date(2024, 9, 9), at=visits.ON_SITE, title="Another visit")
    suggested = actions.suggest_topic(other, kind="theme", text="Delay", by=cast.lead)
    with pytest.raises(Invalid, match="another visit"):
        actions.add_topic(visit, kind="theme", text="Delay", suggestion=suggested, by=cast.decision_maker)


def test_an_inspection_and_a_monitoring_visit_have_no_topics(cast: Cast, as_: As, monitored: Inspection) -> None:
    assert as_(cast.lead).get(url(monitored, "visit_topics")).status_code == 404
    with pytest.raises(NotAllowed):
        actions.add_topic(monitored, kind="theme", text="Delay", by=cast.decision_maker)


@pytest.mark.rule("MON-04")
def test_a_monitoring_visit_picks_of_the_inspections_areas_for_improvement_and_at_least_one(
    cast: Cast, as_: As, monitored: Inspection
) -> None:
    offered = to_improve(monitored)
    assert offered
    last = offered[0].outcome
    assert last.kind == "inspection"
    lead, address = as_(cast.lead), url(monitored, "subject_create")
    for nothing in ([], ["999999"]):
        assert "findings" in send(lead, address, findings=nothing).context["form"].errors
    strange = last.findings.create(kind="strength", text="Staff listen.")
    for wrong in ([], [strange], [offered[0], strange]):
        with pytest.raises(Invalid) as refusal:
            actions.pick_focus(monitored, wrong, by=cast.lead)
        assert refusal.value.rule == "MON-04"
    assert not VisitSubject.objects.exists()
    assert "Nothing says yet" in refused(monitored, cast).reason
    assert send(lead, address, findings=[str(offered[0].pk)]).status_code == 302
    assert [each.finding for each in VisitSubject.objects.all()] == [offered[0]]
    with pytest.raises(NotAllowed):
        actions.pick_focus(monitored, [offered[0]], by=cast.team_inspector)


@pytest.mark.rule("EVID-17", part="a summary withdrawn under agreed findings is shown there, and the lead is told")
def test_a_summary_withdrawn_under_agreed_findings_is_the_leads_to_settle(
    cast: Cast, as_: As, visit: Inspection
) -> None:
    topic(visit, cast)
    made = visits.summary_of(visit, cast.team_inspector, *codes(visit), lead=cast.lead)
    actions.agree_findings(visit, by=cast.lead)
    assert "Not everything is covered" not in said_on(as_(cast.lead), visit)
    assert owed_for(cast.lead) == []
    withdraw(made.document, reason="Misread the letters.", by=cast.lead)
    assert len(owed_for(cast.lead)) == 1
    assert owed_for(cast.team_inspector) == []
    said = said_on(as_(cast.lead), visit)
    assert (
        "Not everything is covered any more. Another agreed shared summary may cover it, or you reopen the findings."
        in " ".join(strip_tags(said).split())
    )
    assert said.count("Misread the letters.") == len(codes(visit))
    assert "Delay is known." in said
    actions.reopen_findings(visit, reason="A summary is gone.", by=cast.lead)
    assert owed_for(cast.lead) == []


def test_another_summary_that_covers_it_settles_that_too(cast: Cast, visit: Inspection) -> None:
    topic(visit, cast)
    made = visits.summary_of(visit, cast.team_inspector, *codes(visit), lead=cast.lead)
    actions.agree_findings(visit, by=cast.lead)
    revise(made, cast.team_inspector, parts=stages.words("Delay is known to some."), fields=stages.PRIVATE)
    assert len(owed_for(cast.lead)) == 1
    visits.summary_of(visit, cast.team_inspector, *codes(visit), lead=cast.lead)
    assert owed_for(cast.lead) == []


def said_on(client: Client, visit: Inspection) -> str:
    return client.get(url(visit, "findings")).content.decode()


def owed_for(person: Person) -> list[str]:
    return [each.title for each in due(clock.today(), person) if "stands agreed no more" in each.title]


def test_the_page_of_topics_says_what_was_taken_out_and_why_nothing_changes_any_more(
    cast: Cast, as_: As, visit: Inspection
) -> None:
    gone = topic(visit, cast)
    actions.take_out_subject(gone, reason="Too few children.", by=cast.decision_maker)
    topic(visit, cast)
    lead, address = as_(cast.lead), url(visit, "visit_topics")
    assert "Too few children." in lead.get(address).content.decode()
    assert "The findings are agreed" not in lead.get(address).content.decode()
    visits.summary_of(visit, cast.team_inspector, *codes(visit), lead=cast.lead)
    actions.agree_findings(visit, by=cast.lead)
    assert "The findings are agreed, so the topics stay as they are." in lead.get(address).content.decode()


@pytest.mark.rule("FV-11", part="a suggestion of Cafcass's is told to whoever sets topics, and to the lead")
def test_a_suggestion_of_cafcass_is_told_without_its_words(cast: Cast, visit: Inspection) -> None:
    decides = cast.decision_maker
    actions.suggest_topic(visit, kind="theme", text="Letters", by=cast.lead)
    subject = "Cafcass suggests a topic of a focused visit"
    assert not OutgoingMail.objects.filter(subject=subject).exists()
    actions.suggest_topic(visit, kind="theme", text="Long delay", by=cast.chief_executive)
    mails = OutgoingMail.objects.filter(subject=subject)
    assert {mail.to for mail in mails} == {decides.email, cast.lead.email}
    assert all(url(visit, "visit_topics") in mail.body and "Long delay" not in mail.body for mail in mails)


def test_the_qa_pages_of_a_visit_speak_of_its_findings(cast: Cast, as_: As, visit: Inspection) -> None:
    form = as_(cast.qa_manager).get(url(visit, "challenge_create")).content.decode()
    assert "What must be settled stops agreeing of the findings." in form
    made = challenge(visit, area="private", kind="gap", weight="must_settle", text="Where?", by=cast.qa_manager)
    page = as_(cast.lead).get(url(visit, "challenge_detail", pk=made.pk)).content.decode()
    assert "the findings cannot be agreed" in page
    for text in (form, page):
        assert "judgement of its area" not in text
        assert "overall effectiveness" not in text
