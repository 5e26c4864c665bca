"""A proposal that fills the gaps of the sample out of the sealed list: repeatable, explained, and nobody else kept."""

import random
from collections import Counter

import pytest
from django.urls import reverse

from files.destroying import destroy
from files.jobs import run_queued
from files.models import Job
from framework.versions import version
from information.actions import proposing as actions
from information.listed_children import candidates
from information.listing import read
from information.models import AnnexReading, ListCheck, SampledChild, SampleProposal
from information.proposing import Candidate, propose
from tests.information import giving, sampling
from tests.information.lists import ANNEX, FIELDS, SEPTEMBER, TODAY, listed
from tests.inspections.forms import errors, send, unopened

CONSIDERED = ("gender", "disability")


def child(reference, **groups):
    return Candidate(reference, groups)


def picked(every, sampled=(), **more):
    said = {"sample_size": 0, "size": 2, "seed": 7, "considered": CONSIDERED} | more
    return propose(every, Counter(sampled), **said)


ALIKE = [child(f"C{at:02}", gender="girl", disability="not_disabled") for at in range(18)]
DISABLED = [child("D1", gender="girl", disability="disabled"), child("D2", gender="girl", disability="disabled")]


def test_a_group_with_nobody_in_the_sample_comes_first_with_its_reason():
    there = {("gender", "girl"): 5, ("disability", "not_disabled"): 5}
    first, second = picked([*ALIKE, *DISABLED], there, sample_size=5)
    assert first.candidate in DISABLED
    assert first.why[0] == (("disability", "disabled"), 2, 0)
    assert second.candidate in ALIKE


def test_the_shares_of_a_proposal_come_near_those_of_the_list():
    """Of 300 children: 60% girls, 10% disabled. Nobody is in the sample yet."""
    dice = random.Random(1)
    every = [
        child(
            f"C{at:03}",
            gender=dice.choice(["girl"] * 6 + ["boy"] * 4),
            disability=dice.choice(["disabled"] + ["not_disabled"] * 9),
        )
        for at in range(300)
    ]
    found = [each.candidate for each in picked(every, size=20)]
    assert len({each.reference for each in found}) == 20
    for group in (("gender", "girl"), ("disability", "disabled")):
        of_list = sum(group in each.keys for each in every) / 300
        assert abs(sum(group in each.keys for each in found) / 20 - of_list) <= 0.06


def test_the_same_seed_picks_the_same_whatever_the_order_of_the_list():
    every = [*ALIKE, *DISABLED]
    again = list(reversed(every))
    assert picked(every, size=6) == picked(again, size=6)
    assert len({tuple(each.candidate.reference for each in picked(every, size=6, seed=seed)) for seed in range(5)}) > 1
    assert len(picked(DISABLED, size=60)) == 2


def test_of_a_row_reference_and_groups_are_read_and_nothing_else():
    rows = [
        {"case_id": "C1", "child_id": "K1", "case_name": "Robin Whinchat", "date_of_birth": "2015-04-03"},
        {"case_id": "C1", "child_id": "K2", "gender": "n/k", "lead_application": "Something", "case_type": "s7"},
        {"case_id": "Robin Whinchat", "child_id": ""},
        {"case_id": "C1", "child_id": "K1"},
    ]
    lines = read(listed(*rows), FIELDS, ANNEX)
    found, passed_over = candidates(lines, FIELDS, SEPTEMBER, TODAY)
    assert [each.reference for each in found] == ["C1/K1", "C1/K2"]
    assert passed_over == 2
    assert found[0].groups == {
        "law_type": "public", "age": "age_10", "gender": "girl", "disability": "not_disabled", "ethnicity": "white",
        "service_area": "A1", "delay": "delayed", "audited": "not_audited",
    }  # fmt: skip
    assert "gender" not in found[1].groups
    assert [each.proceeding for each in found] == ["care_supervision", "contact_residence"]
    assert "Whinchat" not in str(found)


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def text(response):
    return " ".join(response.content.decode().split())


CASES = [
    {"disability": "Y" if at < 4 else "N", "gender": "FM"[at % 2], "case_name": f"Whinchat {at}"} for at in range(30)
]


