"""The one way in which evidence is written: once for each operation, never losing words, never stopping anybody."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Event
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import agree, state_of, withdraw
from evidence.actions.capture import OpReused, append
from evidence.models import Document, Head, Revision
from evidence.queries import agreed_summaries
from evidence.rules import TEXT_LIMIT
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import SEEN, opened, page_of, send, url
from tests.evidence.stages import individual, note, shared, words
from tests.inspections.stages import ON_SITE_AT, announced, fieldwork_ended, plan

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def write(inspection: Inspection, by: Any, text: str = "One.", **more: Any) -> Revision:
    return append(inspection, kind="note", by=by, parts={"text": text}, **({"op": uuid4()} | more))


# Once for each operation


def test_same_op_and_content_is_the_same_revision(cast: Cast, inspection: Inspection) -> None:
    op = uuid4()
    first = write(inspection, cast.deputy, op=op)
    again = write(inspection, cast.deputy, op=op)
    assert first == again
    assert (Revision.objects.count(), Document.objects.count()) == (1, 1)


@pytest.mark.parametrize("more", [{"text": "Two."}, {"fields": {"source": "A file"}}, {"device": "tablet"}])
def test_same_op_with_other_content_is_refused_and_nothing_stored(
    cast: Cast, inspection: Inspection, more: dict[str, Any]
) -> None:
    op = uuid4()
    write(inspection, cast.deputy, op=op)
    with pytest.raises(OpReused):
        write(inspection, cast.deputy, op=op, **more)
    assert Revision.objects.count() == 1


def test_same_op_by_somebody_else_is_refused_without_showing_the_text(cast: Cast, inspection: Inspection) -> None:
    op = uuid4()
    write(inspection, cast.deputy, text="Secret words.", op=op)
    with pytest.raises(Invalid) as refusal:
        write(inspection, cast.lead, text="Secret words.", op=op)
    assert "Secret" not in refusal.value.message
    assert Revision.objects.count() == 1


def test_form_sent_twice_is_one_note_and_the_same_address(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, address = as_(cast.deputy), url(inspection, "note_create")
    data = opened(client, address) | SEEN | {"text": "Once."}
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Document.objects.count() == 1


def test_form_sent_again_with_other_words_keeps_both(cast: Cast, as_: As, inspection: Inspection) -> None:
    """The back button, a changed text, and Save: 409, the typed text still there, and saving again keeps it."""
    client, address = as_(cast.deputy), url(inspection, "note_create")
    data = opened(client, address) | SEEN
    client.post(address, data | {"text": "First words."})
    answer = client.post(address, data | {"text": "Other words."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Other words." in page
    assert "First words." in page
    form = answer.context["form"]
    client.post(address, data | {"op": form["op"].value(), "text": form["text"].value()})
    assert {row.words.parts["text"] for row in Revision.objects.all()} == {"First words.", "Other words."}


# Two versions


def two_versions(cast: Cast, inspection: Inspection) -> Document:
    """A shared summary that the deputy and an inspector changed at the same time."""
    base = stages.summed_up(inspection, cast.team_inspector)
    cites = [row.cited for row in base.cites.all()]
    for by, text in ((cast.deputy, "The deputy's words."), (cast.team_inspector, "The inspector's words.")):
        append(
            inspection,
            kind="shared_summary",
            op=uuid4(),
            by=by,
            document=base.document,
            parent=base,
            parts=words(text),
            fields={"area": "private"},
            cites=cites,
        )
    return base.document


def test_a_stale_save_is_kept_as_a_second_head(cast: Cast, as_: As, inspection: Inspection) -> None:
    base = stages.summed_up(inspection, cast.team_inspector)
    address = page_of(base.document, "edit")
    slow, quick = as_(cast.deputy), as_(cast.team_inspector)
    cites = [row.cited_id for row in base.cites.all()]
    entries = {"place": "private", "cites": cites}
    stale = opened(slow, address)
    send(quick, address, statement="The quick words.", **entries)
    answer = slow.post(address, stale | entries | {"statement": "The slow words."})
    assert answer.status_code == 302
    assert Head.objects.filter(document=base.document, alone=False).count() == 2
    page = slow.get(page_of(base.document, "detail")).content.decode()
    assert "The quick words." in page
    assert "The slow words." in page
    assert page_of(base.document, "merge") in page


def test_merging_writes_one_revision_with_both_parents(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = two_versions(cast, inspection)
    before = set(Head.objects.filter(document=document).values_list("revision", flat=True))
    lead = as_(cast.lead)
    address = page_of(document, "merge")
    page = lead.get(address).content.decode()
    assert "The deputy&#x27;s words." in page
    assert "The inspector&#x27;s words." in page
    cites = [row.cited_id for row in document.revisions.all()[0].cites.all()]
    send(lead, address, place="private", statement="Both.", cites=cites)
    head = Head.objects.get(document=document)
    assert {head.revision.parent_id, head.revision.merged_id} == before
    assert (head.alone, head.latest) == (True, True)
    assert lead.get(address).status_code == 404


def test_two_versions_are_neither_agreed_nor_cited(cast: Cast, inspection: Inspection) -> None:
    document = two_versions(cast, inspection)
    latest = Head.objects.get(document=document, latest=True).revision
    with pytest.raises(NotAllowed, match="two versions"):
        agree(document, opened=latest, by=cast.lead)
    assert not agreed_summaries(inspection).exists()


def test_a_parent_of_another_document_is_refused(cast: Cast, inspection: Inspection) -> None:
    mine, other = write(inspection, cast.deputy), write(inspection, cast.deputy)
    with pytest.raises(Invalid):
        write(inspection, cast.deputy, document=mine.document, parent=other)
    with pytest.raises(Invalid):
        write(inspection, cast.deputy, document=mine.document)


def test_an_edit_with_another_documents_version_is_said_on_the_form(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    mine, other = note(inspection, cast.deputy), note(inspection, cast.deputy)
    answer = send(as_(cast.deputy), page_of(mine.document, "edit"), version=other.pk, text="Typed.", **SEEN)
    assert answer.status_code == 400
    assert "Typed." in answer.content.decode()
    assert mine.document.revisions.count() == 1


# A new revision opens an agreed summary again


def test_a_later_revision_opens_an_agreed_summary_again(cast: Cast, as_: As, inspection: Inspection) -> None:
    revision = stages.agreed(inspection, cast.team_inspector, cast.lead)
    document = revision.document
    assert state_of(document) == "agreed"
    cites = [row.cited_id for row in revision.cites.all()]
    send(as_(cast.second_team_inspector), page_of(document, "edit"), place="private", statement="More.", cites=cites)
    assert state_of(document) == "open"
    assert Event.objects.filter(verb="change", before="agreed", after="open").count() == 1


def test_agreeing_what_has_moved_on_is_refused(cast: Cast, inspection: Inspection) -> None:
    first = stages.summed_up(inspection, cast.team_inspector)
    cites = [row.cited for row in first.cites.all()]
    given = {"kind": "shared_summary", "fields": {"area": "private"}, "cites": cites, "parts": words("Newer.")}
    append(inspection, op=uuid4(), by=cast.deputy, document=first.document, parent=first, **given)
    with pytest.raises(NotAllowed, match="newer version"):
        agree(first.document, opened=first, by=cast.lead)


# Nothing stops capture; what is missing stops citing


@pytest.mark.rule("EVID-05", part="what has no source, date or time is kept, listed, and not cited")
@pytest.mark.parametrize("gone", ["source", "observed_on", "observed_at", "area"])
def test_what_is_missing_stops_citing_and_not_saving(cast: Cast, as_: As, inspection: Inspection, gone: str) -> None:
    bare = note(inspection, cast.deputy, **{gone: "" if gone in ("source", "area") else None})
    client = as_(cast.deputy)
    assert "To finish" in client.get(url(inspection, "note_list") + "?to_finish=1").content.decode()
    answer = send(
        client, url(inspection, "individual_summary_create"), place="private", statement="Kept text.", cites=[bare.pk]
    )
    assert answer.status_code == 400
    assert "cannot be cited yet" in str(answer.context["form"].errors["cites"])
    assert "Kept text." in answer.content.decode()
    assert not Document.objects.filter(kind="individual_summary").exists()


@pytest.mark.rule("EVID-05", part="an odd date is kept, flagged, and mended before it is cited")
@pytest.mark.parametrize("day", [date(2099, 2, 17), date(2023, 2, 5)])
def test_an_odd_date_is_kept_and_flagged(cast: Cast, as_: As, inspection: Inspection, day: date) -> None:
    odd = note(inspection, cast.deputy, observed_on=day)
    assert odd.odd_time
    assert "Odd date" in as_(cast.deputy).get(page_of(odd.document, "detail")).content.decode()
    with pytest.raises(Invalid, match="a date within the inspection"):
        individual(inspection, cast.deputy, [odd])
    send(as_(cast.deputy), page_of(odd.document, "edit"), text="Mended.", **SEEN)
    mended = Head.objects.get(document=odd.document).revision
    assert not mended.odd_time
    individual(inspection, cast.deputy, [mended])


@pytest.mark.rule("EVID-01", part="from before the call until after fieldwork; later is kept, marked, and asked why")
def test_evidence_after_fieldwork_is_kept_and_marked(cast: Cast, as_: As) -> None:
    inspection = fieldwork_ended(cast)
    with clock.moved_to(ON_SITE_AT + timedelta(days=15)):
        late = note(inspection, cast.deputy)
        assert late.after_fieldwork
        assert "After fieldwork" in as_(cast.deputy).get(url(inspection, "note_list")).content.decode()
        with pytest.raises(Invalid, match="a reason for adding it after fieldwork"):
            individual(inspection, cast.deputy, [late])
        told = note(inspection, cast.deputy, late_reason="Typed later from paper.")
        individual(inspection, cast.deputy, [told], late_reason="Typed later.")


def test_evidence_before_the_call_is_kept(cast: Cast) -> None:
    inspection = plan(cast)
    with clock.moved_to(inspection.made_at):
        assert not note(inspection, cast.lead).after_fieldwork


@pytest.mark.rule("EVID-01", part="withdrawal keeps the text, the person and the reason")
def test_withdrawing_keeps_the_text_and_says_why(cast: Cast, as_: As, inspection: Inspection) -> None:
    mine = note(inspection, cast.deputy, text="Words that stay.")
    client = as_(cast.deputy)
    assert send(client, page_of(mine.document, "withdrawal"), reason="").status_code == 400
    send(client, page_of(mine.document, "withdrawal"), reason="A wrong file.")
    page = client.get(page_of(mine.document, "detail")).content.decode()
    assert "Words that stay." in page
    assert "Withdrawn by Devi Example" in page
    assert "A wrong file." in page
    with pytest.raises(Invalid, match="withdrawn"):
        individual(inspection, cast.deputy, [mine])
    assert send_edit(client, mine.document) == 403


def send_edit(client: Client, document: Document) -> int:
    return client.post(page_of(document, "edit"), {"op": uuid4(), "text": "x"}).status_code


@pytest.mark.rule("EVID-13")
def test_an_empty_part_is_a_warning_and_no_more(cast: Cast, as_: As, inspection: Inspection) -> None:
    """Three labelled boxes in the framework's order; what is left out is named on the page and may still be agreed."""
    own = individual(inspection, cast.deputy, [note(inspection, cast.deputy)])
    parts = {"statement": "Good.", "evidence": "Files.", "difference": ""}
    revision = append(
        inspection,
        kind="shared_summary",
        op=uuid4(),
        by=cast.deputy,
        parts=parts,
        fields={"area": "private"},
        cites=[own],
    )
    page = as_(cast.lead).get(page_of(revision.document, "detail")).content.decode()
    assert "Left empty: Difference for children" in page
    agree(revision.document, opened=revision, narrow_reason=stages.FEW, by=cast.lead)
    form = as_(cast.deputy).get(url(inspection, "shared_summary_create")).context["form"]
    labels = [form.fields[part].label for part in ("statement", "evidence", "difference")]
    assert labels == ["Evaluative statement", "Evidence in brief", "Difference for children"]
    order = [name for name in form.fields if name in parts]
    assert order == list(parts)


