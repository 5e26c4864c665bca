"""Case evaluations: one child's case on one page, closed by whoever wrote it, never graded, cited as notes are."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence import cases, chain
from evidence.actions.agreement import withdraw
from evidence.actions.capture import OpReused, append
from evidence.actions.closing import close
from evidence.export.page import page_of as readable
from evidence.export.rows import rows_of
from evidence.models import CaseClosing, Document, Head, Revision
from evidence.queries import coverage
from evidence.queries.cases import Count, counted, lengths, overview
from evidence.queries.verifying import first_broken
from framework.versions import all_versions, version
from govuk.forms import date_data
from information.actions import further, lines, sample
from information.models import FurtherRequest, LineOfEnquiry
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import page_of, send, url
from tests.evidence.stages import case, closed, individual, note, sampled
from tests.inspections.forms import errors
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
FIRST, LAST = date(2023, 9, 1), date(2024, 1, 10)
LOOKED = {**date_data("practice_from", FIRST), **date_data("practice_to", LAST), "sources": ["record", "child"]}
TYPED: dict[str, Any] = {"reference": "PU-01", **LOOKED, "strengths": "The child was prepared."}


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def law_of(inspection: Inspection, law: str) -> Any:
    return next(each for each in overview(inspection).laws if each.code == law)


def said(inspection: Inspection, law: str) -> dict[str, str]:
    groups = counted(law_of(inspection, law), version(inspection.framework_version))
    return {each.label: f"{each.n} of {each.of}" for _, rows in groups for each in rows}


def lacking(revision: Revision) -> str:
    return ", ".join(cases.lacks(revision.facts, revision.source, revision.area))


def test_a_case_is_evaluated_on_one_page(cast: Cast, as_: As, inspection: Inspection) -> None:
    """From the child's page: what the sample knows is shown, what is typed is kept, and it is closed by its writer."""
    child = sampled(inspection, "PU-01", cast.lead)
    child.characteristics = {"gender": "girl", "audited": "audited"}
    child.save()
    client = as_(cast.team_inspector)
    page = text(client.get(url(inspection, "sampled_child", pk=child.pk)))
    new = url(inspection, "case_evaluation_create") + "?case=PU-01"
    assert f'href="{new}"' in page
    opened = client.get(new)
    assert opened.context["form"]["reference"].value() == "PU-01"
    assert opened.context["form"]["audited"].value() == "yes"
    assert "Girl, Audited" in text(opened)
    answer = send(client, new, **TYPED, weaknesses="No plan.", is_seen="alone", history="Known since 2021.")
    document = Document.objects.get(kind="case_evaluation")
    assert answer.url == page_of(document, "detail")
    shown = text(client.get(answer.url))
    for words in (
        "The child was prepared.",
        "No plan.",
        "Seen alone",
        "1 September 2023",
        "Case record, Child",
        "Girl",
    ):
        assert words in shown
    assert shown.index("History, apart from the findings") > shown.index("No plan.")
    edit = client.get(page_of(document, "edit")).context["form"]
    assert edit["is_seen"].value() == "alone"
    assert edit["practice_from"].value() == FIRST
    assert send(client, page_of(document, "edit"), **TYPED, is_seen="seen").status_code == 302
    assert Revision.objects.filter(document=document).count() == 2
    assert "answers, text" in text(client.get(page_of(document, "detail")))
    assert f"Evaluation by {cast.team_inspector}, open" in text(
        client.get(url(inspection, "sampled_child", pk=child.pk))
    )


