"""Notes from paper and Word, and essential evidence that Cafcass gave on paper."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from accounts import clock
from evidence import headings, paper_sheet
from evidence.actions.paper import keep_paper
from evidence.kinds import NOTE
from evidence.models import Document, NoteFile, NoteOrigin, PaperCopy
from evidence.queries.documents import find
from evidence.queries.paper import paper_of
from files import jobs, uploads
from files.models import Job
from framework.versions import version
from information.actions import further
from information.models import FurtherRequest
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import SEEN, opened, page_of, send, url
from tests.evidence.stages import note
from tests.evidence.test_export import exported, parts_of, rows_of
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
WHAT = "Allocation list of the northern office"
IMPORTED: dict[str, Any] = {**SEEN, "written": "paper", "where": "Sheet 4, blue folder", "text": "Seen on the wall."}


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def text_file(name: str = "list.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"Allocated on the day, all of them.\n", "text/plain")


def shown(client: Client, document: Document) -> str:
    return str(client.get(page_of(document, "detail")).content.decode())


def told(client: Client, inspection: Inspection) -> bool:
    """Whether the link person's page of requests names the paper."""
    return WHAT in client.get(url(inspection, "own_request_list")).content.decode()


@pytest.mark.rule("EVID-06")
def test_a_ticked_paper_is_asked_for_and_the_flag_clears_with_the_copy(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    """By the lead it is with the link person at once; the note says "copy awaited" until a file came through."""
    lead, link = as_(cast.lead), as_(cast.link_person)
    send(lead, url(inspection, "note_import"), **IMPORTED, essential=WHAT)
    document = Document.objects.get()
    assert told(link, inspection)
    assert "Copy awaited" in shown(lead, document)
    request = FurtherRequest.objects.get()
    further.answer_request(request, [], leader="Director", text="It follows.", by=cast.link_person)
    assert "Copy awaited" in shown(lead, document)
    with uploads.arriving([text_file()]) as arrived:
        further.answer_request(request, arrived, leader="Director", text="", by=cast.link_person)
    assert "Copy awaited" in shown(lead, document)
    jobs.run_queued()
    assert "Copy awaited" not in shown(lead, document)
    assert "Copy received with Information request 1" in shown(lead, document)


@pytest.mark.rule("EVID-06", part="of anybody but the lead Cafcass learns when the lead agrees")
def test_a_team_inspectors_tick_waits_for_the_lead(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = note(inspection, cast.team_inspector).document
    client, link = as_(cast.team_inspector), as_(cast.link_person)
    assert "Copy awaited" not in shown(client, document)
    send(client, page_of(document, "paper"), essential=WHAT)
    assert "waits for the lead inspector" in shown(client, document)
    assert not told(link, inspection)
    further.agree_request(FurtherRequest.objects.get(), by=cast.lead)
    page = shown(client, document)
    assert "Asked of Cafcass: Information request" in page
    assert page.count("Copy awaited") == 1
    assert told(link, inspection)


def test_a_scan_stands_in_for_a_copy_and_the_page_says_so(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = note(inspection, cast.team_inspector).document
    client = as_(cast.team_inspector)
    keep_paper(document, what=WHAT, by=cast.team_inspector)
    further.decline_request(FurtherRequest.objects.get(), reason="We have it.", by=cast.lead)
    assert "The lead declined Information request 1: attach a photograph or scan" in shown(client, document)
    assert send(client, page_of(document, "paper"), documents=[text_file("scan.txt")]).status_code == 302
    kept = NoteFile.objects.get()
    address = url(inspection, "note_file", pk=document.pk, file=kept.pk)
    assert client.get(address).status_code == 404
    assert "Copy awaited" in shown(client, document)
    jobs.run_queued()
    assert "A photograph or scan is attached in place of a copy" in shown(client, document)
    assert address in shown(client, document)
    assert b"Allocated on the day" in client.get(address).content
    other = note(inspection, cast.team_inspector).document
    assert client.get(url(inspection, "note_file", pk=other.pk, file=kept.pk)).status_code == 404
    assert as_(cast.link_person).get(address).status_code == 404
    # Asked once: the form has no such field any more, and the action refuses.
    assert "essential" not in client.get(page_of(document, "paper")).context["form"].fields


def test_after_fieldwork_the_evidence_is_kept_and_a_scan_asked_for(cast: Cast, as_: As) -> None:
    """Nothing more is asked of Cafcass here then, and nothing stops the note."""
    inspection = stages.judged(cast)
    with clock.moved_to(stages.JUDGED_AT):
        answer = send(
            as_(cast.lead), url(inspection, "note_import"), **IMPORTED, essential=WHAT, late_reason="Typed late"
        )
        assert answer.status_code == 302
        copy = PaperCopy.objects.get()
        assert copy.request is None
        document = find(inspection, NOTE, copy.document_id)
        found = paper_of(document)
    assert (found.state, found.awaited) == ("Cafcass can no longer be asked here: attach a photograph or scan", True)
    assert not FurtherRequest.objects.exists()


@pytest.mark.rule("EVID-05", part="a note from paper or Word carries source, date, time and where its words come from")
def test_an_imported_note_says_where_it_comes_from(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.deputy)
    form = client.get(url(inspection, "note_import")).context["form"]
    assert not form["observed_on"].value()
    answer = send(client, url(inspection, "note_import"), **IMPORTED, documents=[text_file("sheet-4.txt")])
    document = Document.objects.get()
    assert answer.url == page_of(document, "detail")
    revision = document.revisions.get()
    assert (revision.source, str(revision.observed_on), str(revision.observed_at)) == (
        "Interview with a family court adviser",
        "2024-02-05",
        "10:40:00",
    )
    origin = NoteOrigin.objects.get()
    assert (origin.written, origin.where, origin.by) == ("paper", "Sheet 4, blue folder", cast.deputy)
    page = shown(client, document)
    assert "Written on paper; the original: Sheet 4, blue folder" in page
    assert "sheet-4.txt" in page
    assert not PaperCopy.objects.exists()


def test_an_imported_note_may_lack_everything_but_words_and_origin(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, address = as_(cast.deputy), url(inspection, "note_import")
    given = {"written": "word", "where": "notes.docx", "text": "Only words."}
    for missing in ("written", "where", "text"):
        answer = send(client, address, **{**given, missing: ""})
        assert answer.status_code == 400
        assert answer.context["form"].errors[missing]
        assert not Document.objects.exists()
    assert "Only words." in send(client, address, **{**given, "where": ""}).content.decode()
    assert send(client, address, **given).status_code == 302
    assert "To finish before this can be cited: a source, a date, a time, an area" in shown(
        client, Document.objects.get()
    )


def test_an_import_sent_twice_is_one_note_with_one_file(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, address = as_(cast.deputy), url(inspection, "note_import")
    op = {"op": client.get(address).context["form"]["op"].value()}
    for _ in range(2):
        assert client.post(address, {**IMPORTED, **op, "documents": [text_file()]}).status_code == 302
    assert Document.objects.count() == NoteOrigin.objects.count() == NoteFile.objects.count() == 1


def test_only_the_owner_keeps_paper_with_a_note(cast: Cast, as_: As, inspection: Inspection) -> None:
    document = note(inspection, cast.team_inspector).document
    for person in (cast.lead, cast.second_team_inspector):
        assert as_(person).get(page_of(document, "paper")).status_code == 403
    for person in (cast.shadow, cast.qa_manager):
        assert as_(person).get(url(inspection, "note_import")).status_code == 403
    answer = send(as_(cast.team_inspector), page_of(document, "paper"))
    assert answer.status_code == 400
    assert answer.context["form"].errors["documents"]


def test_origin_paper_and_files_are_in_the_export(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.lead)
    send(client, url(inspection, "note_import"), **IMPORTED, essential=WHAT, documents=[text_file()])
    content = exported(client, inspection)
    assert [row["where"] for row in rows_of(content, "origin")] == ["Sheet 4, blue folder"]
    assert [row["what"] for row in rows_of(content, "paper")] == [WHAT]
    assert [row["name"] for row in rows_of(content, "file")] == ["list.txt"]
    page = parts_of(content)["record.html"].decode()
    assert "Written on paper; the original: Sheet 4, blue folder" in page
    assert f"Given on paper: {WHAT}" in page
    assert "not in this export: list.txt" in page


@pytest.mark.rule("EVID-23", part="what is kept with a note that is kept back is its writer's alone, as its words are")
def test_where_a_note_comes_from_and_its_files_are_kept_back_with_its_words(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    author, given = as_(cast.team_inspector), IMPORTED | {"text": "Her mum Sarah agreed.", "where": "Sarah's folder"}
    sent = send(author, url(inspection, "note_import"), **given, essential="Sarah's letter", documents=[text_file()])
    assert sent["Location"].endswith("/names/")
    jobs.run_queued()
    document, kept = Document.objects.get(), NoteFile.objects.get()
    address = url(inspection, "note_file", pk=document.pk, file=kept.pk)
    assert author.get(address).status_code == 200
    assert all(each in shown(author, document) for each in ("Sarah&#x27;s folder", "Sarah&#x27;s letter", address))
    for who in (cast.lead, cast.deputy, cast.qa_manager):
        assert as_(who).get(address).status_code == 404
        assert not [each for each in ("folder", "letter", address) if each in shown(as_(who), document)]
    whole = parts_of(exported(as_(cast.lead), inspection))
    assert not [name for name, part in whole.items() if b"Sarah" in part or b"list.txt" in part]
    names = page_of(document, "names")
    assert author.post(names, opened(author, names) | {"said_0": "word"}).status_code == 302
    assert as_(cast.deputy).get(address).status_code == 200
    assert address in shown(as_(cast.deputy), document)


def test_the_blank_sheet_asks_for_what_a_note_needs(cast: Cast, as_: As, inspection: Inspection) -> None:
    """Made once by the worker, and a PDF; whoever writes no notes has no such page."""
    client, address = as_(cast.team_inspector), url(inspection, "paper_sheet")
    Inspection.objects.update(title=("A long title of an inspection of Cafcass " * 4)[:160])
    inspection.refresh_from_db()
    html = paper_sheet.html_of(inspection)
    places = [place.label for place in headings.places(version(inspection.framework_version))]
    for asked in ("Inspector", "Date", "Time", "Source", "Case reference or initials", *places):
        assert asked in html
    send(client, address)
    send(as_(cast.deputy), address)
    jobs.run_queued()
    job = Job.objects.get(kind="paper_sheet_pdf")
    file = url(inspection, "paper_sheet_file", job_id=job.pk)
    assert f'href="{file}"' in client.get(address).content.decode()
    made = client.get(file).content
    assert made.startswith(b"%PDF-")
    assert len(PdfReader(BytesIO(made)).pages) == 1, "what one sheet holds fits on one"
    assert as_(cast.qa_manager).get(address).status_code == 403
    assert as_(cast.link_person).get(file).status_code == 404