@pytest.mark.rule("EVID-16", part="a shared summary is agreed only with its area, and for leaders its heading")
@pytest.mark.parametrize(
    ("area", "heading", "missing"), [("", "", "an area"), ("leaders", "", "a heading of the leaders area")]
)
def test_agreeing_needs_an_area_and_for_leaders_a_heading(
    cast: Cast, inspection: Inspection, area: str, heading: str, missing: str
) -> None:
    own = individual(inspection, cast.deputy, [note(inspection, cast.deputy)])
    revision = shared(inspection, cast.deputy, [own], area=area, heading=heading)
    with pytest.raises(NotAllowed, match=missing):
        agree(revision.document, opened=revision, by=cast.lead)


def test_agreeing_needs_something_under_it(cast: Cast, inspection: Inspection) -> None:
    revision = shared(inspection, cast.deputy, [])
    with pytest.raises(NotAllowed, match="at least one individual summary"):
        agree(revision.document, opened=revision, by=cast.lead)


# What is hostile


def test_another_inspections_evidence_is_not_cited(cast: Cast, as_: As, inspection: Inspection) -> None:
    other = plan(cast, at=ON_SITE_AT, week=date(2024, 6, 3), title="Another", lead=cast.other_lead)
    foreign = note(other, cast.other_lead)
    answer = send(as_(cast.deputy), url(inspection, "individual_summary_create"), statement="Kept.", cites=[foreign.pk])
    assert answer.status_code == 400
    assert "not one of this inspection" in str(answer.context["form"].errors["cites"])
    assert as_(cast.deputy).get(url(inspection, "note_detail", pk=foreign.document_id)).status_code == 404
    with pytest.raises(Invalid):
        individual(inspection, cast.deputy, [foreign])