def test_nothing_but_some_word_or_answer_is_compulsory(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, new = as_(cast.team_inspector), url(inspection, "case_evaluation_create")
    assert send(client, new).context["form"].errors["strengths"]
    assert send(client, new, is_seen="alone").status_code == 302
    found = Revision.objects.get(document__kind="case_evaluation")
    assert "the reference of the case" in lacking(found)
    page = text(client.get(page_of(found.document, "detail")))
    assert "To finish before this can be cited: the reference of the case, the practice period" in page


@pytest.mark.rule("DATA-01", part="the form of a case evaluation takes no name, address or day of birth")
def test_no_name_fits_into_the_form_of_a_case(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    for page, field in (("case_evaluation_create", "reference"), ("note_create", "case")):
        fields = set(client.get(url(inspection, page)).context["form"].fields)
        assert not {name for name in fields if "name" in name or "address" in name or "birth" in name}
        refused = send(client, url(inspection, page), **{field: "Mia Example"}, strengths="x", text="x")
        assert "no name" in refused.context["form"].errors[field][0]
        assert "Mia Example" in refused.content.decode()
    assert not Document.objects.exists()


@pytest.mark.rule("SAMPLE-03")
def test_a_case_is_never_graded(cast: Cast, as_: As, inspection: Inspection) -> None:
    """A rating in the words brings a warning that marks it; a grade as a field is refused, whoever sends it."""
    client, new = as_(cast.team_inspector), url(inspection, "case_evaluation_create")
    answer = send(client, new, **TYPED | {"strengths": "We graded good overall. A good letter."})
    page = text(client.get(answer.url))
    assert "“graded good overall”" in page
    assert "<mark>graded good overall</mark>" in page
    assert page.count("<mark>") == 1
    refused = send(client, new, **TYPED, grade="good")
    assert refused.status_code == 400
    assert "takes no grade" in text(refused)
    assert "The child was prepared." in text(refused)
    with pytest.raises(Invalid, match="has no grade"):
        case(inspection, cast.team_inspector, grade="good")
    with pytest.raises(TypeError, match="no field grade"):
        case(inspection, cast.team_inspector, fields={"grade": "good"})
    columns = {field.name for model in (Document, Revision, CaseClosing) for field in model._meta.fields}
    assert not {name for name in columns if "grade" in name or "score" in name}
    fields = set(client.get(new).context["form"].fields)
    assert not {name for name in fields if "grade" in name or "score" in name or "rating" in name}


@pytest.mark.rule("SAMPLE-08")
@pytest.mark.rule(
    "SAMPLE-08", part="older practice of a case counts only with the reason that it bears on the child now"
)
def test_practice_of_more_than_six_months_ago_needs_a_reason_and_does_not_count(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    """Notification on 22 January 2024: 21 July 2023 is historical, 22 July 2023 is not."""
    client = as_(cast.team_inspector)
    recent = case(inspection, cast.team_inspector, "PU-01", practice_from="2023-07-22")
    old = case(inspection, cast.team_inspector, "PU-02", practice_from="2023-07-21", bears_now=True)
    assert lacking(recent) == ""
    assert lacking(old) == "why older practice is looked at"
    with pytest.raises(Invalid, match="why older practice is looked at"):
        individual(inspection, cast.team_inspector, [old])
    reason = {"practice_reason": "A repeat application."}
    context = case(inspection, cast.team_inspector, "PU-03", practice_from="2023-07-21", parts=reason)
    with pytest.raises(Invalid, match="bears on the child"):
        individual(inspection, cast.team_inspector, [context])
    counting = case(inspection, cast.team_inspector, "PU-04", practice_from="2023-07-21", parts=reason, bears_now=True)
    individual(inspection, cast.team_inspector, [recent, counting])
    assert [each.reference for each in overview(inspection).children] == ["PU-01", "PU-04"]
    assert {each.reference for each in overview(inspection).left_out} == {"PU-02", "PU-03"}
    page = text(client.get(page_of(context.document, "detail")))
    assert "Historical, and does not count" in page
    form = text(client.get(url(inspection, "case_evaluation_create")))
    assert "Practice from 22 July 2023 on is contemporary." in form
    odd = case(inspection, cast.team_inspector, "PU-05", practice_from="2024-03-01", practice_to="2024-03-02")
    assert "not in the future" in lacking(odd)


@pytest.mark.rule("SAMPLE-09")
def test_history_stands_apart_and_is_counted_nowhere(cast: Cast, as_: As, inspection: Inspection) -> None:
    """A repeat application: the history of 2021 is context, and evidence totals do not know it."""
    client = as_(cast.team_inspector)
    sampled(inspection, "PR-01", cast.lead, "private")
    given = {"reference": "PR-01", **LOOKED, "history": "First order in 2021.", "history_ground": "repeat_application"}
    answer = send(client, url(inspection, "case_evaluation_create"), **given)
    found = Revision.objects.get(document__kind="case_evaluation")
    assert (found.words.parts["history"], found.words.parts["strengths"]) == ("First order in 2021.", "")
    page = text(client.get(answer.url))
    assert "A repeat application" in page
    assert "strengths, weaknesses or what it meant for the child" in page
    assert overview(inspection).children == []
    rows, elsewhere = coverage.grid(inspection, coverage.groups(inspection), overview(inspection).children)
    assert sum(row.case_evaluations for row in rows) + elsewhere == 0
    with pytest.raises(Invalid):
        individual(inspection, cast.team_inspector, [found])
    send(client, page_of(found.document, "edit"), **given, strengths="Prompt.")
    rows, _ = coverage.grid(inspection, coverage.groups(inspection), overview(inspection).children)
    assert {row.place.area: row.case_evaluations for row in rows if row.case_evaluations} == {"private": 1}


@pytest.mark.rule("SAMPLE-01")
def test_the_audited_share_is_shown(cast: Cast, as_: As, inspection: Inspection) -> None:
    audit = {"audited": "yes", "audited_on": "2023-12-01", "parts": {"audit_view": "Sound."}}
    for at in range(12):
        case(inspection, cast.team_inspector, f"PU-{at:02}", **(audit if at < 5 else {"audited": "no"}))
        child = sampled(inspection, f"PU-{at:02}", cast.lead)
        child.characteristics = {"audited": "audited" if at < 5 else "not_audited"}
        child.save()
    assert "5 of 12 audited" in text(as_(cast.lead).get(url(inspection, "case_evaluation_list")))
    assert "5 of 12 audited" in text(as_(cast.lead).get(url(inspection, "sample")))
    one = Document.objects.filter(revisions__source="PU-00").get()
    page = text(as_(cast.lead).get(page_of(one, "detail")))
    assert "1 December 2023" in page
    assert "Sound." in page


@pytest.mark.rule("SAMPLE-02")
def test_how_often_the_audit_is_agreed_with_is_advice_alone(cast: Cast, as_: As, inspection: Inspection) -> None:
    before = [sampled(inspection, f"PU-{at}", cast.lead) for at in range(7)]
    for at in range(5):
        agreement = "in_line" if at < 4 else "not_in_line"
        reason = {"agreement_reason": "It missed the delay."}
        case(inspection, cast.team_inspector, f"PU-{at}", audited="yes", agreement=agreement, parts=reason)
    case(inspection, cast.team_inspector, "PU-5", audited="no", agreement="partly")
    page = text(as_(cast.lead).get(url(inspection, "case_evaluation_list")))
    assert "80% in line" in page
    assert "nothing changes by itself" in page
    assert law_of(inspection, "private").agreement == ""
    assert [each.taken_out_at for each in before] == [None] * 7
    assert inspection.sampled_children.filter(taken_out_at=None).count() == 7
    one = Document.objects.filter(revisions__source="PU-4").get()
    assert "Not in line" in text(as_(cast.lead).get(page_of(one, "detail")))
    assert "It missed the delay." in text(as_(cast.lead).get(page_of(one, "detail")))


@pytest.mark.rule("SCOPE-01", part="a case evaluation tied to no proceeding is listed as unassigned and covers nothing")
def test_what_is_tied_to_no_proceeding_is_unassigned_and_covers_nothing(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    """Not in the sample, or in it without a proceeding: listed, and counted once the proceeding is known."""
    client = as_(cast.lead)
    strange = case(inspection, cast.team_inspector, "XX-1", law="")
    child = sampled(inspection, "XX-2", cast.lead, law="")
    case(inspection, cast.team_inspector, "XX-2", law="")
    page = client.get(url(inspection, "coverage"))
    listed = text(page)[text(page).index('id="unassigned"') :]
    assert "XX-1" in listed
    assert "XX-2" in listed
    assert sum(row.cells[1].number for row, _ in page.context["grid"]) == 0
    assert "a child of the sample whose proceeding is known" in lacking(strange)
    with pytest.raises(Invalid):
        individual(inspection, cast.team_inspector, [strange])
    sample.change_child(child, proceeding="care_supervision", reason="random", by=cast.lead)
    assert [each.reference for each in overview(inspection).children] == ["XX-2"]
    page = client.get(url(inspection, "coverage"))
    assert sum(row.cells[1].number for row, _ in page.context["grid"]) == 1
    sample.take_out(child, reason="Another case.", by=cast.lead)
    assert {each.reference for each in overview(inspection).unassigned} == {"XX-1", "XX-2"}


@pytest.mark.rule("SCOPE-01", part="what is tied to no proceeding counts for nothing, however complete it is")
def test_an_evaluation_without_a_law_does_not_count(cast: Cast, inspection: Inspection) -> None:
    case(inspection, cast.deputy, "XX-1", law="")
    case(inspection, cast.deputy, "PU-01")
    found = {each.reference: each for each in overview(inspection).cases}
    assert all(cases.serves(each.facts) for each in found.values())
    assert {reference: each.counts for reference, each in found.items()} == {"XX-1": False, "PU-01": True}


@pytest.mark.parametrize("law", ["private", "public"])
def test_its_area_is_the_law_of_its_child_whatever_was_sent(cast: Cast, inspection: Inspection, law: str) -> None:
    """As a form or a device may send it: another area, a heading and a finding."""
    other = {"area": "leaders", "heading": "Workforce", "finding": "strength"}
    made = case(inspection, cast.deputy, "PX-01", law=law, fields=other)
    assert (made.area, made.heading, made.finding) == (law, "", "")
    head = Head.objects.get(revision=made)
    assert (head.area, head.heading, head.finding) == (law, "", "")
    untied = case(inspection, cast.deputy, "XX-9", law="", fields=other)
    assert (untied.area, untied.heading) == ("", "")


@pytest.mark.rule("INSP-10")
def test_without_an_area_it_is_kept_and_listed_and_goes_into_no_summary(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    client = as_(cast.deputy)
    bare = note(inspection, cast.deputy, area="")
    untied = case(inspection, cast.deputy, "XX-1", law="")
    for revision in (bare, untied):
        page = text(client.get(url(inspection, f"{revision.document.kind}_list") + "?to_finish=1"))
        assert page_of(revision.document, "detail") in page
        with pytest.raises(Invalid):
            individual(inspection, cast.deputy, [revision])
    assert not Document.objects.filter(kind="individual_summary").exists()
    grid = client.get(url(inspection, "coverage")).context
    assert sum(cell.number for row, _ in grid["grid"] for cell in row.cells) == 0
    assert grid["elsewhere"] == 1


# Prompts by law


def test_only_the_prompts_of_the_law_are_asked(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    asked = {}
    for law, reference in (("private", "PR-01"), ("public", "PU-01")):
        sampled(inspection, reference, cast.lead, law)
        new = url(inspection, "case_evaluation_create") + f"?case={reference}"
        fields = set(client.get(new).context["form"].fields)
        asked[law] = {name for name in fields if name.startswith("is_")}
        assert ("shared_reason" in fields) == (law == "private")
    both = set(client.get(url(inspection, "case_evaluation_create")).context["form"].fields)
    prompts = version(inspection.framework_version).case_evaluation.prompts
    for law, names in asked.items():
        assert names == {f"is_{each.code}" for each in prompts if law in each.laws}
        assert names <= both
    for pinned in all_versions():
        areas = {each.code: each.area for each in pinned.criteria}
        for each in pinned.case_evaluation.prompts:
            assert {areas[code] for code in each.criteria} == set(each.laws) or each.code == "seen_reason"


@pytest.mark.rule("CRIT-16")
def test_a_child_not_seen_in_public_law_needs_the_reason_answered(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    unseen = case(inspection, cast.team_inspector, "PU-01", answers={"seen": "not_seen"})
    page = text(client.get(page_of(unseen.document, "closing")))
    assert "did Cafcass record the reason? (CRIT-16)" in page
    with pytest.raises(NotAllowed, match="did Cafcass record the reason"):
        close(unseen.document, opened=unseen, by=cast.team_inspector)
    closed(inspection, cast.team_inspector, "PU-02", "public", answers={"seen": "not_seen", "seen_reason": "no"})
    closed(inspection, cast.team_inspector, "PU-03", "public")
    closed(inspection, cast.team_inspector, "PR-01", "private", answers={"seen": "not_seen"})
    assert said(inspection, "public")["Was the child seen? Not seen"] == "2 of 3"
    assert said(inspection, "public")["Was the child seen? Seen alone"] == "1 of 3"
    assert said(inspection, "private")["Was the child seen? Not seen"] == "1 of 1"
    listed = text(as_(cast.lead).get(url(inspection, "case_evaluation_list")))
    assert "Was the child seen? Not seen: 2 of 3" in listed


@pytest.mark.rule("CRIT-17")
def test_the_private_law_prompts_left_open_are_listed_before_closing(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    prompts = [each for each in version(inspection.framework_version).case_evaluation.prompts if each.rule == "CRIT-17"]
    none = dict.fromkeys((each.code for each in prompts), "")
    private = case(inspection, cast.team_inspector, "PR-01", "private", answers=none)
    page = text(as_(cast.team_inspector).get(page_of(private.document, "closing")))
    open_ones = [each for each in prompts if each.code != "letter_date"]
    assert len(open_ones) == 5
    assert all(f"{each.label} (CRIT-17)" in page for each in open_ones)
    answers = none | dict.fromkeys((each.code for each in open_ones), "na") | {"letter_sent": "yes"}
    dated = case(inspection, cast.team_inspector, "PR-02", "private", answers=answers)
    with pytest.raises(NotAllowed, match="Date of the safeguarding letter"):
        close(dated.document, opened=dated, by=cast.team_inspector)
    closed(inspection, cast.team_inspector, "PR-03", "private", answers=answers | {"letter_date": "2023-11-01"})
    closed(inspection, cast.team_inspector, "PR-04", "private", answers=answers | {"letter_sent": "na"})
    closed(inspection, cast.team_inspector, "PU-01", "public")


@pytest.mark.rule("CRIT-18")
def test_shared_but_not_recorded_is_counted_in_private_law_alone(cast: Cast, inspection: Inspection) -> None:
    answers = [
        {"shared": "yes", "shared_recorded": "no"},
        {"shared": "yes", "shared_recorded": "yes"},
        {"shared": "na"},
    ]
    for at, each in enumerate(answers):
        case(inspection, cast.team_inspector, f"PR-{at}", "private", answers=each)
    case(inspection, cast.team_inspector, "PU-1", "public", answers=answers[0])
    assert said(inspection, "private")["Shared but not recorded"] == "1 of 2"
    assert not [label for label in said(inspection, "public") if "hared" in label]
    why = {"shared_reason": "The parent was not safe."}
    kept = case(inspection, cast.team_inspector, "PR-9", "private", answers={"shared": "no"}, parts=why)
    assert kept.words.parts["shared_reason"] == "The parent was not safe."


@pytest.mark.rule("CRIT-19")
def test_length_bands_are_counted_and_causes_split(cast: Cast, as_: As, inspection: Inspection) -> None:
    causes: list[list[str]] = [["court"], ["court", "agency"], ["cafcass"]]
    for at, cause in enumerate(causes):
        answers = {"length": "weeks_100", "delay_cause": cause, "delay_challenged": "yes", "delay_avoidable": "during"}
        case(inspection, cast.team_inspector, f"PU-{at}", answers=answers)
    case(inspection, cast.team_inspector, "PR-1", "private", answers={"length": "weeks_0", "delay": "filing"})
    found = {label: (n, causes) for label, n, causes in lengths(overview(inspection), version("2024-04-05"))}
    assert found["100 weeks or more"] == (3, [Count("Cafcass", 1), Count("The court", 2), Count("Another agency", 1)])
    assert [n for n, _ in found.values()] == [1, 0, 0, 3]
    page = text(as_(cast.lead).get(url(inspection, "case_evaluation_list")))
    assert "100 weeks or more: 3 (Cafcass 1, The court 2, Another agency 1)" in page
    assert said(inspection, "private")["Where was there delay? In filing by the court’s date"] == "1 of 1"
    assert said(inspection, "public")["Did Cafcass challenge the delay of others? Yes"] == "3 of 3"


@pytest.mark.rule("CRIT-20")
def test_thin_handovers_are_counted_of_the_cases_that_ended(cast: Cast, as_: As, inspection: Inspection) -> None:
    handovers = ["lacks_detail"] * 4 + ["sufficient"] * 5 + ["none"] + ["not_ended"] * 2
    for at, handover in enumerate(handovers):
        answers = {"iro_handover": handover, "iro_involved": "yes"}
        case(inspection, cast.team_inspector, f"PU-{at:02}", answers=answers)
    assert said(inspection, "public")["Handover lacks detail, of cases that have ended"] == "4 of 10"
    page = text(as_(cast.lead).get(url(inspection, "case_evaluation_list")))
    assert "Handover lacks detail, of cases that have ended: 4 of 10" in page
    assert not [label for label in said(inspection, "private") if "andover" in label]


@pytest.mark.rule("CRIT-21")
def test_court_practice_is_compared_with_the_reference_of_its_law(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, outline, direction = as_(cast.team_inspector), "Public Law Outline", "Practice Direction 12B"
    for law, reference, wanted, other in (
        ("public", "PU-01", outline, direction),
        ("private", "PR-01", direction, outline),
    ):
        sampled(inspection, reference, cast.lead, law)
        page = text(client.get(url(inspection, "case_evaluation_create") + f"?case={reference}"))
        assert wanted in page
        assert other not in page
        seen = case(inspection, cast.team_inspector, reference, law, answers={f"court_{law}": "in_line"})
        assert wanted in text(client.get(page_of(seen.document, "detail")))


@pytest.mark.rule("INSP-03")
def test_who_was_spoken_to_is_recorded_and_nobody_needs_a_reason(cast: Cast, as_: As, inspection: Inspection) -> None:
    """By role, when and how; for a child in care the independent reviewing officer too, who may be not contacted."""
    client = as_(cast.team_inspector)
    sampled(inspection, "PU-01", cast.lead)
    sampled(inspection, "PR-01", cast.lead, "private")
    fields = client.get(url(inspection, "case_evaluation_create") + "?case=PU-01").context["form"].fields
    assert "not_contacted" in dict(fields["way_iro"].choices)
    private = client.get(url(inspection, "case_evaluation_create") + "?case=PR-01").context["form"].fields
    assert "way_iro" not in private
    assert {"way_fca", "way_guardian", "way_manager", "way_social_worker", "way_other"} <= set(private)
    typed = TYPED | {"is_seen": "alone", "way_iro": "not_contacted"}
    send(client, url(inspection, "case_evaluation_create"), **typed)
    silent = Revision.objects.get(document__kind="case_evaluation")
    with pytest.raises(NotAllowed, match="who was spoken to, or why nobody was"):
        close(silent.document, opened=silent, by=cast.team_inspector)
    spoken = typed | {"way_guardian": "phone", **date_data("on_guardian", date(2024, 2, 5))}
    send(client, page_of(silent.document, "edit"), **spoken)
    page = text(client.get(page_of(silent.document, "detail")))
    assert "Contact: Children’s guardian" in page
    assert "By telephone, Monday 5 February 2024" in page
    latest = silent.document.revisions.latest("id")
    close(silent.document, opened=latest, by=cast.team_inspector)
    why = {"nobody_reason": "Everybody has left."}
    closed(inspection, cast.team_inspector, "PR-01", "private", contacts={}, parts=why)


@pytest.mark.rule("SAMPLE-06")
def test_the_evaluation_says_why_the_child_was_chosen(cast: Cast, as_: As, inspection: Inspection) -> None:
    """For line L1: the page of the line lists it and its evaluation says so; nobody is in it without a reason."""
    client = as_(cast.lead)
    lines.set_line(inspection, title="How delay is managed", theme="Delay", by=cast.lead)
    given = {"proceeding": "care_supervision", "reason": "line", "line": LineOfEnquiry.objects.get()}
    sample.add_child(inspection, reference="PU-01", **given, by=cast.lead)
    made = case(inspection, cast.team_inspector, "PU-01")
    assert "Children in the sample: PU-01" in text(client.get(url(inspection, "line_list")))
    assert "L1 How delay is managed" in text(client.get(page_of(made.document, "detail")))
    for reason in ("", "nonsense"):
        with pytest.raises(Invalid):
            sample.add_child(inspection, reference="PU-02", reason=reason, by=cast.lead)
    sample.add_child(inspection, reference="PU-03", proceeding="care_supervision", reason="delay", by=cast.lead)
    late = case(inspection, cast.team_inspector, "PU-03")
    assert "Marked delay" in text(client.get(page_of(late.document, "detail")))


# Closing


def test_whoever_wrote_it_the_lead_or_a_deputy_closes_it_and_a_change_opens_it(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    mine = case(inspection, cast.team_inspector)
    page = page_of(mine.document, "closing")
    assert as_(cast.second_team_inspector).get(page).status_code == 403
    with pytest.raises(NotAllowed):
        close(mine.document, opened=mine, by=cast.second_team_inspector)
    assert "Close it" in text(as_(cast.lead).get(page))
    assert send(as_(cast.team_inspector), page).status_code == 302
    assert Head.objects.get(document=mine.document).agreed
    shown = text(as_(cast.lead).get(page_of(mine.document, "detail")))
    assert f"Closed by {cast.team_inspector}" in shown
    assert page not in shown
    with pytest.raises(NotAllowed, match="is closed"):
        close(mine.document, opened=mine, by=cast.lead)
    send(as_(cast.team_inspector), page_of(mine.document, "edit"), **TYPED)
    assert not Head.objects.get(document=mine.document).agreed
    latest = mine.document.revisions.latest("id")
    with pytest.raises(NotAllowed, match="newer version"):
        close(mine.document, opened=mine, by=cast.lead)
    withdraw(mine.document, reason="A wrong case.", by=cast.lead)
    with pytest.raises(NotAllowed, match="withdrawn"):
        close(mine.document, opened=latest, by=cast.lead)


def test_only_a_case_evaluation_is_closed_and_never_unclosed(cast: Cast, inspection: Inspection) -> None:
    done = closed(inspection, cast.team_inspector, "PU-01", "public")
    seen = note(inspection, cast.deputy)
    for change in (
        lambda: CaseClosing.objects.create(revision=seen, by=cast.deputy),
        lambda: CaseClosing.objects.all().delete(),
        lambda: CaseClosing.objects.update(by=cast.lead),
        lambda: Revision.objects.filter(pk=done.pk).update(facts={}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# In the record


def test_a_summary_rests_on_its_writers_own_case_evaluations(cast: Cast, as_: As, inspection: Inspection) -> None:
    mine = case(inspection, cast.deputy)
    offered = text(as_(cast.deputy).get(url(inspection, "individual_summary_create")))
    assert "Case PU-01 · Public law practice" in offered or "Case PU-01 ·" in offered
    summary = individual(inspection, cast.deputy, [mine, note(inspection, cast.deputy)])
    page = text(as_(cast.lead).get(page_of(summary.document, "detail")))
    assert page_of(mine.document, "detail") in page
    assert "The child was prepared." in page
    assert page_of(summary.document, "detail") in text(as_(cast.lead).get(page_of(mine.document, "detail")))
    assert Head.objects.get(document=mine.document).taken
    with pytest.raises(Invalid, match="your own"):
        individual(inspection, cast.lead, [mine])
    send(as_(cast.deputy), page_of(mine.document, "edit"), **TYPED)
    assert "changed since" in text(as_(cast.lead).get(page_of(summary.document, "detail")))


def test_it_is_found_by_its_words_and_its_reference(cast: Cast, as_: As, inspection: Inspection) -> None:
    found = case(inspection, cast.deputy, parts={"weaknesses": "Whinchat letters."})
    for asked in ("q=whinchat", "source=PU-01", "kind=case_evaluation"):
        page = text(as_(cast.lead).get(url(inspection, "evidence_search") + f"?{asked}"))
        assert page_of(found.document, "detail") in page
        assert "Case evaluation" in page


def test_it_is_in_the_export_and_its_chain_holds_the_answers(cast: Cast, inspection: Inspection) -> None:
    done = closed(inspection, cast.deputy, "PU-01", "public")
    note(inspection, cast.deputy, facts={"proceeding": ""})
    rows = rows_of(inspection)
    row = next(each for each in rows if each["type"] == "revision" and each["id"] == done.pk)
    assert row["entry"]["facts"]["answers"] == {"seen": "alone"}
    assert chain.link_of(chain.FIRST, row["entry"]) == row["chain"] == done.chain
    assert "facts" not in next(each for each in rows if each["type"] == "revision" and each["id"] != done.pk)["entry"]
    section = next(found for title, found in readable(rows)["sections"] if title == "Case evaluations")
    assert ("Was the child seen?", "Seen alone") in section[0].saved[0].facts
    assert section[0].said[0].startswith(f"Closed as revision {done.pk} by {cast.deputy}")
    assert first_broken(inspection) is None


def test_the_same_saving_twice_is_one_and_other_answers_are_told_apart(cast: Cast, inspection: Inspection) -> None:
    sampled(inspection, "PU-01", cast.lead)
    op = uuid4()
    parts = dict.fromkeys(stages.CASE_PARTS, "") | stages.CASE_WORDS
    given = {"kind": "case_evaluation", "op": op, "by": cast.deputy, "parts": parts, "fields": {"source": "PU-01"}}
    first = append(inspection, **given, facts=stages.LOOKED_AT)
    assert append(inspection, **given, facts=json.loads(json.dumps(stages.LOOKED_AT))) == first
    with pytest.raises(OpReused):
        append(inspection, **given, facts={**stages.LOOKED_AT, "audited": "no"})
    assert Revision.objects.count() == 1


def test_two_evaluations_of_one_child_count_once(cast: Cast, inspection: Inspection) -> None:
    case(inspection, cast.deputy)
    done = closed(inspection, cast.team_inspector, "PU-01", "public")
    case(inspection, cast.lead)
    counting = law_of(inspection, "public").cases
    assert [(each.pk, each.closed) for each in counting] == [(done.document_id, True)]


# Closing while a request on the case is open


def asked_about(inspection: Inspection, cast: Cast, reference: str) -> FurtherRequest:
    child = {"kind": "child", "case_ref": reference, "child_reason": "cannot_find"}
    return further.draft_request(inspection, **child, what="The last plan", reason="Not in the file", by=cast.lead)


def closing_page(client: Client, revision: Revision, **typed: str) -> Any:
    return send(client, page_of(revision.document, "closing"), version=revision.pk, **typed)


@pytest.mark.rule("DOC-06")
def test_closed_while_a_request_is_open_it_says_why_and_after_the_reply_what_the_inspector_thinks(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    request = asked_about(inspection, cast, "pu-07")
    asked_about(inspection, cast, "PU-08")
    early, later = (case(inspection, cast.deputy, "PU-07") for _ in range(2))
    client = as_(cast.deputy)
    assert errors(closing_page(client, early)) == {
        "open_reason": ["Enter why it is closed before Cafcass has answered"]
    }
    assert not CaseClosing.objects.exists()
    assert closing_page(client, early, open_reason="The fact is known from the court.").status_code == 302
    assert "before Cafcass had answered: The fact is known" in text(client.get(page_of(early.document, "detail")))
    with clock.moved_to(clock.at(date(2024, 2, 8), 9)):
        reply = {"leader": "Director of operations", "text": "Here it is."}
        further.answer_request(request, [], **reply, by=cast.link_person)
        assert errors(closing_page(client, later)) == {"view_after": ["Enter your view after the reply"]}
        assert closing_page(client, later, view_after="The plan was there all along.").status_code == 302
        shown = text(client.get(reverse("further_request", args=[inspection.ref, request.pk])))
    assert "Reply of Thu 8 Feb 2024" in shown
    assert "Director of operations" in shown
    assert "The plan was there all along." in shown
    assert CaseClosing.objects.get(revision=later).open_reason == ""


@pytest.mark.rule("DOC-06")
def test_the_action_refuses_as_well_and_without_a_request_asks_nothing(cast: Cast, inspection: Inspection) -> None:
    closed(inspection, cast.deputy, "PU-01", "public")
    asked_about(inspection, cast, "PU-07")
    made = case(inspection, cast.deputy, "PU-07")
    with pytest.raises(Invalid, match="before Cafcass has answered"):
        close(made.document, opened=made, open_reason=" ", by=cast.deputy)
    close(made.document, opened=made, open_reason="It is clear without.", by=cast.deputy)
    rows = [row for row in rows_of(inspection) if row["type"] == "closing"]
    assert [row.get("open_reason") for row in rows] == [None, "It is clear without."]
