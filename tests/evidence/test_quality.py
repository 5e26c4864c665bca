"""Quality assurance: challenges raised and cleared by the QA manager alone, and what an open one stops."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed, cell
from accounts.refusals import Invalid, NotAllowed, Stale
from desk.reminders import owed
from evidence.actions import quality as actions
from evidence.actions.capture import append
from evidence.actions.judgement import agree_judgements
from evidence.models import Challenge, ChallengeStep, Judgement, QAAnalysis, QAPlan, QAReview
from evidence.quality_rules import stopped
from evidence.queries import agreed_summaries
from evidence.queries import quality as queries
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import opened, page_of, send, url
from tests.evidence.stages import GOOD, JUDGED_AT, graded, with_agreed_summaries
from tests.inspections.stages import ON_SITE_AT, announced, plan

As = Callable[..., Client]
TEAM = ("lead", "deputy", "team_inspector")


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = with_agreed_summaries(cast)
    with clock.moved_to(JUDGED_AT):
        yield found


def raised(inspection: Inspection, cast: Cast, **more: Any) -> Challenge:
    given = {"area": "public", "kind": "gap", "weight": "must_settle", "text": "Where are the older children?"}
    return actions.challenge(inspection, by=cast.qa_manager, **(given | more))


def fresh(challenge: Challenge) -> Challenge:
    return Challenge.objects.get(pk=challenge.pk)


def refused(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            act()
    except Error:
        return True
    return False


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


# What an open challenge stops (QA-01)


@pytest.mark.rule("QA-01")
def test_what_must_be_settled_stops_its_own_area_and_overall_and_nothing_else(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    challenge = raised(inspection, cast)
    raised(inspection, cast, area="private", weight="comment")
    graded(cast, inspection, GOOD)
    pinned = version(inspection.framework_version)
    assert stopped(pinned, {each.area for each in queries.to_settle(inspection)}) == ["public", "overall"]
    with pytest.raises(NotAllowed) as refusal:
        agree_judgements(inspection, by=cast.lead)
    said = refusal.value.reason
    assert pinned.area("public").label in said
    assert pinned.area("overall").label in said
    assert pinned.area("private").label not in said
    assert cast.qa_manager.name in said
    assert refusal.value.lifted_by == "the quality assurance manager"
    page = as_(cast.lead).get(url(inspection, "judgement_detail")).content.decode()
    assert page.count("Something must be settled first") == 2
    actions.answer(challenge, text="They are in the sample of the second week.", by=cast.team_inspector)
    with pytest.raises(NotAllowed):
        agree_judgements(inspection, by=cast.lead)
    actions.clear(challenge, by=cast.qa_manager)
    agree_judgements(inspection, by=cast.lead)
    assert Judgement.objects.get(inspection=inspection).agreed_at


@pytest.mark.rule("QA-01", part="what the lead logs as agreed by phone lifts nothing until the QA manager confirms it")
def test_agreed_by_phone_waits_for_the_qa_manager(cast: Cast, as_: As, inspection: Inspection) -> None:
    challenge = raised(inspection, cast)
    graded(cast, inspection, GOOD)
    address = reverse("challenge_phone", args=[inspection.ref, challenge.pk])
    talk = {"day_day": "16", "day_month": "2", "day_year": "2024", "time": "10:40", "text": "Enough with two more."}
    assert send(as_(cast.lead), address, **talk).status_code == 302
    step = ChallengeStep.objects.get()
    assert (step.name, step.agreed_at) == ("phone", clock.at(date(2024, 2, 16), 10, 40))
    with pytest.raises(NotAllowed):
        agree_judgements(inspection, by=cast.lead)
    assert as_(cast.deputy).get(address).status_code == 403
    with pytest.raises(Invalid):
        actions.log_phone(challenge, text="Later.", agreed_at=clock.now() + timedelta(minutes=1), by=cast.lead)
    actions.clear(challenge, by=cast.qa_manager)
    agree_judgements(inspection, by=cast.lead)


@pytest.mark.rule("QA-01", part="the QA manager alone raises and clears, in the action and in the database")
@pytest.mark.parametrize("person", TEAM)
def test_nobody_else_raises_or_clears(cast: Cast, as_: As, inspection: Inspection, person: str) -> None:
    somebody = getattr(cast, person)
    challenge = raised(inspection, cast)
    for name in ("challenge_clear", "challenge_create"):
        keys = [inspection.ref, challenge.pk] if name == "challenge_clear" else [inspection.ref]
        assert as_(somebody).get(reverse(name, args=keys)).status_code == 403
    with pytest.raises(NotAllowed):
        actions.clear(challenge, by=somebody)
    with pytest.raises(NotAllowed):
        actions.ask_again(challenge, text="Again.", by=somebody)
    with pytest.raises(NotAllowed):
        actions.challenge(inspection, area="public", kind="gap", weight="comment", text="Mine.", by=somebody)
    assert refused(lambda: ChallengeStep.objects.create(challenge=challenge, name="clear", by=somebody))
    assert refused(lambda: Challenge.objects.filter(pk=challenge.pk).update(state="cleared"))
    copy = {"inspection": inspection, "area": "public", "kind": "gap", "weight": "comment", "text": "x"}
    assert refused(lambda: Challenge.objects.create(by=somebody, **copy))
    assert fresh(challenge).state == "open"


def test_what_was_put_is_never_changed_or_deleted(cast: Cast, inspection: Inspection) -> None:
    challenge = raised(inspection, cast)
    for column in ("text", "weight", "area", "kind"):
        assert refused(lambda column=column: Challenge.objects.update(**{column: "comment"}))
    assert refused(lambda: Challenge.objects.update(document=agreed_summaries(inspection)[0].document))
    assert refused(lambda: raw(f"DELETE FROM {Challenge._meta.db_table}"))
    actions.answer(challenge, text="So.", by=cast.deputy)
    assert refused(lambda: ChallengeStep.objects.update(text="Other"))


def test_the_thread_of_a_challenge_in_the_pages(cast: Cast, as_: As, inspection: Inspection) -> None:
    """Raised on a summary, answered by an inspector, asked again, answered, cleared."""
    document = agreed_summaries(inspection, "public")[0].document
    qa, team = as_(cast.qa_manager), as_(cast.team_inspector)
    assert f"?document={document.pk}" in qa.get(page_of(document, "detail")).content.decode()
    assert "?document=" not in team.get(page_of(document, "detail")).content.decode()
    new = url(inspection, "challenge_create") + f"?document={document.pk}"
    assert qa.get(new).context["form"]["place"].value() == "public"
    assert page_of(document, "detail") in qa.get(new).content.decode()
    wrong = send(qa, new, document=document.pk, place="public", kind="weight", weight="must_settle", text="")
    assert page_of(document, "detail") in wrong.content.decode()
    entries = {"document": document.pk, "place": "public", "kind": "weight", "weight": "must_settle"}
    answer = send(qa, new, **entries, text="Two letters do not carry this.")
    challenge = Challenge.objects.get()
    assert answer.url == reverse("challenge_detail", args=[inspection.ref, challenge.pk])
    assert challenge.revision == document.revisions.get()
    page = team.get(answer.url).content.decode()
    assert "Two letters do not carry this." in page
    assert "Good: " in page
    reply = reverse("challenge_answer", args=[inspection.ref, challenge.pk])
    assert send(team, reply, text="  ").status_code == 400
    send(team, reply, text="Nine letters, in four areas.")
    clearing = reverse("challenge_clear", args=[inspection.ref, challenge.pk])
    assert "text" in send(qa, clearing, settled="ask_again", text="").context["form"].errors
    send(qa, clearing, settled="ask_again", text="Which areas?")
    assert fresh(challenge).state == "open"
    send(team, reply, text="A1 to A4.")
    assert send(qa, clearing, settled="clear", text="").status_code == 302
    assert fresh(challenge).state == "cleared"
    assert [step.name for step in challenge.steps.all()] == ["answer", "ask_again", "answer", "clear"]
    assert "Two letters do not carry this." in team.get(page_of(document, "detail")).content.decode()


def test_a_clearing_opened_before_an_answer_shows_the_answer_first(cast: Cast, as_: As, inspection: Inspection) -> None:
    challenge, qa = raised(inspection, cast), as_(cast.qa_manager)
    address = reverse("challenge_clear", args=[inspection.ref, challenge.pk])
    stale = opened(qa, address)
    actions.answer(challenge, text="Meanwhile.", by=cast.deputy)
    answer = qa.post(address, stale | {"settled": "clear", "text": "Fine."})
    assert answer.status_code == 409
    assert "Meanwhile." in answer.content.decode()
    assert "Fine." in answer.content.decode()
    assert fresh(challenge).state == "answered"
    with pytest.raises(Stale):
        actions.clear(challenge, version=1, by=cast.qa_manager)


def test_a_challenge_sent_twice_is_raised_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    qa, address = as_(cast.qa_manager), url(inspection, "challenge_create")
    entries = {"place": "public", "kind": "gap", "weight": "comment", "text": "Once."}
    data = opened(qa, address) | entries
    assert [qa.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert Challenge.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"place": ""}, {"place": "nonsense"}, {"kind": "x"}, {"weight": ""}, {"text": " "}])
def test_bad_input_is_said_beside_its_field_and_kept(
    cast: Cast, as_: As, inspection: Inspection, wrong: dict[str, str]
) -> None:
    entries = {"place": "public", "kind": "gap", "weight": "comment", "text": "Typed words."} | wrong
    answer = send(as_(cast.qa_manager), url(inspection, "challenge_create"), **entries)
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.context["form"].errors
    if "text" not in wrong:
        assert "Typed words." in answer.content.decode()
    assert not Challenge.objects.exists()


def test_a_document_of_another_inspection_is_no_subject(cast: Cast, as_: As, inspection: Inspection) -> None:
    other = plan(cast, title="Another")
    document = agreed_summaries(inspection, "public")[0].document
    with pytest.raises(NotAllowed):
        raised(other, cast, document=document)
    address = url(inspection, "challenge_create")
    for number in ("nonsense", uuid4()):
        assert as_(cast.qa_manager).get(f"{address}?document={number}").status_code == 404


# What changes after clearing


def changed(cast: Cast, inspection: Inspection, area: str) -> None:
    revision = agreed_summaries(inspection, area)[0]
    append(
        inspection,
        kind="shared_summary",
        op=uuid4(),
        by=cast.deputy,
        document=revision.document,
        parent=revision,
        parts=stages.words("Changed."),
        fields={"area": revision.area, "heading": revision.heading},
        cites=[row.cited for row in revision.cites.all()],
    )


@pytest.mark.rule("QA-01", part="what changes after it was cleared is marked")
@pytest.mark.parametrize("whole_area", [True, False])
def test_what_changes_after_clearing_is_marked(cast: Cast, as_: As, inspection: Inspection, whole_area: bool) -> None:
    document = None if whole_area else agreed_summaries(inspection, "public")[0].document
    challenge = raised(inspection, cast, document=document)
    actions.clear(challenge, by=cast.qa_manager)
    qa, queue = as_(cast.qa_manager), url(inspection, "quality")
    assert qa.get(queue).context["changed"] == []
    changed(cast, inspection, "private")
    assert qa.get(queue).context["changed"] == []
    changed(cast, inspection, "public")
    assert qa.get(queue).context["changed"] == [challenge]
    assert qa.get(queue).content.decode().count("Changed since") == 2, "in both lists that hold it"
    assert "Changed since" in qa.get(reverse("challenge_detail", args=[inspection.ref, challenge.pk])).content.decode()
    actions.ask_again(challenge, text="It says something else now.", by=cast.qa_manager)
    actions.clear(challenge, by=cast.qa_manager)
    assert qa.get(queue).context["changed"] == []


# The queue


def test_the_queue_names_what_is_not_well_supported(cast: Cast, as_: As, inspection: Inspection) -> None:
    own = stages.individual(
        inspection, cast.deputy, [stages.note(inspection, cast.deputy)], finding="area_for_improvement"
    )
    other = stages.individual(
        inspection,
        cast.team_inspector,
        [stages.note(inspection, cast.team_inspector, source="A file"), stages.note(inspection, cast.team_inspector)],
        finding="strength",
    )
    bare = stages.shared(inspection, cast.deputy, [], text="On nothing.")
    single = stages.shared(inspection, cast.deputy, [own], text="On one.")
    contrary = stages.shared(inspection, cast.deputy, [own, other], text="On both.", finding="strength")
    firm = stages.shared(inspection, cast.deputy, [other], text="Firm.", finding="strength")
    found = {each.pk: each.why for each in queries.doubts(inspection)}
    assert found[bare.document_id] == ["Rests on no evidence"]
    assert found[single.document_id] == ["One source only"]
    assert found[contrary.document_id] == ["Findings under it differ"]
    assert firm.document_id not in found
    order = list(found)
    assert order.index(bare.document_id) < order.index(single.document_id) < order.index(contrary.document_id)
    assert "On nothing." in as_(cast.qa_manager).get(url(inspection, "quality")).content.decode()


def test_the_queue_says_that_there_is_nothing_to_look_at_yet(cast: Cast, as_: As) -> None:
    fresh_one = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        page = as_(cast.qa_manager).get(url(fresh_one, "quality")).content.decode()
    assert "There are no shared summaries yet." in page


def test_the_queue_costs_the_same_however_long_it_is(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = agreed_summaries(inspection, "public")[0].document
    actions.clear(raised(inspection, cast, document=document), by=cast.qa_manager)
    stages.summed_up(inspection, cast.deputy)
    qa, address = as_(cast.qa_manager), url(inspection, "quality")
    qa.get(address)
    with CaptureQueriesContext(connection) as few:
        qa.get(address)
    for _ in range(5):
        actions.clear(raised(inspection, cast), by=cast.qa_manager)
        stages.summed_up(inspection, cast.deputy)
    with CaptureQueriesContext(connection) as many:
        qa.get(address)
    assert len(many) == len(few)


# Analysis, recommendations (QA-02)


@pytest.mark.rule("QA-02", part="the analysis is the QA manager's alone to write, and the lead and the team read it")
def test_only_the_qa_manager_writes_analysis(cast: Cast, as_: As, inspection: Inspection) -> None:
    address = url(inspection, "qa_analysis")
    assert send(as_(cast.qa_manager), address, place="public", text="Strong on delay.").status_code == 302
    for person in TEAM:
        somebody = getattr(cast, person)
        page = as_(somebody).get(address).content.decode()
        assert "Strong on delay." in page
        assert 'name="text"' not in page
        assert as_(somebody).post(address, {"text": "Mine."}).status_code == 403
        with pytest.raises(NotAllowed):
            actions.analyse(inspection, text="Mine.", by=somebody)
        assert refused(lambda who=somebody: QAAnalysis.objects.create(inspection=inspection, text="x", by=who))
    assert as_(cast.shadow).get(address).status_code == 404
    assert refused(lambda: QAAnalysis.objects.update(text="Other"))
    assert QAAnalysis.objects.count() == 1


@pytest.mark.rule("QA-02")
def test_a_recommendation_stays_on_the_leads_list_until_accepted_or_declined(cast: Cast, as_: As) -> None:
    inspection = with_agreed_summaries(cast)
    with clock.moved_to(clock.at(date(2024, 2, 8), 11)):
        challenge = raised(inspection, cast, kind="investigate", text="Look at the older children too.")
    for day in (8, 9, 15):
        with clock.moved_to(clock.at(date(2024, 2, day), 12)):
            mine = [each.due for each in owed(clock.today(), cast.lead) if each.due.key.startswith("qa-")]
            assert [each.page for each in mine] == [reverse("challenge_detail", args=[inspection.ref, challenge.pk])]
            assert not [each for each in owed(clock.today(), cast.deputy) if each.due.key.startswith("qa-")]
    with clock.moved_to(clock.at(date(2024, 2, 15), 13)):
        page = as_(cast.lead).get(url(inspection, "inspection_detail")).content.decode()
        assert "1 to accept or decline by the lead inspector" in page
        address = reverse("challenge_decide", args=[inspection.ref, challenge.pk])
        assert as_(cast.deputy).get(address).status_code == 403
        with pytest.raises(NotAllowed):
            actions.answer(challenge, text="We did.", by=cast.team_inspector)
        assert "reason" in send(as_(cast.lead), address, accept="no", reason="").context["form"].errors
        send(as_(cast.lead), address, accept="no", reason="Thirty were seen.")
        step = ChallengeStep.objects.get()
        assert (step.name, step.text) == ("decline", "Thirty were seen.")
        assert not [each for each in owed(clock.today(), cast.lead) if each.due.key.startswith("qa-")]


# Reviews and plan


@pytest.mark.rule("QA-01", part="a review of each area says whether the evidence suffices and the findings agree")
def test_a_review_of_an_area(cast: Cast, as_: As, inspection: Inspection) -> None:
    qa, address = as_(cast.qa_manager), url(inspection, "qa_review", area="public")
    wrong = send(qa, address, sufficient="yes", aligned="no", text="")
    assert "text" in wrong.context["form"].errors
    assert send(qa, address, sufficient="yes", aligned="yes", text="").status_code == 302
    row = next(each for each in qa.get(url(inspection, "quality")).context["areas"] if each.code == "public")
    assert (row.latest.sufficient, row.latest.aligned, row.missing, row.changed) == (True, True, 0, False)
    changed(cast, inspection, "public")
    rows = {each.code: each for each in qa.get(url(inspection, "quality")).context["areas"]}
    assert rows["public"].changed
    assert not rows["private"].changed
    assert qa.get(url(inspection, "qa_review", area="overall")).status_code == 404
    assert as_(cast.lead).get(address).status_code == 403
    assert refused(lambda: QAReview.objects.update(aligned=False))


PLAN = {"experience": "Two new inspectors", "intelligence": "Nothing", "closer_look": "no", "new_inspectors": "2"}


@pytest.mark.rule("QA-05")
def test_a_standard_level_beside_new_inspectors_asks_for_a_note(cast: Cast, as_: As, inspection: Inspection) -> None:
    qa, address = as_(cast.qa_manager), url(inspection, "qa_plan")
    wrong = send(qa, address, **(PLAN | {"new_inspectors": "-3"}), level="standard", note="")
    assert wrong.context["form"].errors["new_inspectors"] == ["Enter a whole number from 0 to 99"]
    answer = send(qa, address, **PLAN, level="standard", note="")
    assert answer.status_code == 400
    assert "note" in answer.context["form"].errors
    assert "Two new inspectors" in answer.content.decode()
    closer = PLAN | {"new_inspectors": "0", "closer_look": "yes"}
    assert "note" in send(qa, address, **closer, level="standard", note=" ").context["form"].errors
    assert send(qa, address, **PLAN, level="standard", note="Paired with two who know it.").status_code == 302
    assert send(qa, address, **(PLAN | {"new_inspectors": "0"}), level="standard", note="").status_code == 302
    given = {"level": "standard", "new_inspectors": 1, "experience": "x", "intelligence": "x", "closer_look": False}
    assert refused(lambda: QAPlan.objects.create(inspection=inspection, by=cast.qa_manager, **given))


@pytest.mark.rule("QA-05", part="an enhanced level asks for a second review of each area")
def test_enhanced_asks_for_a_second_review(cast: Cast, as_: As, inspection: Inspection) -> None:
    qa = as_(cast.qa_manager)
    send(qa, url(inspection, "qa_plan"), **PLAN, level="enhanced", note="")

    def missing() -> int:
        rows = qa.get(url(inspection, "quality")).context["areas"]
        return next(each.missing for each in rows if each.code == "public")

    assert missing() == 2
    for left in (1, 0):
        actions.review(inspection, "public", sufficient=True, aligned=True, text="", by=cast.qa_manager)
        assert missing() == left


def test_the_table_gives_the_team_an_answer_and_the_qa_manager_the_last_word() -> None:
    assert all(allowed([role], Thing.CHALLENGE, Verb.COMMENT) for role in (Role.LEAD, Role.DEPUTY, Role.TEAM))
    assert [role for role in Role if (found := cell(Thing.CHALLENGE, role)) and Verb.DECIDE in found.verbs] == [
        Role.QA_MANAGER
    ]


def test_whoever_clears_is_told_what_was_done(cast: Cast, as_: As, inspection: Inspection) -> None:
    made = actions.challenge(
        inspection, area="private", kind="gap", weight="comment", text="Where?", by=cast.qa_manager
    )
    actions.answer(made, text="There.", by=cast.lead)
    client, address = as_(cast.qa_manager), url(inspection, "challenge_clear", pk=made.pk)
    for settled, told in (("clear", "It is cleared."), ("ask_again", "The team is asked again.")):
        sent = opened(client, address) | {"settled": settled, "text": "Where are the younger ones?"}
        assert told in client.post(address, sent, follow=True).content.decode()
