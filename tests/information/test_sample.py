"""The sample: references with characteristics, tied to a proceeding, shared out, confirmed by the lead."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from files.models import OutgoingMail
from framework.versions import version
from information.actions import lines
from information.actions import sample as actions
from information.listing import spread as counting
from information.models import LineOfEnquiry, SampleConfirmed, SampledChild, SampledPractice
from information.queries.sample import sample_of
from information.queries.spread import spread
from information.rules import sample as rules
from inspections import actions as inspecting
from tests.information import giving, sampling
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send, unopened

pytestmark = pytest.mark.django_db
CHOSEN = {"reason": "random"}


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def new(client, inspection, **typed):
    return send(client, page(inspection, "sample_child_create"), **CHOSEN | typed)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.rule("SCOPE-01", part="a sampled child without a proceeding is unassigned and counts nowhere")
def test_a_child_without_a_proceeding_is_unassigned_and_counts_nowhere(cast, as_, inspection):
    with giving.at_work():
        lead = as_(cast.lead)
        sampling.add(inspection, "PU-01", cast.lead)
        assert new(lead, inspection, reference="XX-9", is_gender="girl").status_code == 302
        shown = lead.get(page(inspection, "sample"))
        found = shown.context["sample"]
        assert [row.child.reference for row in found.rows] == ["PU-01"]
        assert [row.child.reference for row in found.unassigned] == ["XX-9"]
        assert "1, and 1 unassigned" in text(shown)
        assert "no girls in the sample" in shown.context["gaps"]
        assert "proceeding" in errors(new(lead, inspection, reference="XX-10", law_type="public"))
    with pytest.raises(DatabaseError), transaction.atomic():
        SampledChild.objects.filter(reference="XX-9").update(law_type="public")
    with pytest.raises(DatabaseError), transaction.atomic():
        SampledChild.objects.filter(reference="PU-01").update(law_type="")


@pytest.mark.parametrize(
    ("reference", "proceeding", "law_type", "other"),
    [
        pytest.param("PU-01", "care_supervision", "public", "private", marks=pytest.mark.rule("SCOPE-02")),
        pytest.param("PR-01", "contact_residence", "private", "public", marks=pytest.mark.rule("SCOPE-03")),
        pytest.param("PU-02", "secure_s25", "public", "private", marks=pytest.mark.rule("SCOPE-04")),
    ],
)
def test_a_proceeding_has_its_law_type(cast, as_, inspection, reference, proceeding, law_type, other):
    with giving.at_work():
        lead, typed = as_(cast.lead), {"reference": reference, "proceeding": proceeding}
        refused = new(lead, inspection, **typed, law_type=other)
        assert f"this is {law_type} law" in errors(refused)["law_type"][0]
        assert reference in refused.content.decode()
        assert not SampledChild.objects.exists()
        assert new(lead, inspection, **typed, law_type=law_type).status_code == 302
        made = SampledChild.objects.get()
        assert (made.proceeding, made.law_type) == (proceeding, law_type)
        actions.take_out(made, reason="To enter it again", by=cast.lead)
        assert new(lead, inspection, **typed | {"reference": f"{reference}B"}).status_code == 302
    assert SampledChild.objects.get(reference=f"{reference}B").law_type == law_type


@pytest.mark.rule("SCOPE-04", part="its label names the section")
def test_secure_accommodation_names_its_section(cast, as_, inspection):
    with giving.at_work():
        assert "section 25, Children Act 1989" in text(as_(cast.lead).get(page(inspection, "sample_child_create")))
        made = sampling.add(inspection, "PU-02", cast.lead, proceeding="secure_s25")
        assert "section 25, Children Act 1989" in text(as_(cast.lead).get(page(inspection, "sampled_child", made.pk)))


@pytest.mark.rule("SCOPE-05")
def test_an_adoption_says_its_kind(cast, as_, inspection):
    with giving.at_work():
        lead, typed = as_(cast.lead), {"proceeding": "adoption"}
        assert errors(new(lead, inspection, reference="AD-1", **typed))["subtype"] == ["Choose the kind of adoption."]
        assert new(lead, inspection, reference="AD-1", **typed, subtype="relinquished_baby").status_code == 302
        assert SampledChild.objects.get(reference="AD-1").law_type == "public"
        assert "description" in errors(new(lead, inspection, reference="AD-2", **typed, subtype="other_adoption"))
        stepped = {"reference": "AD-3", **typed, "subtype": "step_parent", "law_type": "public"}
        assert "law_type_reason" in errors(new(lead, inspection, **stepped))
        assert new(lead, inspection, **stepped, law_type_reason="Joined with care").status_code == 302
        made = SampledChild.objects.get(reference="AD-3")
        assert (made.law_type, made.law_type_reason) == ("public", "Joined with care")


@pytest.mark.parametrize(
    ("reference", "proceeding"),
    [
        pytest.param("PR-03", "leave_to_remove", marks=pytest.mark.rule("SCOPE-06")),
        pytest.param("PR-04", "parental_order_surrogacy", marks=pytest.mark.rule("SCOPE-07")),
    ],
)
def test_a_default_law_type_may_differ_with_a_reason(cast, as_, inspection, reference, proceeding):
    with giving.at_work():
        lead, typed = as_(cast.lead), {"reference": reference, "proceeding": proceeding}
        assert "law_type_reason" in errors(new(lead, inspection, **typed, law_type="public"))
        assert new(lead, inspection, **typed).status_code == 302
    assert SampledChild.objects.get().law_type == "private"


@pytest.mark.rule("SCOPE-08")
def test_another_proceeding_is_for_the_lead_or_a_deputy(cast, as_, inspection):
    given = {"reference": "OT-1", "proceeding": "other", "law_type": "public", "reason": "met_on_site"}
    with giving.at_work():
        described = given | {"description": "Deprivation of liberty (High Court)"}
        for who in (cast.team_inspector, cast.analyst):
            refused = errors(new(as_(who), inspection, **described))["proceeding"][0]
            assert "Only the lead inspector or a deputy" in refused
        assert "description" in errors(new(as_(cast.lead), inspection, **given))
        assert new(as_(cast.lead), inspection, **described).status_code == 302
        assert new(as_(cast.deputy), inspection, **described | {"reference": "OT-2"}).status_code == 302
    assert SampledChild.objects.get(reference="OT-1").law_type == "public"


@pytest.mark.rule("DATA-01", part="the form of a sampled child takes no name, address or day of birth")
def test_no_name_fits_into_the_form_of_a_child(cast, as_, inspection):
    with giving.at_work():
        lead = as_(cast.lead)
        fields = set(lead.get(page(inspection, "sample_child_create")).context["form"].fields)
        assert not {name for name in fields if "name" in name or "address" in name or "birth" in name}
        for wrong in ("Mia", "Mia Example", "Mia Example 7", "<b>1</b>", "-1", "A" * 40 + "1"):
            assert "reference" in errors(new(lead, inspection, reference=wrong)), wrong
        assert new(lead, inspection, reference=" pr-104 ").status_code == 302
        assert SampledChild.objects.get().reference == "PR-104"
        again = errors(new(lead, inspection, reference="PR-104"))["reference"]
    assert again == ["PR-104 is in the sample already."]


@pytest.mark.rule("SAMPLE-04")
def test_a_group_of_the_list_with_nobody_in_the_sample_is_acknowledged(cast, as_, inspection):
    """40 disabled children in a list of 300, and none among the 20 of the sample."""
    with giving.at_work():
        lead, confirm = as_(cast.lead), page(inspection, "sample_confirm")
        every = [{"disability": "Y" if at < 40 else "N", "gender": "F"} for at in range(300)]
        sampling.list_sent(inspection, cast.link_person, *every)
        known = {"age": "age_5", "gender": "girl", "ethnicity": "white", "disability": "not_disabled"}
        for at in range(20):
            sampling.add(inspection, f"PU-{at:02}", cast.lead, characteristics=known)
        gap = "no disabled children in the sample, 40 of 300 in the list"
        shown = lead.get(page(inspection, "sample"))
        assert shown.context["gaps"] == [gap]
        assert "40 (13%)" in text(shown)
        refused = send(lead, confirm)
        assert gap in errors(refused)["acknowledged"][0]
        assert not SampleConfirmed.objects.exists()
        assert send(lead, confirm, acknowledged=[gap]).status_code == 302
        assert SampleConfirmed.objects.get().gaps == [gap]
        sampling.add(inspection, "PU-99", cast.lead, characteristics=known | {"disability": "disabled"})
        assert "acknowledged" not in lead.get(confirm).context["form"].fields


def test_before_there_is_a_list_every_group_that_the_framework_names_is_looked_for(cast, as_, inspection):
    with giving.at_work():
        lead, confirm = as_(cast.lead), page(inspection, "sample_confirm")
        for child in sampling.balanced(inspection, cast.lead):
            if child.characteristics.get("disability") == "disabled":
                disabled = child
        assert list(lead.get(confirm).context["form"].fields) == ["op", "version"]
        actions.take_out(disabled, reason="Not available", by=cast.lead)
        sampling.add(inspection, "PU-11", cast.lead, characteristics={**disabled.characteristics, "disability": ""})
        assert "no disabled children in the sample" in errors(send(lead, confirm))["acknowledged"][0]


@pytest.mark.rule("SAMPLE-05", part="the spread of the factors is shown by law type")
def test_the_spread_of_list_and_sample_is_counted_group_by_group(cast, as_, inspection):
    with giving.at_work():
        rows = [{"law_type": "Private", "service_area": "A2 South"}, {"ethnicity": "Asian British"}, {"gender": "n/k"}]
        sampling.list_sent(inspection, cast.link_person, *rows)
        sampling.add(inspection, "PU-1", cast.lead, service_area="a2", factors=["neglect"])
        sampling.add(inspection, "PU-2", cast.lead, characteristics={"gender": "girl"}, factors=["neglect", "abuse"])
        sampling.add(inspection, "PU-3", cast.lead)
        found = {shape.label: shape for shape in spread(inspection, sample_of(inspection))}
    said = {label: {bar.label: (bar.listed, bar.sampled) for bar in shape.bars} for label, shape in found.items()}
    assert said["Law type"] == {"Public law": (2, 3), "Private law": (1, 0)}
    assert said["Service area"] == {"A1": (2, 0), "A2": (1, 1), "Not known": (0, 2)}
    assert said["Gender"] == {"Girl": (2, 1), "Boy": (0, 0), "Another gender": (0, 0), "Not known": (1, 2)}
    assert said["Ethnicity"]["Asian or Asian British"] == (1, 0)
    factors = {"Abuse": (0, 1), "Neglect": (0, 2), "Exploitation": (0, 0), "Another factor": (0, 0)}
    assert said["Factors in public law"] == factors | {"Not known": (0, 1)}
    assert not found["Delay"].listed
    drawn = text(as_(cast.lead).get(page(inspection, "sample")))
    assert "Girl: list 67%, sample 33%" in drawn
    assert "Neglect: sample 67%" in drawn


def test_every_group_of_the_count_of_a_list_has_its_place_in_the_framework():
    """Else children of a list would be said to be of no known group."""
    words = version("2025-09-30").files.sample.dimensions
    placed = {(of.listed, name) for of in words for each in of.values for name in each.listed}
    bands = {("Age", name) for name, _, _ in counting.AGES} | {
        ("Length of the case", n) for n, _, _ in counting.LENGTHS
    }
    named = {("Gender", each) for each in counting.GENDERS.values()} | {("Age", counting.OLDER)}
    named |= {("Ethnicity", each) for _, each in counting.ETHNICITIES} | {
        ("Law type", each) for _, each in counting.LAWS
    }
    named |= {(of, each) for of in ("Disability", "Audited before") for each in (counting.YES, counting.NO)}
    assert placed == named | bands
    assert {of.listed for of in words} == set(counting.DIMENSIONS)


@pytest.mark.rule("SAMPLE-05")
def test_factors_differ_by_law_type_and_are_not_known_until_read(cast, as_, inspection):
    with giving.at_work():
        lead = as_(cast.lead)
        for child in sampling.balanced(inspection, cast.lead):
            actions.change_child(child, **sampling.PUBLIC, factors=["neglect"], by=cast.lead)
        assert new(lead, inspection, reference="PR-01", proceeding="contact_residence").status_code == 302
        made = SampledChild.objects.get(reference="PR-01")
        row = next(each for each in sample_of(inspection).rows if each.child == made)
        assert row.factors == []
        assert "Not known" in text(lead.get(page(inspection, "sampled_child", made.pk)))
        edit = page(inspection, "sample_child_edit", made.pk)
        typed = CHOSEN | {"proceeding": "contact_residence"}
        assert "factors_public" in errors(send(lead, edit, **typed, factors_public=["neglect"]))
        confirm = lead.get(page(inspection, "sample_confirm"))
        assert "Factors are not known for 1 of them." in text(confirm)
        gaps = [code for code, _ in confirm.context["form"].fields["acknowledged"].choices]
        send(lead, page(inspection, "sample_confirm"), acknowledged=gaps)
        assert SampleConfirmed.objects.get().without_factor == 1
        assert send(lead, edit, **typed, factors_private=["domestic_abuse"]).status_code == 302
        assert "Factors are not known for 0 of them." in text(lead.get(page(inspection, "sample_confirm")))
    made.refresh_from_db()
    assert made.factors == ["domestic_abuse"]
    pinned = version(inspection.framework_version).files.sample.factors
    assert {each.code for each in pinned if each.law_type == "public"} >= {"abuse", "neglect", "exploitation"}


@pytest.mark.rule("SAMPLE-06", part="a child is chosen for a reason, a line of enquiry among them")
def test_every_child_is_chosen_for_a_reason(cast, as_, inspection):
    with giving.at_work():
        lead = as_(cast.lead)
        assert "reason" in errors(new(lead, inspection, reference="PU-1", reason=""))
        assert "line" in errors(new(lead, inspection, reference="PU-1", reason="line"))
        assert "reason_text" in errors(new(lead, inspection, reference="PU-1", reason="other"))
        lines.set_line(inspection, title="How delay is managed", theme="Delay", by=cast.lead)
        line = LineOfEnquiry.objects.get()
        assert new(lead, inspection, reference="PU-1", reason="line", line=line.pk).status_code == 302
        assert "L1 How delay is managed" in text(lead.get(page(inspection, "sample")))
        assert "Children in the sample: PU-1" in text(lead.get(page(inspection, "line_list")))
        assert "PU-1" not in text(as_(cast.director).get(page(inspection, "line_list")))
    with pytest.raises(DatabaseError), transaction.atomic():
        SampledChild.objects.update(reason="")


OLD = {"day_day": "21", "day_month": "7", "day_year": "2023"}
RECENT = OLD | {"day_day": "22"}


@pytest.mark.rule("SAMPLE-08", part="the days of practice of a sampled child")
def test_practice_of_more_than_six_months_ago_asks_for_a_reason_and_does_not_count(cast, as_, inspection):
    with giving.at_work():
        made = sampling.add(inspection, "PU-01", cast.lead)
        lead, note = as_(cast.lead), page(inspection, "sample_practice", made.pk)
        refused = send(lead, note, **OLD)
        assert "older than it should be" in errors(refused)["reason"][0]
        assert 'value="2023"' in refused.content.decode()
        assert send(lead, note, **OLD, reason="A repeat application").status_code == 302
        assert send(lead, note, **RECENT).status_code == 302
        assert send(lead, note, **OLD, reason="Still shapes the plan", bears_now="on").status_code == 302
        found = list(SampledPractice.objects.order_by("id").values_list("day", "historical", "counts"))
        assert found == [
            (date(2023, 7, 21), True, False),
            (date(2023, 7, 22), False, True),
            (date(2023, 7, 21), True, True),
        ]
        shown = text(lead.get(page(inspection, "sampled_child", made.pk)))
        assert shown.count("Does not count for judgements") == 1
        assert "Historical practice" in text(lead.get(page(inspection, "sample")))
        late = {"day_day": "1", "day_month": "3", "day_year": "2024"}
        assert "day" in errors(send(lead, note, **late))
        first = SampledPractice.objects.first()
        assert send(lead, page(inspection, "sample_practice_take_back", first.pk)).status_code == 302
        assert "Historical practice" not in text(lead.get(page(inspection, "sample")))
    with pytest.raises(DatabaseError), transaction.atomic():
        SampledPractice.objects.filter(historical=True).update(reason="")


def test_children_are_shared_out_and_a_deputy_stays_within_the_pair(cast, as_, inspection):
    with giving.at_work():
        one, two = (sampling.add(inspection, f"PU-0{at}", cast.lead) for at in (1, 2))
        lead, share = as_(cast.lead), page(inspection, "sample_share_out")
        # The second team inspector is in no pair; the deputy is in one with the team inspector.
        far, near = cast.second_team_inspector.pk, cast.team_inspector.pk
        late = opened(as_(cast.deputy), share) | {f"child_{one.pk}": near}
        assert send(lead, share, **{f"child_{one.pk}": far}).status_code == 302
        assert as_(cast.deputy).post(share, late).status_code == 409
        one.refresh_from_db()
        assert one.inspector == cast.second_team_inspector
        refused = send(as_(cast.deputy), share, **{f"child_{one.pk}": near, f"child_{two.pk}": near})
        assert refused.status_code == 403
        assert "within their own pair" in text(refused)
        kept = {f"child_{one.pk}": far}
        assert send(as_(cast.deputy), share, **kept, **{f"child_{two.pk}": near}).status_code == 302
        two.refresh_from_db()
        assert two.inspector == cast.team_inspector
        assert "child" in str(errors(send(lead, share, **kept, **{f"child_{two.pk}": cast.qa_manager.pk})))
        assert as_(cast.team_inspector).get(share).status_code == 403


def test_whoever_acts_for_a_deputy_shares_out_in_that_deputys_pair(cast, inspection):
    acts = cast.second_team_inspector
    deputy, member = (inspection.members.get(person=each) for each in (cast.deputy, acts))
    with giving.at_work():
        child = sampling.add(inspection, "PU-01", cast.lead)
        assert rules.paired_with(acts, inspection) == {acts.pk}
        inspecting.let_act(deputy, member, first_day=clock.today(), reason="Ill", by=cast.scheduler)
        own = {acts.pk, cast.deputy.pk, cast.team_inspector.pk}
        assert rules.paired_with(acts, inspection) == own
        actions.share_out_children(inspection, {child.pk: cast.team_inspector}, by=acts)
    child.refresh_from_db()
    assert child.inspector == cast.team_inspector
    with clock.moved_to(giving.GIVEN_AT + timedelta(days=1)):
        assert rules.paired_with(acts, inspection) == {acts.pk}


def test_a_team_inspector_adds_what_was_met_on_site_and_changes_their_own(cast, as_, inspection):
    with clock.moved_to(stages.ON_SITE_AT):
        inspector = as_(cast.team_inspector)
        assert "reason" in errors(new(inspector, inspection, reference="PU-9"))
        assert new(inspector, inspection, reference="PU-9", reason="met_on_site").status_code == 302
        own, other = SampledChild.objects.get(), sampling.add(inspection, "PU-10", cast.lead)
        assert inspector.get(page(inspection, "sample_child_edit", own.pk)).status_code == 200
        assert inspector.get(page(inspection, "sample_child_edit", other.pk)).status_code == 403
        typed = unopened() | {"version": "1"} | CHOSEN
        assert inspector.post(page(inspection, "sample_child_edit", other.pk), typed).status_code == 403
        assert as_(cast.shadow).post(page(inspection, "sample_child_create"), unopened()).status_code == 403
        assert as_(cast.link_person).get(page(inspection, "sample")).status_code == 404


def test_two_who_change_a_child_at_once_lose_neither_text(cast, as_, inspection):
    with giving.at_work():
        made = sampling.add(inspection, "PU-01", cast.lead)
        edit, lead = page(inspection, "sample_child_edit", made.pk), as_(cast.lead)
        typed = CHOSEN | {"proceeding": "care_supervision"}
        first = opened(lead, edit)
        send(as_(cast.analyst), edit, **typed, service_area="Meanwhile North")
        late = lead.post(edit, first | typed | {"service_area": "Typed South"})
    assert late.status_code == 409
    assert "Typed South" in late.content.decode()
    assert "Meanwhile North" in late.content.decode()


def test_what_is_taken_out_counts_no_more_and_stays_readable(cast, as_, inspection):
    with giving.at_work():
        made, lead = sampling.add(inspection, "PU-01", cast.lead), as_(cast.lead)
        out = page(inspection, "sample_child_take_out", made.pk)
        assert "reason" in errors(send(lead, out, reason=""))
        assert send(lead, out, reason="Closed in 2020").status_code == 302
        assert sample_of(inspection).rows == []
        assert "Closed in 2020" in text(lead.get(page(inspection, "sample")))
        assert lead.get(page(inspection, "sample_child_edit", made.pk)).status_code == 403
    with pytest.raises(DatabaseError), transaction.atomic():
        SampledChild.objects.all().delete()


def test_cafcass_reads_the_references_once_the_lead_confirms_and_nothing_else(cast, as_, inspection):
    with giving.at_work():
        link, own, lead = as_(cast.link_person), page(inspection, "own_sample"), as_(cast.lead)
        for child in sampling.balanced(inspection, cast.lead):
            actions.change_child(child, **sampling.PUBLIC, factors=["neglect"], by=cast.lead)
        sampling.add(inspection, "ZZ-1", cast.lead, proceeding="")
        assert "PU-01" not in text(link.get(own))
        confirm = page(inspection, "sample_confirm")
        gaps = [code for code, _ in lead.get(confirm).context["form"].fields["acknowledged"].choices]
        assert as_(cast.deputy).post(confirm, unopened()).status_code == 403
        assert send(lead, confirm, acknowledged=gaps).status_code == 302
        shown = text(link.get(own))
        assert "PU-05" in shown
        assert "ZZ-1" not in shown
        assert "Neglect" not in shown
        assert "girl" not in shown.lower()
        (mail,) = OutgoingMail.objects.filter(subject="The cases that we look at")
        assert "PU-" not in mail.body
        sampling.add(inspection, "PU-77", cast.lead)
        assert "PU-77" not in text(link.get(own))
        assert "Changed since" in text(lead.get(page(inspection, "sample")))
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleConfirmed.objects.update(without_factor=0)


@pytest.mark.parametrize("name", ["sample", "sample_share_out"])
def test_one_child_and_sixty_cost_the_same_queries(cast, as_, inspection, name):
    lead = as_(cast.lead)

    def asked():
        lead.get(page(inspection, name))
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(page(inspection, name)).status_code == 200
        return len(captured)

    with giving.at_work():
        first = sampling.add(inspection, "PU-001", cast.lead)
        actions.note_practice(first, day=date(2024, 1, 2), by=cast.lead)
        few = asked()
        for at in range(2, 60):
            actions.note_practice(
                sampling.add(inspection, f"PU-{at:03}", cast.lead), day=date(2024, 1, 2), by=cast.lead
            )
        assert asked() == few <= 12
