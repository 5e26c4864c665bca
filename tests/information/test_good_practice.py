"""Cases that Cafcass offers for their good practice: without a name, decided by the lead, marked in the sample."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from information.models import GoodPracticeOffer, SampledChild
from tests.information import giving, sampling
from tests.inspections.forms import errors, send, unopened

pytestmark = pytest.mark.django_db
AUDITED = {"audited_on_day": "10", "audited_on_month": "1", "audited_on_year": "2024"}
OFFER = AUDITED | {"what": "The child was heard early and often"}


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.rule("SAMPLE-07")
def test_of_three_cases_offered_two_are_accepted_and_marked(cast, as_, inspection):
    with giving.at_work():
        link, lead, own = as_(cast.link_person), as_(cast.lead), page(inspection, "own_sample")
        sampling.add(inspection, "PR-03", cast.lead)
        for at in (1, 2, 3):
            assert send(link, own, reference=f"pr-0{at}", **OFFER).status_code == 302
        one, two, three = GoodPracticeOffer.objects.all()
        decline = page(inspection, "sample_offer_decide", two.pk)
        assert "reason" in errors(send(lead, decline, decision="decline"))
        assert send(lead, decline, decision="decline", reason="Closed too long ago").status_code == 302
        for each in (one, three):
            address = page(inspection, "sample_offer_decide", each.pk)
            assert as_(cast.deputy).post(address, unopened()).status_code == 403
            assert send(lead, address, decision="accept").status_code == 302
        shown = text(lead.get(page(inspection, "sample")))
        assert shown.count("Good practice offered</strong>") == 2
        assert "2 in the sample, 3 offered" in shown
        assert "2 of 3 cases that Cafcass offered are in the sample" in text(lead.get(page(inspection, "readiness")))
        assert "Closed too long ago" in text(link.get(own))
        assert lead.get(decline).status_code == 403
    made = SampledChild.objects.get(reference="PR-01")
    assert (made.reason, made.characteristics, made.proceeding) == ("good_practice", {"audited": "audited"}, "")
    assert SampledChild.objects.get(reference="PR-03").reason == "random"
    with pytest.raises(DatabaseError), transaction.atomic():
        GoodPracticeOffer.objects.filter(pk=two.pk).update(state="accepted")


@pytest.mark.rule("SAMPLE-07", part="an offer that holds the name of a child of the list is refused")
def test_an_offer_with_the_name_of_a_child_is_refused_and_keeps_what_was_typed(cast, as_, inspection):
    with giving.at_work():
        link, own = as_(cast.link_person), page(inspection, "own_sample")
        sampling.list_sent(inspection, cast.link_person, {"case_name": "Mia Whinchat"})
        refused = send(link, own, reference="PR-01", **OFFER | {"what": "How Mia Whinchat was heard"})
        assert errors(refused)["what"] == ["Take out the name of a child: “Mia Whinchat”."]
        assert 'value="PR-01"' in refused.content.decode()
        assert "reference" in errors(send(link, own, reference="Mia Whinchat", **OFFER))
        assert not GoodPracticeOffer.objects.exists()
        late = OFFER | {"audited_on_year": "2025"}
        assert "audited_on" in errors(send(link, own, reference="PR-01", **late))
        assert send(link, own, reference="PR-01", **OFFER).status_code == 302
        assert errors(send(link, own, reference="PR-01", **OFFER))["reference"] == ["You have offered PR-01 already."]
        assert as_(cast.contributor).get(own).status_code == 404
