"""How Cafcass itself asks children is a heading of evaluation; a warning names what nobody evaluated (VOICE-09)."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts import clock
from evidence.actions.findings import add_topic, say_covers
from evidence.queries import agreed_summaries
from evidence.queries.findings import findings_agreed
from evidence.queries.scope import by_summary, consultation, not_evaluated
from framework.versions import version
from tests.cast import Cast
from tests.evidence import visits
from tests.evidence.pages import page_of, send, url
from tests.evidence.stages import GOOD, JUDGED_AT, graded, with_agreed_summaries

As = Callable[..., Client]
HEADING = "Cafcass&#x27;s own consultation with children"


@pytest.mark.rule("VOICE-09")
def test_what_no_finding_says_of_it_is_warned_of_and_stops_nothing(cast: Cast, as_: As) -> None:
    inspection = with_agreed_summaries(cast)
    with clock.moved_to(JUDGED_AT):
        graded(cast, inspection, GOOD)
        heading = version(inspection.framework_version).files.evidence.consultation
        assert [part.code for part in heading.parts] == ["individual", "collective", "improvement"]
        summary = agreed_summaries(inspection).first()
        say_covers(summary.document, ["consultation/individual"], by=cast.lead)
        lead, address = as_(cast.lead), url(inspection, "judgement_agreement")
        page = lead.get(address).content.decode()
        assert f"{HEADING}: Asking children together" in page
        assert f"{HEADING}: Asking children singly" not in page
        answer = lead.post(address, {"op": lead.get(address).context["form"]["op"].value(), "version": 5}, follow=True)
        said = [str(each) for each in answer.context["messages"]]
        assert answer.context["judgement"].agreed_at
        assert any("own consultation with children: Asking children together" in each for each in said)
        assert not any("Asking children singly" in each for each in said)
        shown = answer.context["consulted"]
        assert [len(part.findings) for part in shown] == [1, 0, 0]
        assert "Covers: Cafcass" in lead.get(page_of(summary.document, "detail")).content.decode()


@pytest.mark.rule("VOICE-09", part="on a focused visit too")
def test_a_focused_visit_is_warned_too_and_one_that_monitors_is_not(cast: Cast, as_: As) -> None:
    visit = visits.on_site(cast)
    with clock.moved_to(visits.ON_SITE):
        visits.covered(visit, cast.lead, add_topic(visit, kind="theme", text="Delay", by=cast.decision_maker))
        assert len(not_evaluated(visit)) == 3
        assert not {each.code for each in consultation(visit)} & {each.code for each in by_summary(visit)}
        send(as_(cast.lead), url(visit, "findings_agreement"))
        assert findings_agreed(visit)
        answer = as_(cast.lead).get(url(visit, "findings"))
        assert HEADING in answer.content.decode()
    visit.kind = "monitoring_visit"
    assert not consultation(visit)
