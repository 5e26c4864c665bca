"""What must be covered and carried before the judgements are agreed (EVID-15, EVID-17)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Event
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import withdraw
from evidence.actions.gaps import accept_gap, explain_gap
from evidence.actions.judgement import agree_judgements
from evidence.due import due
from evidence.models import CoverageGap, CoverageGapAccepted, Judgement
from evidence.queries import agreed_summaries
from evidence.queries.gaps import uncovered
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import send, url
from tests.evidence.stages import GOOD, JUDGED_AT, graded, with_agreed_summaries

As = Callable[..., Client]
LABEL = "Leaders: Workforce"


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = with_agreed_summaries(cast)
    with clock.moved_to(JUDGED_AT):
        graded(cast, found, GOOD)
        yield found


def uncover(inspection: Inspection, cast: Cast) -> None:
    """Nothing stands under Workforce any more."""
    withdraw(agreed_summaries(inspection).get(heading="Workforce").document, reason="Misread.", by=cast.lead)


def refused(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            act()
    except Error:
        return True
    return False


@pytest.mark.rule("EVID-17")
def test_a_heading_that_nothing_covers_stops_agreeing_and_is_named(cast: Cast, as_: As, inspection: Inspection) -> None:
    uncover(inspection, cast)
    with pytest.raises(NotAllowed, match=LABEL) as refusal:
        agree_judgements(inspection, by=cast.lead)
    assert refusal.value.rule == "EVID-17"
    assert "Leaders: Learning culture" not in refusal.value.reason
    assert Judgement.objects.get().agreed_at is None
    assert LABEL in as_(cast.lead).get(url(inspection, "judgement_agreement")).content.decode()
    stages.agreed(inspection, cast.team_inspector, cast.lead, area="leaders", heading="Workforce")
    agree_judgements(inspection, by=cast.lead)


@pytest.mark.rule("EVID-17", part="unless the QA manager accepts the lead's reason")
def test_the_qa_manager_may_accept_a_reason(cast: Cast, as_: As, inspection: Inspection) -> None:
    uncover(inspection, cast)
    lead, qa, coverage = as_(cast.lead), as_(cast.qa_manager), url(inspection, "coverage")
    new, place = url(inspection, "coverage_gap_create"), "leaders/Workforce"
    assert f"{new}?place=" in lead.get(coverage).content.decode()
    assert lead.get(f"{new}?place={place}").context["form"]["place"].value() == place
    assert "reason" in send(lead, new, place=place, reason=" ").context["form"].errors
    assert send(lead, new, place=place, reason="The figures came after fieldwork.").status_code == 302
    gap = CoverageGap.objects.get()
    accept = reverse("coverage_gap_accept", args=[inspection.ref, gap.pk])
    assert [each.page for each in due(clock.today(), cast.qa_manager)] == [accept]
    assert accept not in [each.page for each in due(clock.today(), cast.lead)]
    with pytest.raises(NotAllowed, match=LABEL):
        agree_judgements(inspection, by=cast.lead)
    for person in ("lead", "deputy", "team_inspector"):
        somebody = getattr(cast, person)
        assert as_(somebody).get(accept).status_code == 403
        assert refused(lambda who=somebody: CoverageGapAccepted.objects.create(gap=gap, by=who))
        with pytest.raises(NotAllowed):
            accept_gap(gap, by=somebody)
    assert accept in qa.get(coverage).content.decode()
    assert "The figures came after fieldwork." in qa.get(accept).content.decode()
    assert send(qa, accept).status_code == 302
    assert accept not in [each.page for each in due(clock.today(), cast.qa_manager)]
    agree_judgements(inspection, by=cast.lead)
    assert refused(lambda: CoverageGap.objects.update(reason="Other"))


def test_a_new_reason_waits_for_the_qa_manager_again(cast: Cast, inspection: Inspection) -> None:
    uncover(inspection, cast)
    place = uncovered(inspection)[0].place
    accept_gap(explain_gap(inspection, place, reason="First.", by=cast.lead), by=cast.qa_manager)
    assert uncovered(inspection)[0].accepted
    explain_gap(inspection, place, reason="Another.", by=cast.lead)
    assert not uncovered(inspection)[0].accepted


def test_a_place_of_no_framework_and_one_that_is_covered(cast: Cast, as_: As, inspection: Inspection) -> None:
    address = url(inspection, "coverage_gap_create")
    for place in ("nonsense", "private", ""):
        answer = send(as_(cast.lead), address, place=place, reason="Typed words.")
        assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["place"])
        assert "Typed words." in answer.content.decode()
    assert not CoverageGap.objects.exists()


@pytest.mark.rule("EVID-15", part="an area with only one kind of finding gets a notice")
def test_an_area_with_strengths_only_gets_a_notice(cast: Cast, as_: As, inspection: Inspection) -> None:
    def said() -> list[str]:
        return as_(cast.lead).get(url(inspection, "coverage")).context["notices"]

    label = version(inspection.framework_version).area("public").label
    public = [each for each in said() if each.startswith(label)]
    assert len(public) == 1
    assert "no areas for improvement recorded" in public[0]
    stages.summed_up(inspection, cast.deputy, area="public", finding="area_for_improvement")
    assert not [each for each in said() if each.startswith(label)]


@pytest.mark.rule("EVID-15")
def test_a_finding_carried_by_no_shared_summary_is_listed_and_needs_a_reason(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    seen = stages.note(inspection, cast.deputy)
    stages.individual(inspection, cast.deputy, [seen], text="Nobody took this in.", finding="strength")
    lead, address = as_(cast.lead), url(inspection, "judgement_agreement")
    assert "Nobody took this in." in lead.get(address).content.decode()
    with pytest.raises(Invalid) as refusal:
        agree_judgements(inspection, by=cast.lead)
    assert refusal.value.field == "reason"
    answer = send(lead, address, reason=" ")
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["reason"])
    assert send(lead, address, reason="One case, and not typical.").status_code == 302
    assert Event.objects.get(verb="agree judgements").reason.text == "One case, and not typical."