def test_somebody_elses_note_is_not_cited(cast: Cast, inspection: Inspection) -> None:
    with pytest.raises(Invalid, match="your own notes"):
        individual(inspection, cast.deputy, [note(inspection, cast.team_inspector)])


def test_what_changed_since_stays_cited_and_cannot_be_newly_cited(cast: Cast, as_: As, inspection: Inspection) -> None:
    first = note(inspection, cast.deputy)
    summary = individual(inspection, cast.deputy, [first])
    send(as_(cast.deputy), page_of(first.document, "edit"), text="Changed.", **SEEN)
    with pytest.raises(Invalid, match="later version"):
        individual(inspection, cast.deputy, [first])
    answer = send(
        as_(cast.deputy), page_of(summary.document, "edit"), place="private", statement="Again.", cites=[first.pk]
    )
    assert answer.status_code == 302
    assert "changed since" in as_(cast.deputy).get(page_of(summary.document, "detail")).content.decode()


@pytest.mark.parametrize("text", ["x" * 1_000_000, "nul\x00nul"])
def test_a_megabyte_or_a_null_is_said_beside_the_field_and_kept(
    cast: Cast, as_: As, inspection: Inspection, text: str
) -> None:
    answer = send(as_(cast.deputy), url(inspection, "note_create"), text=text, **SEEN)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["text"]
    assert answer.content.decode().count(text[:1000]) >= 1
    assert not Revision.objects.exists()
    with pytest.raises(Invalid):
        write(inspection, cast.deputy, text=text)


