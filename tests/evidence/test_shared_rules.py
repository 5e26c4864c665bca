"""What a shared summary needs before the team agrees it, and what shows where something is thin."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import agree, withdraw
from evidence.actions.capture import append
from evidence.actions.sorting import say_source
from evidence.kinds import NOTHING_TO_ADD
from evidence.models import Agreement, Document, OutstandingExample, Revision
from evidence.queries.examples import examples
from evidence.queries.support import support_of
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import page_of, send, url
from tests.evidence.test_heads import revise
from tests.inspections.stages import ON_SITE_AT, announced
from tests.reports import stages as reporting

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def text(client: Client, address: str) -> str:
    return " ".join(unescape(client.get(address).content.decode()).split())


def summary(
    inspection: Inspection, by: Any, cites: list[Revision], kind: str = "individual_summary", **more: Any
) -> Any:
    """A summary of private law with these answers to its prompts, and no other."""
    fields = {"area": "private"} | more.pop("fields", {})
    parts = stages.words("Letters are prompt.", **more)
    return append(inspection, kind=kind, op=uuid4(), by=by, parts=parts, fields=fields, cites=cites)


def wide(inspection: Inspection, cast: Cast) -> Revision:
    """A shared summary of two inspectors' evidence from two sources."""
    own = [
        stages.individual(inspection, who, [stages.note(inspection, who, source=source)])
        for who, source in ((cast.deputy, "Case file PR-1"), (cast.team_inspector, "Interview with an adviser"))
    ]
    return stages.shared(inspection, cast.lead, own)


@pytest.mark.rule("EVID-08")
def test_notes_in_no_summary_yet_stand_on_the_inspectors_home_page(cast: Cast, as_: As, inspection: Inspection) -> None:
    notes = [stages.note(inspection, cast.team_inspector) for _ in range(12)]
    stages.individual(inspection, cast.team_inspector, notes[:7])
    stages.note(inspection, cast.deputy)
    assert "5 in no summary yet" in text(as_(cast.team_inspector), "/")
    address = as_(cast.team_inspector).get("/").context["lines"][0].notes
    assert len(as_(cast.team_inspector).get(address).context["rows"]) == 12
    withdraw(notes[8].document, reason="Misread.", by=cast.team_inspector)
    assert "4 in no summary yet" in text(as_(cast.team_inspector), "/")
    assert "1 in no summary yet" in text(as_(cast.deputy), "/")
    assert "in no summary yet" not in text(as_(cast.qa_manager), "/")


