"""The judgements: the hard rules in the form, in the action and in the database."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.utils.html import escape, strip_tags

from accounts import clock
from accounts.models import Event
from accounts.refusals import Invalid, NotAllowed, Stale
from evidence import grading
from evidence.actions.agreement import withdraw
from evidence.actions.judgement import agree_judgements, give_grade, reopen_judgements
from evidence.due import due
from evidence.models import Judgement, Rationale
from evidence.models.judgement import AREAS, GRADES
from evidence.queries import agreed_summaries, grades_for_report
from framework.versions import all_versions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import opened, send, url
from tests.evidence.stages import JUDGED_AT, grade, graded, with_agreed_summaries
from tests.inspections.stages import W1, fresh, join, plan

As = Callable[..., Client]
EXAMPLES = all_versions()[0].files.judgements.grading_examples
# The other rules of the truth table (CRIT-14, JUDG-07, JUDG-09) ask for boxes and confirmations: a later package.
OURS = {"G1", "G2", "G6"}
KEPT = [each for each in EXAMPLES if each.ok or each.note.split()[0] in OURS]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = with_agreed_summaries(cast)
    with clock.moved_to(JUDGED_AT):
        yield found


def stored(inspection: Inspection) -> dict[str, str | None]:
    found = Judgement.objects.get(inspection=inspection)
    return {area: getattr(found, area) for area in AREAS}


def post(client: Client, inspection: Inspection, area: str, code: str, **more: Any) -> Any:
    address = url(inspection, "judgement_edit", area=area)
    cites = [each.pk for each in agreed_summaries(inspection, None if area == "overall" else area)[:1]]
    return send(client, address, **({"grade": code, "text": f"Why {area}.", "cites": cites} | more))


def errors(answer: Any, field: str) -> str:
    assert answer.status_code == 400
    return " ".join(answer.context["form"].errors[field])


# JUDG-01, JUDG-02, JUDG-10, JUDG-11 on the form


@pytest.mark.rule("JUDG-01")
def test_overall_waits_for_the_three_areas_and_names_the_missing_one(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    graded(cast, inspection, {"private": "good", "public": "good"})
    said = errors(post(as_(cast.lead), inspection, "overall", "good"), "grade")
    assert "Impact of leaders" in said
    assert "private law" not in said
    assert stored(inspection)["overall"] is None
    graded(cast, inspection, {"leaders": "good"})
    assert post(as_(cast.lead), inspection, "overall", "good").status_code == 302
    page = as_(cast.lead).get(url(inspection, "judgement_detail")).content.decode()
    assert page.count('class="app-version"') == len(AREAS) == 4
    with pytest.raises(Error), transaction.atomic():
        Judgement.objects.update(leaders=None)


def test_overall_is_not_offered_before_the_areas_and_the_page_says_which_are_missing(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    graded(cast, inspection, {"private": "good", "public": "good"})
    edit = url(inspection, "judgement_edit", area="overall")
    sheet, form = (as_(cast.lead).get(each).content.decode() for each in (url(inspection, "judgement_detail"), edit))
    assert f'href="{edit}"' not in sheet
    assert "Not graded yet: Impact of leaders" in sheet
    assert "Not graded yet: Impact of leaders" in form
    assert 'name="grade"' not in form
    graded(cast, inspection, {"leaders": "good"})
    assert f'href="{edit}"' in as_(cast.lead).get(url(inspection, "judgement_detail")).content.decode()
    assert 'name="grade"' in as_(cast.lead).get(edit).content.decode()


def test_the_form_of_a_grade_shows_what_each_grade_means(cast: Cast, as_: As, inspection: Inspection) -> None:
    framework = all_versions()[0]
    page = as_(cast.lead).get(url(inspection, "judgement_edit", area="private")).content.decode()
    for criterion in framework.criteria_of("private"):
        assert f"{criterion.code} " in page
    for element in framework.descriptor("private", "outstanding").elements:
        assert escape(element) in page


@pytest.mark.rule("JUDG-02")
def test_only_the_four_grades_exist(cast: Cast, as_: As, inspection: Inspection) -> None:
    lead = as_(cast.lead)
    assert "one of the four grades" in errors(post(lead, inspection, "private", "satisfactory"), "grade")
    assert "Select a grade" in errors(post(lead, inspection, "private", ""), "grade")
    with pytest.raises(Invalid):
        grade(inspection, "private", "satisfactory", cast.lead)
    post(lead, inspection, "private", "requires_improvement")
    assert "Requires improvement to be good" in lead.get(url(inspection, "judgement_detail")).content.decode()
    for area in AREAS[:3]:
        with pytest.raises(Error), transaction.atomic():
            Judgement.objects.update(**{area: "satisfactory"})
    with pytest.raises(NotAllowed, match="All four grades"):
        agree_judgements(inspection, by=cast.lead)


@pytest.mark.rule("JUDG-10")
@pytest.mark.parametrize("practice", ["private", "public"])
def test_inadequate_practice_makes_overall_inadequate(
    cast: Cast, as_: As, inspection: Inspection, practice: str
) -> None:
    other = "public" if practice == "private" else "private"
    graded(cast, inspection, {practice: "inadequate", other: "outstanding", "leaders": "good"})
    for code in ("outstanding", "good", "requires_improvement"):
        said = errors(post(as_(cast.lead), inspection, "overall", code), "grade")
        assert f"{practice} law practice" in said
        assert f"{other} law practice" not in said
    assert post(as_(cast.lead), inspection, "overall", "inadequate").status_code == 302


@pytest.mark.rule("JUDG-10", part="a practice area that becomes inadequate later asks for overall again")
def test_practice_turning_inadequate_clears_overall_and_keeps_its_history(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    graded(cast, inspection, dict.fromkeys(AREAS, "good"))
    answer = as_(cast.lead)
    page = answer.get(post(answer, inspection, "private", "inadequate").url).content.decode()
    assert "asked for again: Overall effectiveness" in page
    assert "Why overall." in page
    found = stored(inspection)
    assert (found["private"], found["leaders"], found["overall"]) == ("inadequate", "good", None)
    assert Rationale.objects.get(area="overall").grade == "good"
    assert Event.objects.filter(verb="clear grade of overall", before="graded", after="not graded").count() == 1
    assert grades_for_report(inspection) == []


@pytest.mark.rule("JUDG-10", part="leaders' grade alone does not set overall")
def test_inadequate_leaders_alone_leave_overall_open(cast: Cast, inspection: Inspection) -> None:
    graded(cast, inspection, {"private": "good", "public": "good", "leaders": "inadequate"})
    assert stored(inspection)["overall"] is None
    grade(inspection, "overall", "requires_improvement", cast.lead)
    assert stored(inspection)["overall"] == "requires_improvement"


@pytest.mark.rule("JUDG-11")
def test_leaders_are_not_outstanding_beside_inadequate_practice(cast: Cast, as_: As, inspection: Inspection) -> None:
    graded(cast, inspection, {"public": "inadequate"})
    said = errors(post(as_(cast.lead), inspection, "leaders", "outstanding"), "grade")
    assert "Outstanding is not possible beside an inadequate practice judgement" in said
    for code in ("good", "requires_improvement", "inadequate"):
        assert post(as_(cast.lead), inspection, "leaders", code).status_code == 302


@pytest.mark.rule("JUDG-11", part="practice that becomes inadequate later asks for leaders again")
def test_practice_turning_inadequate_clears_outstanding_leaders_and_overall(cast: Cast, inspection: Inspection) -> None:
    graded(cast, inspection, stages.GOOD)
    assert grade(inspection, "public", "inadequate", cast.lead) == ["leaders", "overall"]
    found = stored(inspection)
    assert (found["leaders"], found["overall"]) == (None, None)


# The truth table of the framework


def test_the_truth_table_is_there() -> None:
    assert len(KEPT) >= 8
    assert {each.note.split()[0] for each in EXAMPLES if not each.ok} >= OURS | {"G3"}


@pytest.mark.rule("JUDG-01", "JUDG-02", "JUDG-10", "JUDG-11", part="the framework's own examples, pure")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.note)
def test_examples_against_the_pure_rules(example: Any) -> None:
    grades = {area: getattr(example, area) for area in AREAS}
    findings = [grading.finding(all_versions()[0], grades, area) for area in AREAS if grades[area]]
    broken = example.note.split()[0] in OURS | {"G3"} and not example.ok
    assert any(findings) == broken


@pytest.mark.rule("JUDG-01", "JUDG-02", "JUDG-10", "JUDG-11", part="the framework's own examples, by raw SQL")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.note)
def test_examples_against_the_database(cast: Cast, example: Any) -> None:
    """No form, no URL, no shell: raw SQL, QuerySet.update and bulk_create meet the same constraints."""
    inspection = plan(cast)
    values = {area: getattr(example, area) for area in AREAS}
    broken = example.note.split()[0] in OURS | {"G3"} and not example.ok
    columns = ", ".join(AREAS)
    sql = f"INSERT INTO {Judgement._meta.db_table} (inspection_id, version, {columns}) VALUES (%s, 1, %s, %s, %s, %s)"
    assert refused(lambda: raw(sql, [inspection.pk, *values.values()])) == broken
    Judgement.objects.get_or_create(inspection=inspection)
    again = dict.fromkeys(AREAS)
    Judgement.objects.update(**again)
    assert refused(lambda: Judgement.objects.update(**values)) == broken
    other = plan(cast, title="Another")
    assert refused(lambda: Judgement.objects.bulk_create([Judgement(inspection=other, **values)])) == broken


def raw(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(write: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            write()
    except Error:
        return True
    return False


def test_every_version_of_the_framework_fits_the_columns() -> None:
    for version in all_versions():
        assert tuple(each.code for each in version.grades) == GRADES
        assert {each.code for each in version.areas} == set(AREAS)


# JUDG-14


@pytest.mark.rule("JUDG-14")
@pytest.mark.parametrize("kind", ["focused_visit"])
def test_a_visit_has_no_judgements_anywhere(cast: Cast, as_: As, kind: str) -> None:
    """404 on every address and method for everybody, no link, no row: not by action, not by raw SQL."""
    visit = plan(cast, kind=kind, week=W1, title="A visit")
    join(cast, visit, cast.deputy, "deputy")
    with clock.moved_to(visit.made_at):
        lead = as_(cast.lead)
        addresses = [url(visit, name) for name in ("judgement_detail", "judgement_agreement", "judgement_reopening")]
        for address in [*addresses, *(url(visit, "judgement_edit", area=area) for area in AREAS)]:
            for client in (lead, as_(cast.deputy), as_(cast.director)):
                assert client.get(address).status_code == 404
                assert client.post(address, {"grade": "good"}).status_code == 404
                assert client.put(address).status_code == 404
        assert "judgements" not in lead.get(url(visit, "note_list")).content.decode()
        with pytest.raises(NotAllowed):
            give_grade(visit, "private", grade="good", text="Why.", cites=[], by=cast.lead)
        with pytest.raises(NotAllowed):
            agree_judgements(visit, by=cast.lead)
    assert refused(lambda: Judgement.objects.bulk_create([Judgement(inspection=visit)]))
    sql = f"INSERT INTO {Judgement._meta.db_table} (inspection_id, version) VALUES (%s, 1)"
    assert refused(lambda: raw(sql, [visit.pk]))
    assert refused(lambda: give_to_visit(cast, visit))
    assert not Judgement.objects.exists() or not Judgement.objects.filter(inspection=visit).exists()


def give_to_visit(cast: Cast, visit: Inspection) -> None:
    """A row made for an inspection and then moved to the visit."""
    row = Judgement.objects.create(inspection=plan(cast, title="An inspection"))
    Judgement.objects.filter(pk=row.pk).update(inspection=visit)


def test_rows_of_judgements_are_never_deleted(cast: Cast, inspection: Inspection) -> None:
    graded(cast, inspection, {"private": "good"})
    assert refused(lambda: raw(f"DELETE FROM {Judgement._meta.db_table}", []))
    assert refused(lambda: raw(f"UPDATE {Rationale._meta.db_table} SET grade = 'outstanding'", []))


# Nothing preselected, rationale, support


@pytest.mark.rule("JUDG-05")
def test_no_grade_is_preselected_or_suggested(cast: Cast, as_: As, inspection: Inspection) -> None:
    page = as_(cast.lead).get(url(inspection, "judgement_edit", area="private")).content.decode()
    assert page.count('name="grade"') == len(GRADES)
    assert "checked" not in page[page.index('name="grade"') : page.index('name="text"')]


@pytest.mark.rule("EVID-11", part="a judgement's rationale cites agreed shared summaries of its area")
def test_a_rationale_cites_agreed_summaries_of_its_own_area(cast: Cast, as_: As, inspection: Inspection) -> None:
    lead = as_(cast.lead)
    other = [each.pk for each in agreed_summaries(inspection, "public")]
    unagreed = stages.summed_up(inspection, cast.team_inspector)
    for cites in ([], other, [unagreed.pk], [987654]):
        answer = post(lead, inspection, "private", "good", cites=cites)
        assert "cites" in answer.context["form"].errors
        assert "Why private." in answer.content.decode()
    assert not Rationale.objects.exists()
    assert refused(lambda: cite_in_database(cast, inspection, unagreed.pk))


def cite_in_database(cast: Cast, inspection: Inspection, pk: int) -> None:
    from evidence.models import RationaleCitation

    judgement = Judgement.objects.get_or_create(inspection=inspection)[0]
    written = Rationale.objects.create(judgement=judgement, area="private", grade="good", text="x", author=cast.lead)
    RationaleCitation.objects.create(rationale=written, cited_id=pk)


def test_a_rationale_needs_words(cast: Cast, as_: As, inspection: Inspection) -> None:
    assert "Enter why" in errors(post(as_(cast.lead), inspection, "private", "good", text="  "), "text")


# Agreeing and reopening


@pytest.mark.rule("EVID-11", part="judgements are agreed only while each rests on a summary that stands agreed (N14)")
def test_agreeing_is_refused_when_a_cited_summary_is_open_again(cast: Cast, inspection: Inspection) -> None:
    graded(cast, inspection, stages.GOOD)
    from uuid import uuid4

    from evidence.actions.capture import append

    cited = agreed_summaries(inspection, "private").get()
    given = {"parts": stages.words("Changed."), "fields": {"area": "private"}}
    cites = [row.cited for row in cited.cites.all()]
    append(
        inspection,
        kind="shared_summary",
        op=uuid4(),
        by=cast.deputy,
        document=cited.document,
        parent=cited,
        cites=cites,
        **given,
    )
    with pytest.raises(NotAllowed, match="private law"):
        agree_judgements(inspection, by=cast.lead)
    assert Judgement.objects.get().agreed_at is None


def test_agreed_grades_change_only_after_reopening_with_a_reason(cast: Cast) -> None:
    inspection = stages.judged(cast)
    with clock.moved_to(JUDGED_AT):
        with pytest.raises(NotAllowed, match="Reopen"):
            grade(inspection, "private", "outstanding", cast.lead)
        with pytest.raises(Invalid):
            reopen_judgements(inspection, reason=" ", by=cast.lead)
        reopen_judgements(inspection, reason="A file was misread.", by=cast.lead)
        grade(inspection, "private", "outstanding", cast.lead)
    assert Event.objects.get(verb="reopen judgements").reason.text == "A file was misread."


def test_agreed_judgements_stay_after_the_draft_is_sent(cast: Cast) -> None:
    inspection = stages.judged(cast)
    Inspection.objects.update(state="draft_sent")
    with pytest.raises(NotAllowed, match="draft has been sent"):
        reopen_judgements(fresh(inspection), reason="Too late.", by=cast.lead)


@pytest.mark.rule("JUDG-01", part="an agreed grade does not change by raw SQL")
def test_the_database_keeps_agreed_grades(cast: Cast) -> None:
    inspection = stages.judged(cast)
    assert refused(lambda: Judgement.objects.update(private="requires_improvement"))
    sql = f"UPDATE {Judgement._meta.db_table} SET overall = 'requires_improvement', version = 99"
    assert refused(lambda: raw(sql, []))
    with clock.moved_to(JUDGED_AT):
        reopen_judgements(inspection, reason="New evidence", by=cast.lead)
        assert not refused(lambda: Judgement.objects.update(private="requires_improvement"))


def test_agreed_without_all_four_is_refused_by_the_database(cast: Cast, inspection: Inspection) -> None:
    graded(cast, inspection, {"private": "good"})
    assert refused(lambda: Judgement.objects.update(agreed_at=clock.now()))


def test_a_stale_grade_shows_both_texts_and_loses_neither(cast: Cast, as_: As, inspection: Inspection) -> None:
    lead, address = as_(cast.lead), url(inspection, "judgement_edit", area="private")
    stale = opened(lead, address)
    post(lead, inspection, "private", "good", text="Stored words.")
    cites = [each.pk for each in agreed_summaries(inspection, "private")]
    answer = lead.post(address, stale | {"grade": "outstanding", "text": "Typed words.", "cites": cites})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Stored words." in page
    assert "Typed words." in page
    assert stored(inspection)["private"] == "good"
    form = answer.context["form"]
    fresh_op = {"op": form["op"].value(), "version": form["version"].value()}
    lead.post(address, fresh_op | {"grade": "outstanding", "text": "Typed words.", "cites": cites})
    assert stored(inspection)["private"] == "outstanding"


def test_a_grade_sent_twice_is_given_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    lead, address = as_(cast.lead), url(inspection, "judgement_edit", area="private")
    cites = [each.pk for each in agreed_summaries(inspection, "private")]
    data = opened(lead, address) | {"grade": "good", "text": "Why.", "cites": cites}
    assert [lead.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert Rationale.objects.count() == 1


def test_a_stale_version_is_refused_in_the_action(cast: Cast, inspection: Inspection) -> None:
    graded(cast, inspection, {"private": "good"})
    with pytest.raises(Stale):
        grade(inspection, "private", "outstanding", cast.lead, version_opened=1)


def test_the_record_names_no_grade(cast: Cast, inspection: Inspection) -> None:
    """An auditor reads the record and may not read the grades."""
    graded(cast, inspection, stages.GOOD)
    lines = Event.objects.filter(inspection=inspection.ref, object_label="evidence.Judgement")
    assert lines.count() == len(AREAS)
    for line in lines:
        assert not set(f"{line.verb} {line.before} {line.after}".split()) & set(GRADES)


def test_an_unknown_area_is_no_page(cast: Cast, as_: As, inspection: Inspection) -> None:
    assert as_(cast.lead).get(url(inspection, "judgement_edit", area="nonsense")).status_code == 404


@pytest.mark.rule("EVID-11", part="a summary withdrawn under agreed judgements is shown there, and the lead is told")
def test_a_summary_withdrawn_under_agreed_judgements_is_the_leads_to_settle(cast: Cast, as_: As) -> None:
    inspection = stages.judged(cast)
    with clock.moved_to(JUDGED_AT + timedelta(hours=1)):
        owed = [each.title for each in due(clock.today(), cast.lead) if "judgements" in each.title]
        assert owed == []
        withdraw(agreed_summaries(inspection, "public").get().document, reason="Misread.", by=cast.lead)
        owed = [each.title for each in due(clock.today(), cast.lead) if "judgements" in each.title]
        assert len(owed) == 1
        said = as_(cast.lead).get(url(inspection, "judgement_detail")).content.decode()
    assert "Withdrawn by Lena Example, Fri 16 Feb 2024, 18:00: Misread." in " ".join(strip_tags(said).split())