def test_the_longest_text_is_kept_whole(cast: Cast, as_: As, inspection: Inspection) -> None:
    text = "é" * TEXT_LIMIT
    assert send(as_(cast.deputy), url(inspection, "note_create"), text=text, **SEEN).status_code == 302
    assert Revision.objects.get().words.parts["text"] == text


@pytest.mark.parametrize(
    ("field", "value"),
    [("place", "overall"), ("place", "leaders/Nonsense"), ("finding", "outstanding"), ("observed_on_month", "13")],
)
def test_what_the_framework_does_not_have_is_refused(
    cast: Cast, as_: As, inspection: Inspection, field: str, value: str
) -> None:
    answer = send(as_(cast.deputy), url(inspection, "note_create"), text="Kept text.", **(SEEN | {field: value}))
    assert answer.status_code == 400
    assert "Kept text." in answer.content.decode()
    assert not Revision.objects.exists()


@pytest.mark.parametrize("cites", [["x"], ["-1"], ["9" * 30], ["999999"], ["1", "1e3"]])
def test_a_mangled_citation_is_a_field_error(cast: Cast, as_: As, inspection: Inspection, cites: list[str]) -> None:
    answer = send(as_(cast.deputy), url(inspection, "individual_summary_create"), statement="Kept.", cites=cites)
    assert answer.status_code == 400
    assert "cites" in answer.context["form"].errors


def test_opening_pages_writes_nothing(cast: Cast, as_: As, inspection: Inspection) -> None:
    revision = stages.summed_up(inspection, cast.team_inspector)
    before = (Revision.objects.count(), Event.objects.count())
    for page in ("detail", "edit", "agreement", "withdrawal"):
        assert as_(cast.lead).get(page_of(revision.document, page)).status_code == 200
    assert (Revision.objects.count(), Event.objects.count()) == before


def test_nothing_is_added_to_a_cancelled_inspection(cast: Cast) -> None:
    from inspections import actions

    inspection = plan(cast)
    with clock.moved_to(inspection.made_at):
        actions.cancel(inspection, reason="Another date.", by=cast.scheduler)
        with pytest.raises(NotAllowed, match="cancelled"):
            note(inspection, cast.lead)


def test_withdrawing_from_a_shell_asks_the_same_rule(cast: Cast, inspection: Inspection) -> None:
    revision = note(inspection, cast.team_inspector)
    with pytest.raises(NotAllowed):
        withdraw(revision.document, reason="Not mine.", by=cast.second_team_inspector)
    withdraw(revision.document, reason="The lead may.", by=cast.lead)


def test_an_operation_id_of_another_inspection_or_kind_does_not_pass_for_saved(
    cast: Cast, inspection: Inspection
) -> None:
    op, other = uuid4(), plan(cast, title="Another", at=inspection.made_at)
    append(inspection, kind="note", op=op, by=cast.lead, parts={"text": "Once."})
    with pytest.raises(OpReused):
        append(other, kind="note", op=op, by=cast.lead, parts={"text": "Once."})
    summed = uuid4()
    append(inspection, kind="individual_summary", op=summed, by=cast.lead, parts=words("Once."))
    with pytest.raises(OpReused):
        append(inspection, kind="shared_summary", op=summed, by=cast.lead, parts=words("Once."))
    assert Revision.objects.count() == 2