@pytest.mark.django_db
def test_lead_and_analyst_propose_and_take_and_nobody_else_is_kept(cast, as_, inspection):
    with giving.at_work():
        lead, new, shown = (
            as_(cast.lead),
            page(inspection, "sample_proposal_create"),
            page(inspection, "sample_proposal"),
        )
        assert send(lead, new, size="5").status_code == 403
        sampling.list_sent(inspection, cast.link_person, *CASES)
        for wrong in ("", "0", "61", "many"):
            assert "size" in errors(send(lead, new, size=wrong)), wrong
        assert send(lead, new, size="6", seed="42").status_code == 302
        assert not SampleProposal.objects.exists()
        assert "Waiting to start" in text(lead.get(shown))
        run_queued()
        assert "Waiting to start" not in text(lead.get(shown))
        first = SampleProposal.objects.get()
        assert len(first.picks) == 6
        assert first.picks[1]["why"][0] == "Disabled: 4 of 30 in the list, none in the sample"
        assert "Whinchat" not in str(first.picks)
        assert not AnnexReading.objects.exists()
        assert send(as_(cast.analyst), new, size="6", seed="42").status_code == 302
        run_queued()
        assert SampleProposal.objects.get().picks == first.picks
        read_by_lead = text(lead.get(shown))
        assert "To repeat it: 42" in read_by_lead
        assert first.picks[5]["reference"] in read_by_lead
        assert not SampledChild.objects.exists()
        assert "references" in errors(send(lead, shown))
        wanted = [each["reference"] for each in first.picks[:2]]
        assert send(lead, shown, references=wanted).status_code == 302
        assert sorted(SampledChild.objects.values_list("reference", flat=True)) == sorted(wanted)
        made = SampledChild.objects.get(reference=wanted[1])
        assert (made.reason, made.law_type, made.proceeding) == ("spread", "public", "care_supervision")
        assert made.reason_text.startswith("Disabled: 4 of 30")
        assert made.reason_text.endswith("in the sample")
        assert [each.reference for each in lead.get(shown).context["free"]] == [
            each["reference"] for each in first.picks[2:]
        ]
        assert as_(cast.deputy).post(new, unopened()).status_code == 403
        assert as_(cast.team_inspector).get(shown).status_code == 404


@pytest.mark.django_db
@pytest.mark.rule("SAMPLE-06", part="a proposal may be of children with marked delay alone")
def test_a_proposal_may_be_of_marked_delay_alone(cast, inspection):
    """The version of April 2024 borrows columns without a start of the case: nobody is known to be delayed."""
    every = [child("C1", delay="delayed"), child("C2", delay="in_time"), child("C3", delay="delayed")]
    among = [each for each in every if actions.DELAYED in each.keys]
    assert {each.candidate.reference for each in picked(every, among=among, size=9)} == {"C1", "C3"}
    with giving.at_work():
        sampling.list_sent(inspection, cast.link_person, *CASES)
        with pytest.raises(actions.Invalid, match="Nobody of the list is left"):
            actions.make_proposal(inspection, size=3, only_delayed=True, by=cast.lead)


@pytest.mark.django_db
def test_the_job_says_why_nobody_could_be_proposed_and_keeps_what_stood(cast, as_, inspection):
    """Nobody is delayed in this list; the proposal before stands, and the page says what went wrong."""
    with giving.at_work():
        sampling.list_sent(inspection, cast.link_person, *CASES)
        before = actions.make_proposal(inspection, size=3, by=cast.lead)
        lead = as_(cast.lead)
        new, shown = (page(inspection, name) for name in ("sample_proposal_create", "sample_proposal"))
        send(lead, new, size="3", only_delayed="on")
        run_queued()
        assert Job.objects.get(kind="sample_proposal").state == "failed"
        assert "Nobody of the list is left who fits." in text(lead.get(shown))
        assert SampleProposal.objects.get().picks == before.picks


@pytest.mark.django_db
def test_a_list_that_was_destroyed_meanwhile_leaves_no_proposal(cast, as_, inspection):
    with giving.at_work():
        sampling.list_sent(inspection, cast.link_person, *CASES)
        send(as_(cast.lead), page(inspection, "sample_proposal_create"), size="3")
        destroy(ListCheck.objects.get().upload, reason="Over.", by=cast.lead)
        run_queued()
    assert Job.objects.get(kind="sample_proposal").error == "The list was destroyed."
    assert not SampleProposal.objects.exists()


def test_every_proceeding_that_a_list_may_say_is_of_the_scope():
    for code in ("2024-04-05", "2024-12-17", "2025-09-30"):
        pinned = version(code)
        known = {each.code for each in pinned.scope.items if each.law_type in ("public", "private")}
        assert {each.code for each in pinned.files.sample.listed_proceedings} <= known
