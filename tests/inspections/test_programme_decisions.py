"""Programme decisions and programme concerns: what they rest on, what they close, and who may take them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, Stale
from govuk.forms import date_data
from inspections import actions, intelligence
from inspections.intelligence import Offer
from inspections.models import Inspection, ProgrammeConcern, ProgrammeDecision
from tests.cast import Cast
from tests.inspections import programming, stages
from tests.inspections.forms import errors, opened, send
from tests.inspections.programming import concern, decided, last_inspection

pytestmark = pytest.mark.django_db

CREATE = "programme_decision_create"
TYPED = {
    "title": "Focused visit on private law delay",
    "outcome": "focused_visit",
    "grounds": "Delay has grown for a year.",
    "weighed": "The last inspection found little delay.",
}
BOTH = {"case_for_inspection": "It may be everywhere.", "case_for_visit": "It may be one area."}
THEME = {
    "free_1_kind": "complaints",
    "free_1_source": "Complaints of 2025",
    "free_1_summary": "Delay in private law.",
    **date_data("free_1_day", date(2024, 1, 2)),
}
WEAKNESS = Offer("weakness-1", "weakness", "W1", date(2024, 1, 2), "Letters are late.", credible_plan=True)


@pytest.fixture(autouse=True)
def at_a_time():  # type: ignore[no-untyped-def]
    with clock.moved_to(stages.PLANNED_AT):
        yield


@pytest.mark.rule("PROG-03")
def test_a_decision_rests_on_at_least_one_piece_of_intelligence(cast: Cast, as_):  # type: ignore[no-untyped-def]
    client, url = as_(cast.decision_maker), reverse(CREATE)
    refused = send(client, url, **TYPED)
    assert refused.status_code == 400
    assert "Link at least one piece of intelligence." in refused.content.decode()
    assert not ProgrammeDecision.objects.exists()
    assert send(client, url, **TYPED, **THEME).status_code == 302
    item = ProgrammeDecision.objects.get().items.get()
    assert (item.kind, item.source) == ("complaints", "Complaints of 2025")


@pytest.mark.rule("PROG-03", part="the last outcome and the window count as items")
def test_the_last_outcome_and_the_window_can_be_linked(cast: Cast, as_):  # type: ignore[no-untyped-def]
    last = last_inspection(date(2023, 2, 16))
    client, url = as_(cast.decision_maker), reverse(CREATE)
    chosen = [f"outcome-{last.pk}", f"window-{last.pk}"]
    assert send(client, url, **TYPED, items=chosen).status_code == 302
    kinds = ProgrammeDecision.objects.get().items.values_list("kind", flat=True)
    assert list(kinds) == ["outcome", "window"]


@pytest.mark.rule("PROG-04")
def test_a_concern_is_closed_by_a_decision_and_in_no_other_way(cast: Cast, as_):  # type: ignore[no-untyped-def]
    with clock.moved_to(clock.at(date(2025, 6, 3), 10)):
        found = concern(cast, at=clock.now())
        client = as_(cast.decision_maker)
        edit = reverse("programme_concern_edit", args=[found.pk])
        known = {"source": found.source, "summary": found.summary, "risk": found.risk}
        refused = send(client, edit, **known, **date_data("raised_on", found.raised_on), status="closed")
        assert errors(refused)["status"] == ["A programme concern is closed only through a decision"]
        with pytest.raises(Invalid, match="only through a decision"):
            actions.change_concern(found, **known, raised_on=found.raised_on, status="closed", by=cast.decision_maker)
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgrammeConcern.objects.filter(pk=found.pk).update(status="closed")
        found.refresh_from_db()
        assert not found.closed
        decide = reverse("programme_concern_decide", args=[found.pk])
        assert send(client, decide, **TYPED, **BOTH).status_code == 302
    found.refresh_from_db()
    assert found.closed
    decision = found.closed_by
    assert decision
    assert (decision.outcome, decision.grounds) == ("focused_visit", TYPED["grounds"])
    assert (decision.decided_by, clock.london(decision.decided_at).date()) == (cast.decision_maker, date(2025, 6, 3))
    assert decision.items.get().kind == "concern"


@pytest.mark.rule("PROG-05")
def test_a_decision_about_a_concern_makes_both_cases(cast: Cast, as_):  # type: ignore[no-untyped-def]
    found = concern(cast)
    client, url = as_(cast.decision_maker), reverse("programme_concern_decide", args=[found.pk])
    refused = send(client, url, **TYPED, case_for_inspection="It may be everywhere.", case_for_visit="")
    assert errors(refused) == {"case_for_visit": ["Enter the case for a focused visit"]}
    other = send(client, url, **TYPED | {"outcome": "wait"}, **BOTH)
    assert "outcome" in errors(other)
    with pytest.raises(Invalid, match="case for a focused visit"):
        decided(cast, concern=found, case_for_inspection="x")
    assert not ProgrammeDecision.objects.exists()


@pytest.mark.rule("PROG-06")
def test_earlier_activities_are_listed_and_weighed(cast: Cast, as_):  # type: ignore[no-untyped-def]
    last_inspection()
    client, url = as_(cast.decision_maker), reverse(CREATE)
    page = client.get(url).content.decode()
    assert "Inspection of Cafcass, 2024" in page
    assert "Private law: Outstanding" in page
    refused = send(client, url, **TYPED | {"weighed": ""}, **THEME)
    assert errors(refused) == {"weighed": ["Enter how earlier activities and their outcomes were weighed"]}
    with pytest.raises(Invalid, match="weighed"):
        decided(cast, weighed=" ")


@pytest.mark.rule("SELF-14", part="a decision that rests only on it needs the decision-maker's reason")
def test_a_weakness_with_a_credible_plan_is_not_enough(cast: Cast, as_, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(intelligence, "PROVIDERS", [lambda: [WEAKNESS]])
    client, url = as_(cast.decision_maker), reverse(CREATE)
    assert "this counts as effective leadership" in client.get(url).content.decode()
    refused = send(client, url, **TYPED, items=["weakness-1"])
    assert errors(refused)["still_needed"] == ["This counts as effective leadership: say why a visit is still needed."]
    assert send(client, url, **TYPED, items=["weakness-1"], still_needed="It is getting worse.").status_code == 302
    assert ProgrammeDecision.objects.get().items.get().credible_plan
    assert decided(cast, [WEAKNESS, programming.COMPLAINTS])
    assert decided(cast, [WEAKNESS], outcome="wait")


@pytest.mark.rule("SELF-14", part="a weakness opens nothing by itself")
def test_a_weakness_opens_nothing_by_itself(cast: Cast, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(intelligence, "PROVIDERS", [lambda: [WEAKNESS]])
    assert intelligence.offered() == [WEAKNESS]
    assert not ProgrammeConcern.objects.exists()
    assert not ProgrammeDecision.objects.exists()
    assert not Inspection.objects.exists()


def test_nobody_else_decides(cast: Cast):
    for person in (cast.scheduler, cast.director, cast.lead):
        with pytest.raises(NotAllowed, match="Only the programme decision-maker"):
            actions.decide(programming.wording(), [programming.COMPLAINTS], by=person)


def test_a_correction_is_a_new_decision(cast: Cast, as_):  # type: ignore[no-untyped-def]
    first = decided(cast)
    client, url = as_(cast.decision_maker), reverse("programme_decision_replace", args=[first.pk])
    form = client.get(url).context["form"]
    assert form["grounds"].value() == first.grounds
    assert form["free_1_source"].value() == programming.COMPLAINTS.source
    assert send(client, url, **TYPED | {"grounds": "Corrected."}, **THEME).status_code == 302
    second = ProgrammeDecision.objects.get(replaces=first)
    first.refresh_from_db()
    assert (first.grounds, second.grounds) == (TYPED["grounds"], "Corrected.")
    page = client.get(reverse("programme_decision_detail", args=[first.pk])).content.decode()
    assert "was replaced by" in page
    with pytest.raises(NotAllowed, match="replaced already"):
        decided(cast, replaces=first)


@pytest.mark.parametrize("change", [{"grounds": "Other"}, {"outcome": "wait"}])
def test_a_decision_is_never_changed_or_deleted(cast: Cast, change):  # type: ignore[no-untyped-def]
    made = decided(cast)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ProgrammeDecision.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.items.all().delete()


def test_a_stale_concern_shows_both_texts(cast: Cast, as_):  # type: ignore[no-untyped-def]
    found = concern(cast)
    url = reverse("programme_concern_edit", args=[found.pk])
    client = as_(cast.decision_maker)
    hidden = opened(client, url)
    known = {"source": "Mine", "summary": "Mine", "risk": "Mine", "status": "looked_into"}
    known |= date_data("raised_on", found.raised_on)
    assert send(client, url, **known | {"summary": "Saved first"}).status_code == 302
    stale = client.post(url, hidden | known)
    assert stale.status_code == 409
    assert "Saved first" in stale.content.decode()
    with pytest.raises(Stale):
        actions.change_concern(
            found,
            source="x",
            raised_on=found.raised_on,
            summary="x",
            risk="x",
            status="open",
            version=1,
            by=cast.decision_maker,
        )


def test_a_half_filled_item_and_a_day_to_come_are_refused_beside_the_field(cast: Cast, as_):  # type: ignore[no-untyped-def]
    client = as_(cast.decision_maker)
    half = send(client, reverse(CREATE), **TYPED, free_1_source="Somebody")
    assert {"free_1_kind", "free_1_day", "free_1_summary"} == set(errors(half))
    assert "Somebody" in half.content.decode()
    late = send(client, reverse(CREATE), **TYPED, **THEME | date_data("free_1_day", date(2030, 1, 1)))
    assert errors(late) == {"free_1_day": ["This day has not come yet"]}
    early = {"source": "x", "summary": "x", "risk": "x", **date_data("raised_on", date(2030, 1, 1))}
    logged = send(as_(cast.scheduler), reverse("programme_concern_create"), **early)
    assert "raised_on" in errors(logged)


def test_the_same_decision_sent_twice_is_one(cast: Cast, as_):  # type: ignore[no-untyped-def]
    client, url = as_(cast.decision_maker), reverse(CREATE)
    data = opened(client, url) | TYPED | THEME
    first, second = (client.post(url, data) for _ in range(2))
    assert first.url == second.url
    assert ProgrammeDecision.objects.count() == 1


def test_a_scheduler_plans_from_a_decision_and_the_lead_reads_it(cast: Cast, as_):  # type: ignore[no-untyped-def]
    decision = decided(cast)
    client, url = as_(cast.scheduler), reverse("inspection_create")
    detail = client.get(reverse("programme_decision_detail", args=[decision.pk])).content.decode()
    assert f"{url}?decision={decision.pk}" in detail
    form = client.get(f"{url}?decision={decision.pk}").context["form"]
    assert (form["kind"].value(), form["title"].value()) == ("focused_visit", decision.title)
    plan = {"kind": "focused_visit", "title": decision.title, "lead": cast.lead.pk, "decision": decision.pk}
    plan |= {"seen": "focused_visit 2024-02-05", "step": "save", **date_data("onsite_week", stages.W1)}
    assert send(client, url, **plan).status_code == 302
    made = Inspection.objects.get()
    assert made.planned_from.decision == decision
    page = as_(cast.lead).get(reverse("inspection_decision", args=[made.ref])).content.decode()
    assert decision.grounds in page
    assert as_(cast.stranger).get(reverse("inspection_decision", args=[made.ref])).status_code == 404
    other = plan | {"decision": decided(cast).pk, "kind": "inspection", "seen": "inspection 2024-02-05"}
    assert "The decision was for another kind" in errors(send(client, url, **other))["kind"][0]


def planned(cast: Cast, decision: ProgrammeDecision | None) -> Inspection:
    return actions.create_inspection(
        kind="focused_visit", title="Visit", onsite_week=stages.W1, lead=cast.lead, decision=decision, by=cast.scheduler
    )


def test_a_decision_carries_one_plan_until_that_is_cancelled(cast: Cast, as_):  # type: ignore[no-untyped-def]
    decision = decided(cast)
    made = planned(cast, decision)
    client = as_(cast.scheduler)
    create = reverse("inspection_create")
    assert "Plan it" not in client.get(reverse("programme_decision_detail", args=[decision.pk])).content.decode()
    assert decision not in client.get(create).context["form"].fields["decision"].queryset
    with pytest.raises(Invalid, match="planned from this decision already"):
        planned(cast, decision)
    assert Inspection.objects.count() == 1
    actions.cancel(made, reason="Another week is better.", by=cast.scheduler)
    assert "Plan it" in client.get(reverse("programme_decision_detail", args=[decision.pk])).content.decode()
    assert planned(cast, decision).planned_from.decision == decision


def test_a_plan_made_without_a_decision_is_given_one_afterwards_and_once(cast: Cast, as_):  # type: ignore[no-untyped-def]
    made = planned(cast, None)
    decision, later = decided(cast), decided(cast)
    client, url = as_(cast.scheduler), reverse("decision_give", args=[made.ref])
    assert url in client.get(reverse("inspection_decision", args=[made.ref])).content.decode()
    assert url not in as_(cast.lead).get(reverse("inspection_decision", args=[made.ref])).content.decode()
    assert errors(send(client, url, decision="")) == {"decision": ["Select programme decision it follows from"]}
    assert send(client, url, decision=decision.pk).status_code == 302
    assert Inspection.objects.get().planned_from.decision == decision
    assert client.get(url).status_code == 403
    with pytest.raises(NotAllowed, match="recorded already"):
        actions.give_decision(made, decision=later, by=cast.scheduler)
    with pytest.raises(NotAllowed):
        actions.give_decision(planned(cast, None), decision=later, by=cast.lead)


def test_a_plan_is_offered_decisions_for_its_own_kind(cast: Cast, as_):  # type: ignore[no-untyped-def]
    decided(cast)
    made = actions.create_inspection(
        kind="inspection", title="Inspection", onsite_week=stages.W1, lead=cast.lead, by=cast.scheduler
    )
    page = as_(cast.scheduler).get(reverse("decision_give", args=[made.ref])).content.decode()
    assert "There is no decision of this kind from which nothing is planned yet" in page


@pytest.mark.parametrize("asked", ["x", "999999", "9" * 40, "-1", "²"])
def test_an_address_that_names_no_decision_is_a_plain_form(cast: Cast, as_, asked: str):  # type: ignore[no-untyped-def]
    page = as_(cast.scheduler).get(reverse("inspection_create"), {"decision": asked})
    assert page.status_code == 200
    assert page.context["decision"] is None


def test_a_lead_who_plans_reads_no_decision(cast: Cast, as_):  # type: ignore[no-untyped-def]
    decision = decided(cast)
    page = as_(cast.lead).get(reverse("inspection_create"), {"decision": decision.pk})
    assert page.context["decision"] is None
    assert decision.title not in page.content.decode()
    with pytest.raises(NotAllowed):
        actions.create_inspection(
            kind="focused_visit", title="x", onsite_week=stages.W1, lead=cast.lead, decision=decision, by=cast.lead
        )


def test_a_plan_from_a_decision_sent_twice_leads_to_the_one_plan(cast: Cast, as_):  # type: ignore[no-untyped-def]
    client, url, decision = as_(cast.scheduler), reverse("inspection_create"), decided(cast)
    plan = {"kind": "focused_visit", "title": "Visit", "lead": cast.lead.pk, "decision": decision.pk}
    plan |= {"seen": "focused_visit 2024-02-05", "step": "save", **date_data("onsite_week", stages.W1)}
    data = opened(client, url) | plan
    first, second = (client.post(url, data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Inspection.objects.count() == 1
    late = send(client, url, **plan)
    assert errors(late) == {"decision": ["“Visit” is planned from this decision already. Choose another decision."]}


def test_a_decision_given_twice_is_recorded_once(cast: Cast, as_):  # type: ignore[no-untyped-def]
    made, decision, client = planned(cast, None), decided(cast), as_(cast.scheduler)
    url = reverse("decision_give", args=[made.ref])
    data = opened(client, url) | {"decision": decision.pk}
    first, second = (client.post(url, data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Inspection.objects.get().planned_from.decision == decision


def test_a_decision_from_which_nothing_is_planned_says_who_plans(cast: Cast, as_):  # type: ignore[no-untyped-def]
    decision = decided(cast)
    with clock.moved_to(programming.LOGGED_AT):
        address = reverse("programme_decision_detail", args=[decision.pk])
        assert (
            "The scheduler, or whoever will lead it, plans it."
            in as_(cast.decision_maker).get(address).content.decode()
        )
        assert "whoever will lead it" not in as_(cast.scheduler).get(address).content.decode()