@pytest.mark.rule("EVID-10")
def test_three_pieces_of_one_inspector_ask_for_a_reason_when_it_is_agreed(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    notes = [stages.note(inspection, cast.deputy, source=f"Case file {number}") for number in range(3)]
    revision = stages.shared(inspection, cast.deputy, [stages.individual(inspection, cast.deputy, notes)])
    with pytest.raises(Invalid) as finding:
        agree(revision.document, opened=revision, by=cast.lead)
    assert (finding.value.field, finding.value.rule) == ("narrow_reason", "EVID-10")
    address = page_of(revision.document, "agreement")
    page = text(as_(cast.lead), address)
    assert "Why it rests on one inspector only" in page
    refused = send(as_(cast.lead), address)
    assert "narrow_reason" in refused.context["form"].errors
    assert send(as_(cast.lead), address, other_reason="The others were elsewhere.").status_code == 302
    assert Agreement.objects.get().narrow_reason == "The others were elsewhere."
    assert "The others were elsewhere." in text(as_(cast.team_inspector), page_of(revision.document, "detail"))


@pytest.mark.rule("EVID-10", part="several sources of several inspectors need no reason, and one source does")
def test_several_sources_and_inspectors_need_no_reason(cast: Cast, as_: As, inspection: Inspection) -> None:
    revision = wide(inspection, cast)
    assert support_of(revision).narrow == []
    assert "narrow_reason" not in as_(cast.lead).get(page_of(revision.document, "agreement")).context["form"].fields
    agree(revision.document, opened=revision, by=cast.lead)
    same = [stages.individual(inspection, who, [stages.note(inspection, who)]) for who in (cast.lead, cast.deputy)]
    narrow = stages.shared(inspection, cast.lead, same)
    assert support_of(narrow).narrow == ["one source"]


@pytest.mark.rule("EVID-16", part="the page that agrees says what is to finish, and asks for no reason before it is")
def test_what_rests_on_nothing_is_not_offered_for_agreeing(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = summary(inspection, cast.deputy, [], kind="shared_summary").document
    assert "Agree this summary" not in text(as_(cast.deputy), page_of(document, "detail"))
    asked = text(as_(cast.deputy), page_of(document, "agreement"))
    assert "To finish before this can be agreed: at least one individual summary that it rests on" in asked
    assert "Why it rests on" not in asked


@pytest.mark.rule("EVID-12")
def test_extent_is_asked_for_when_a_finding_is_agreed_and_not_before(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    notes = [stages.note(inspection, cast.deputy)]
    own = summary(inspection, cast.deputy, notes, leaders=NOTHING_TO_ADD)
    revision = summary(inspection, cast.deputy, [own], kind="shared_summary")
    asked = text(as_(cast.lead), page_of(revision.document, "agreement"))
    assert "To finish before this can be agreed: how far the practice extends." in asked
    assert "Why it rests on" not in asked
    refused = send(as_(cast.lead), page_of(revision.document, "agreement"), other_reason="Nobody else was there.")
    assert refused.status_code == 403
    assert "how far the practice extends" in unescape(refused.content.decode())
    edit = page_of(revision.document, "edit")
    said = stages.words("Letters are prompt.", extent="7 of 9 letters")
    assert send(as_(cast.deputy), edit, place="private", cites=[own.pk], **said).status_code == 302
    latest = revision.document.revisions.order_by("id").last()
    assert latest.words.parts["extent"] == "7 of 9 letters"
    agree(revision.document, opened=latest, narrow_reason=stages.FEW, by=cast.lead)
    assert "7 of 9 letters" in text(as_(cast.lead), page_of(revision.document, "detail"))


@pytest.mark.rule("EVID-12", part="the extent of what it takes in is its own")
def test_a_finding_is_agreed_where_all_that_it_takes_in_says_how_far_it_extends(
    cast: Cast, inspection: Inspection
) -> None:
    own = [
        summary(inspection, cast.deputy, [stages.note(inspection, cast.deputy)], leaders=NOTHING_TO_ADD, **answer)
        for answer in ({"extent": "All letters"}, {})
    ]
    half = summary(inspection, cast.lead, own, kind="shared_summary")
    with pytest.raises(NotAllowed, match="how far"):
        agree(half.document, opened=half, narrow_reason=stages.FEW, by=cast.lead)
    whole = summary(inspection, cast.lead, own[:1], kind="shared_summary")
    agree(whole.document, opened=whole, narrow_reason=stages.FEW, by=cast.lead)


@pytest.mark.rule("EVID-14")
def test_what_practice_says_about_leaders_is_asked_before_it_is_shared(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    client, seen = as_(cast.deputy), stages.note(inspection, cast.deputy, area="public")
    typed = stages.words("Guardians see children.") | {"place": "public", "cites": [seen.pk]}
    assert send(client, url(inspection, "individual_summary_create"), **typed).status_code == 302
    own = Document.objects.get(kind="individual_summary")
    latest = own.revisions.get()
    asked = "what it says about leaders, or that there is nothing to add"
    assert asked in text(client, url(inspection, "individual_summary_list") + "?to_finish=1")
    with pytest.raises(Invalid, match=asked):
        stages.shared(inspection, cast.lead, [latest], area="public")
    assert asked in text(as_(cast.lead), url(inspection, "shared_summary_create"))
    tapped = typed | {"nothing": ["yes"]}
    assert send(client, page_of(own, "edit"), **tapped).status_code == 302
    latest = own.revisions.order_by("id").last()
    assert latest.words.parts["leaders"] == NOTHING_TO_ADD
    stages.shared(inspection, cast.lead, [latest], area="public")
    listed = url(inspection, "about_leaders")
    assert "Summary by" not in text(as_(cast.lead), listed)
    send(client, page_of(own, "edit"), **typed, leaders="Managers read one letter in ten.")
    assert "Managers read one letter in ten." in text(as_(cast.lead), listed)


def test_a_summary_of_the_leaders_area_is_not_asked_about_leaders(cast: Cast, inspection: Inspection) -> None:
    place = {"area": "leaders", "heading": "Workforce"}
    own = summary(inspection, cast.deputy, [stages.note(inspection, cast.deputy, **place)], fields=place)
    stages.shared(inspection, cast.lead, [own], **place)


@pytest.mark.rule("EVID-16")
def test_a_summary_of_leaders_is_agreed_with_one_of_the_four_headings_and_no_criterion(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    place = {"area": "leaders", "heading": "Workforce"}
    own = stages.individual(inspection, cast.deputy, [stages.note(inspection, cast.deputy, **place)], **place)
    client, typed = as_(cast.lead), stages.words("Skilled.", extent="National") | {"cites": [own.pk]}
    bare = typed | {"place": "leaders"}
    assert send(client, url(inspection, "shared_summary_create"), **bare).status_code == 302
    document = Document.objects.get(kind="shared_summary")
    refused = send(client, page_of(document, "agreement"), narrow_reason=stages.FEW)
    assert refused.status_code == 403
    assert "a heading of the leaders area" in refused.content.decode()
    form = client.get(page_of(document, "edit")).context["form"]
    assert not [name for name in form.fields if "criteri" in name]
    offered = [code for code, _ in form.fields["place"].choices if code.startswith("leaders/")]
    assert len(offered) == 4
    send(client, page_of(document, "edit"), **typed, place="leaders/Workforce")
    assert send(client, page_of(document, "agreement"), narrow_reason=stages.FEW).status_code == 302


@pytest.mark.rule("EVID-22")
def test_an_example_of_outstanding_practice_is_a_strength_to_consider_for_the_report(cast: Cast, as_: As) -> None:
    report = reporting.drafted(cast)
    inspection = report.inspection
    document = Document.objects.filter(kind="individual_summary", revisions__area="private").first()
    assert document
    with clock.moved_to(reporting.WRITTEN_AT):
        given: dict[str, Any] = {
            "place": "private",
            "late_reason": "Named in writing.",
            "example": ["yes"],
            "nothing": ["yes"],
        }
        cites = [each.cited_id for each in document.revisions.get().cites.all()]
        sent = send(
            as_(document.owner), page_of(document, "edit"), **stages.words("A rare pace."), **given, cites=cites
        )
        assert sent.status_code == 302
        page = text(as_(cast.lead), url(inspection, "section_edit", code="private"))
        assert "Strengths to consider" in page
        assert "A rare pace." in page
        assert "A rare pace." not in text(as_(cast.lead), url(inspection, "section_edit", code="public"))
        assert "A rare pace." in text(as_(cast.team_inspector), url(inspection, "outstanding_examples"))
        left = given | {"example": []}
        send(as_(document.owner), page_of(document, "edit"), **stages.words("A rare pace."), **left, cites=cites)
        assert examples(inspection, version(inspection.framework_version)) == []
    assert not [field for field in OutstandingExample._meta.fields if "grade" in field.name]
    with pytest.raises(DatabaseError), transaction.atomic():
        OutstandingExample.objects.update(on=True)


@pytest.mark.rule("EVID-11", part="what a shared summary rests on changed since: it is marked")
def test_a_changed_note_marks_the_summaries_over_it(cast: Cast, as_: As, inspection: Inspection) -> None:
    seen = stages.note(inspection, cast.deputy)
    own = stages.individual(inspection, cast.deputy, [seen])
    together = stages.shared(inspection, cast.lead, [own])
    pages = [url(inspection, f"{kind}_list") for kind in ("individual_summary", "shared_summary")]
    pages += [page_of(each.document, "detail") for each in (own, together)]
    client = as_(cast.lead)
    assert not [page for page in pages if "Basis changed" in text(client, page)]
    revise(seen, cast.deputy, parts={"text": "It came late."}, fields=stages.SEEN | stages.PRIVATE)
    assert [page for page in pages if "Basis changed" in text(client, page)] == pages


def test_a_withdrawn_note_marks_them_too(cast: Cast, as_: As, inspection: Inspection) -> None:
    revision = stages.summed_up(inspection, cast.deputy)
    note = Document.objects.get(kind="note")
    withdraw(note, reason="Misread.", by=cast.deputy)
    assert "Basis changed" in text(as_(cast.lead), page_of(revision.document, "detail"))


@pytest.mark.rule("ENG-01")
def test_a_finding_of_reading_alone_is_not_yet_triangulated(cast: Cast, as_: As, inspection: Inspection) -> None:
    notes = [stages.note(inspection, cast.deputy, source=f"Case file {number}") for number in range(2)]
    for each in notes:
        say_source(each.document, kind="record", voice="", by=cast.deputy)
    revision = stages.shared(inspection, cast.deputy, [stages.individual(inspection, cast.deputy, notes)])
    for page in ("detail", "agreement"):
        shown = text(as_(cast.lead), page_of(revision.document, page))
        assert "Not yet triangulated" in shown
        assert "Child's record 2" in shown
    asked = stages.note(inspection, cast.deputy, source="Interview with a manager")
    say_source(asked.document, kind="manager", voice="", by=cast.deputy)
    own = stages.individual(inspection, cast.deputy, [*notes, asked])
    more = stages.shared(inspection, cast.deputy, [own])
    assert "Not yet triangulated" not in text(as_(cast.lead), page_of(more.document, "detail"))
