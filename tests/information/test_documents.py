"""What Cafcass gave, looked through document by document: audits, performance information, answers to complaints."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed, NotHere
from files import uploads
from files.jobs import run_queued
from framework.versions import version
from information.actions import documents as actions
from information.actions import further
from information.models import DocumentReview, DocumentSorting
from information.queries import documents as queries
from tests.information import giving
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db

AUDIT_DAYS = {"A-02 first.txt": date(2023, 7, 22), "A-02 second.txt": date(2023, 7, 21)}


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def given(inspection, name):
    return next(each for each in queries.documents_of(inspection) if each.name == name)


def page(inspection, name="document_list", *more):
    return reverse(name, args=[inspection.ref, *more])


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.rule("INSP-07")
def test_audits_of_six_months_before_the_call_are_told_from_older_ones(cast, as_, inspection):
    analyst = as_(cast.analyst)
    with giving.at_work():
        giving.give(inspection, cast.link_person, *AUDIT_DAYS)
        for name, day in AUDIT_DAYS.items():
            address = page(inspection, "document_sort", given(inspection, name).upload.pk)
            typed = {"category": "audit"}
            assert "audited_on" in errors(send(analyst, address, **typed, action_plan="none"))
            typed |= {"audited_on_day": day.day, "audited_on_month": day.month, "audited_on_year": day.year}
            assert "action_plan" in errors(send(analyst, address, **typed))
            plan = "attached" if day.day == 22 else "none"
            assert send(analyst, address, **typed, action_plan=plan).status_code == 302
        rows = text(analyst.get(page(inspection))).split("<tr")
    first, second = (next(row for row in rows if name in row) for name in AUDIT_DAYS)
    assert "Within 6 months" in first
    assert "Action plan attached" in first
    assert "Older than 6 months" in second
    assert "No action plan came of it" in second


@pytest.mark.parametrize(
    ("called", "first"),
    [(date(2025, 3, 31), date(2024, 9, 30)), (date(2024, 1, 22), date(2023, 7, 22))],
)
@pytest.mark.rule("INSP-07", part="six calendar months back from the call, at most the last day of a shorter month")
def test_the_months_are_counted_back_by_the_calendar(called, first):
    assert queries.counted_from(called, version("2024-04-05")) == first


def test_an_audit_of_a_day_to_come_is_refused(cast, inspection):
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 audit.txt")
        with pytest.raises(Invalid) as refusal:
            actions.sort_document(
                inspection,
                given(inspection, "A-02 audit.txt"),
                category="audit",
                audited_on=date(2024, 1, 24),
                action_plan="none",
                by=cast.lead,
            )
    assert (refusal.value.field, refusal.value.rule) == ("audited_on", "INSP-07")
    upload = given(inspection, "A-02 audit.txt").upload
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentSorting.objects.create(inspection=inspection, upload=upload, action_plan="none", by=cast.lead)


def test_a_visit_has_no_audits_to_date(cast, inspection):
    inspection.kind = "focused_visit"
    assert [each.code for each in queries.categories(inspection)] == ["performance", "complaints"]


@pytest.mark.rule("INSP-08")
def test_performance_information_that_nobody_looked_through_is_flagged(cast, as_, inspection):
    names = [f"A-03 figures {number}.txt" for number in range(1, 5)]
    lead = as_(cast.lead)
    with giving.at_work():
        giving.give(inspection, cast.link_person, *names)
        for name in names[:3]:
            address = page(inspection, "document_review", given(inspection, name).upload.pk)
            assert "key_points" in errors(send(as_(cast.analyst), address, key_points=" "))
            assert send(as_(cast.analyst), address, key_points=f"Delay falls in {name}").status_code == 302
        shown = text(as_(cast.team_inspector).get(page(inspection)))
    assert f"{cast.analyst.name}, " in shown
    assert "Delay falls in A-03 figures 1.txt" in shown
    with clock.moved_to(clock.at(date(2024, 2, 2), 16)):
        points = lead.get(page(inspection, "readiness")).context["points"]
    assert [each for each in points if "looked through" in each] == [
        "Performance and management information: 1 of 4 not looked through: A-03 figures 4.txt."
    ]
    assert "of 4 not looked through" in text(lead.get(page(inspection, "readiness")))


@pytest.mark.rule("INSP-09")
def test_a_review_of_answers_to_complaints_carries_a_criterion(cast, as_, inspection):
    inspector = as_(cast.team_inspector)
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 complaints.txt")
        document = given(inspection, "A-02 complaints.txt")
        sort, review = (page(inspection, f"document_{name}", document.upload.pk) for name in ("sort", "review"))
        assert send(inspector, sort, category="complaints").status_code == 302
        form = inspector.get(review).context["form"]
        assert form["criteria"].value() == ["LDR-11"]
        assert "Suggested: LDR-11" in form.fields["criteria"].help_text
        assert "criteria" in errors(send(inspector, review, key_points="Answers came late", criteria=[]))
        assert send(inspector, review, key_points="Answers came late", criteria=["LDR-11"]).status_code == 302
        shown = text(inspector.get(page(inspection)))
    assert "(LDR-11)" in shown
    kept = DocumentReview.objects.get()
    assert (kept.by, kept.criteria, kept.category) == (cast.team_inspector, ["LDR-11"], "complaints")
    document = given(inspection, "A-02 complaints.txt")
    for criteria in ([], ["PRV-01"]):
        with giving.at_work(), pytest.raises(Invalid) as refusal:
            actions.review_document(inspection, document, key_points="Late", criteria=criteria, by=cast.lead)
        assert refusal.value.rule == "INSP-09"
    area = version(inspection.framework_version).criterion("LDR-11").area
    assert area == "leaders"


def test_answers_to_requests_are_documents_and_nobody_outside_the_team_sees_them(cast, as_, inspection):
    with giving.at_work():
        said = {"kind": "service", "what": "Rotas", "reason": "Two notes disagree"}
        made = further.draft_request(inspection, **said, by=cast.lead)
        with uploads.arriving([ContentFile(b"By rota.", name="rota.txt")]) as arrived:
            further.answer_request(made, arrived, leader="Director", text="", by=cast.link_person)
        run_queued()
        document = given(inspection, "rota.txt")
        assert (document.source.words, document.category) == ("Information request 1", None)
        with pytest.raises(NotAllowed):
            actions.review_document(inspection, document, key_points="Thin", by=cast.lead)
        for outsider in (cast.link_person, cast.chief_executive, cast.scheduler):
            assert as_(outsider).get(page(inspection)).status_code == 404
        with pytest.raises(NotHere):
            queries.document_of(inspection, 999_999)
        assert as_(cast.qa_manager).get(page(inspection)).status_code == 200
        assert as_(cast.qa_manager).get(page(inspection, "document_sort", document.upload.pk)).status_code == 403


def test_one_document_and_a_hundred_cost_the_same_queries(cast, as_, inspection):
    client = as_(cast.lead)

    def asked():
        one = given(inspection, "A-02 one.txt").upload.pk
        found = []
        for address in (page(inspection), *(page(inspection, f"document_{name}", one) for name in ("sort", "review"))):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 one.txt")
        few = asked()
        giving.give(inspection, cast.link_person, *(f"A-03 {number}.txt" for number in range(100)))
        assert asked() == few
        assert max(few) <= 12
