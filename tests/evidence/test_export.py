"""Taking the whole record out: everything in it, by few, checked by a command that finds whatever was altered."""

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import clock
from accounts.models import Event
from evidence import chain
from evidence.actions import findings
from evidence.actions.agreement import comment, withdraw
from evidence.actions.capture import append
from evidence.actions.gaps import accept_gap, explain_gap
from evidence.actions.naming import Said, answer
from evidence.models import Document, Revision, RevisionText
from evidence.queries.scope import places_of
from files import jobs
from files.models import Job
from inspections.actions import add_member
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages, visits
from tests.evidence.pages import send, url
from tests.evidence.stages import individual, note, shared
from tests.evidence.test_heads import revise
from tests.evidence.test_names import on_the_list
from tests.evidence.test_names_besides import compared
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


def exported(client: Client, inspection: Inspection) -> bytes:
    """Asked for on the page, made by the worker, taken from the page."""
    assert send(client, url(inspection, "evidence_export")).status_code == 302
    asked = Job.objects.get(kind="evidence_export", state="queued").pk
    jobs.run_queued()
    job = Job.objects.get(pk=asked)
    assert job.state == "done", job.error
    answer = client.get(url(inspection, "evidence_export_file", job_id=job.pk))
    assert answer.status_code == 200
    return answer.content


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(content: bytes, kind: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in parts_of(content)["record.jsonl"].splitlines()]
    return [row for row in rows if row["type"] == kind]


def verified(folder: Path, content: bytes) -> str:
    """What the command says of a file with this content: its fault, or its words of praise."""
    file, said = folder / "record.zip", io.StringIO()
    file.write_bytes(content)
    try:
        call_command("verify_record", export=str(file), stdout=said)
    except CommandError as error:
        return str(error)
    return said.getvalue()


@pytest.mark.rule("EVID-03")
def test_120_items_are_120_items_in_the_file(cast: Cast, as_: As, tmp_path: Path) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        notes = [note(inspection, cast.deputy, text=f"Note number {number}.") for number in range(120)]
        own = individual(inspection, cast.deputy, notes[:3], text="An individual summary.")
        shared(inspection, cast.lead, [own], text="A shared summary.")
        content = exported(as_(cast.lead), inspection)
        said = verified(tmp_path, content)
    rows, page = rows_of(content, "revision"), parts_of(content)["record.html"].decode()
    assert [row["entry"]["kind"] for row in rows].count("note") == 120
    assert [row["words"].get("text") for row in rows[:120]] == [f"Note number {number}." for number in range(120)]
    assert rows[120]["entry"]["cites"] == [each.pk for each in notes[:3]]
    assert rows[121]["entry"]["cites"] == [own.pk]
    for text in ["Note number 0.", "Note number 119.", "An individual summary.", "A shared summary."]:
        assert f">{text}<" in page
    assert "122 revisions: every one holds, as kept here" in said


@pytest.fixture
def whole(cast: Cast) -> Inspection:
    """A record with something of every kind in it."""
    inspection = stages.with_agreed_summaries(cast)
    with clock.moved_to(stages.JUDGED_AT):
        first = note(inspection, cast.deputy, text="First words <script>")
        revise(first, cast.deputy, parts={"text": "Second words"})
        revise(first, cast.deputy, parts={"text": "Third words"})
        comment(first.document, text="What of the court?", by=cast.qa_manager)
        withdraw(first.document, reason="Not relied on.", by=cast.deputy)
        removed = note(inspection, cast.deputy, text="Unwanted name")
        blank = {
            "parts": {},
            "blanked_at": clock.now(),
            "blanked_reason": "A name",
            "blanking_approved_by": cast.director,
        }
        RevisionText.objects.filter(revision=removed).update(**blank)
        stages.graded(cast, inspection, {"private": "good"})
    return inspection


def test_everything_of_the_record_is_in_the_data_and_on_the_page(cast: Cast, as_: As, whole: Inspection) -> None:
    with clock.moved_to(stages.JUDGED_AT):
        content = exported(as_(cast.qa_manager), whole)
    manifest, page = json.loads(parts_of(content)["manifest.json"]), parts_of(content)["record.html"].decode()
    assert manifest["rows"]["revision"] == Revision.objects.filter(inspection=whole).count()
    assert manifest["rows"]["agreement"] == 6
    assert page.count(f"Why it rests on little: {stages.FEW}") == 6
    assert "(empty)" in page
    assert [row["text"] for row in rows_of(content, "comment")] == ["What of the court?"]
    assert [row["reason"] for row in rows_of(content, "withdrawal")] == ["Not relied on."]
    assert [row["text"] for row in rows_of(content, "rationale")] == ["Why private."]
    assert rows_of(content, "judgement")[0]["grades"]["private"] == "good"
    blanked = [row["blanked"] for row in rows_of(content, "revision") if row["blanked"]]
    assert [(row["reason"], row["approved_by"]) for row in blanked] == [("A name", cast.director.pk)]
    people = {row["name"] for row in rows_of(content, "person")}
    assert {cast.deputy.name, cast.qa_manager.name, cast.director.name, cast.lead.name} <= people
    for text in ("First words &lt;script&gt;", "Second words", "Third words", "What of the court?", "Not relied on."):
        assert text in page
    assert "<script>" not in page
    assert page.count("Earlier version.") == 1
    assert "Unwanted name" not in page + parts_of(content)["record.jsonl"].decode()
    kinds = ("Note", "Case evaluation", "Individual summary", "Shared summary")
    assert Document.objects.filter(inspection=whole).count() == sum(page.count(f"<h3>{each} by") for each in kinds)


def test_the_chain_can_be_summed_up_again_without_the_product(cast: Cast, as_: As, whole: Inspection) -> None:
    """As README.txt in the file tells it."""
    with clock.moved_to(stages.JUDGED_AT):
        content = exported(as_(cast.lead), whole)

    def sha256(value: Any) -> str:
        written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    previous = "0" * 64
    for row in rows_of(content, "revision"):
        assert row["blanked"] or sha256(row["words"]) == row["entry"]["sha256"]
        assert sha256({**row["entry"], "previous": previous}) == row["chain"]
        previous = row["chain"]
    assert json.loads(parts_of(content)["manifest.json"])["last_chain"] == previous


def repacked(content: bytes, change: Callable[[list[dict[str, Any]], dict[str, bytes]], None]) -> bytes:
    """The file altered by somebody who makes every hash of the manifest right again."""
    parts = parts_of(content)
    rows = [json.loads(line) for line in parts["record.jsonl"].splitlines()]
    change(rows, parts)
    manifest = json.loads(parts.pop("manifest.json"))
    parts["record.jsonl"] = b"".join(chain.canonical(row) + b"\n" for row in rows)
    revisions = [row for row in rows if row["type"] == "revision"]
    manifest |= {"rows": Counter(row["type"] for row in rows), "last_chain": revisions[-1]["chain"]}
    manifest["files"] = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in {**parts, "manifest.json": chain.canonical(manifest)}.items():
            archive.writestr(name, part)
    return made.getvalue()


def revision_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["type"] == "revision"]


def chained_anew(rows: list[dict[str, Any]]) -> None:
    """Every link made right again: what only a comparison with the kept record finds."""
    previous = chain.FIRST
    for row in revision_rows(rows):
        row["entry"]["sha256"] = chain.words_hash(row["words"]) if not row["blanked"] else row["entry"]["sha256"]
        row["chain"] = previous = chain.link_of(previous, row["entry"])


def another_word(rows: list[dict[str, Any]], _: Any) -> None:
    revision_rows(rows)[3]["words"] = {"text": "Something else"}


def another_author(rows: list[dict[str, Any]], _: Any) -> None:
    revision_rows(rows)[3]["entry"]["author"] += 1


def one_left_out(rows: list[dict[str, Any]], _: Any) -> None:
    rows.remove(revision_rows(rows)[3])


def two_exchanged(rows: list[dict[str, Any]], _: Any) -> None:
    first, second = (rows.index(row) for row in revision_rows(rows)[3:5])
    rows[first], rows[second] = rows[second], rows[first]


def words_put_back(rows: list[dict[str, Any]], _: Any) -> None:
    next(row for row in revision_rows(rows) if row["blanked"])["words"] = {"text": "Unwanted name"}


def another_comment(rows: list[dict[str, Any]], _: Any) -> None:
    next(row for row in rows if row["type"] == "comment")["text"] = "Fine."


def all_made_anew(rows: list[dict[str, Any]], _: Any) -> None:
    another_word(rows, _)
    chained_anew(rows)


def last_left_out(rows: list[dict[str, Any]], _: Any) -> None:
    rows.remove(revision_rows(rows)[-1])


def page_without_one(_: Any, parts: dict[str, bytes]) -> None:
    parts["record.html"] = parts["record.html"].replace(b'<section id="r', b'<section id="x', 1)


ALTERED: list[tuple[Callable[[Any, Any], None], str]] = [
    (another_word, "does not hold: its words are not those"),
    (another_author, "does not hold: it, its citations or a revision before it"),
    (one_left_out, "does not hold: it, its citations or a revision before it"),
    (two_exchanged, "does not hold: it, its citations or a revision before it"),
    (words_put_back, "its words were removed, and others stand there"),
    (another_comment, "not one of the files that were made here"),
    (all_made_anew, "is not the one that is kept here"),
    (last_left_out, "not one of the files that were made here"),
    (page_without_one, "record.html does not show revision"),
]


@pytest.mark.parametrize(("change", "fault"), ALTERED, ids=[change.__name__ for change, _ in ALTERED])
def test_the_command_names_what_was_altered(
    cast: Cast, as_: As, whole: Inspection, tmp_path: Path, change: Any, fault: str
) -> None:
    with clock.moved_to(stages.JUDGED_AT):
        content = exported(as_(cast.lead), whole)
    assert "every one holds" in verified(tmp_path, content)
    assert fault in verified(tmp_path, repacked(content, change))


def test_bytes_changed_without_the_manifest_and_files_that_are_none(
    cast: Cast, as_: As, whole: Inspection, tmp_path: Path
) -> None:
    with clock.moved_to(stages.JUDGED_AT):
        parts = parts_of(exported(as_(cast.lead), whole))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b"Third words", b"Other words"))
    said = verified(tmp_path, changed.getvalue())
    assert "record.html is not what the manifest says it is" in said
    assert "record.jsonl is not what the manifest says it is" in said
    for none in (b"", b"PK", b"no zip at all"):
        assert "not a file that an export made" in verified(tmp_path, none)
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("manifest.json", "[]")
    assert "not a file that an export of this version made" in verified(tmp_path, empty.getvalue())


def test_a_record_that_is_still_empty_is_exported_too(cast: Cast, as_: As, tmp_path: Path) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        content = exported(as_(cast.lead), inspection)
    assert "0 revisions: every one holds" in verified(tmp_path, content)
    assert "<h2>Evidence notes: 0</h2>" in parts_of(content)["record.html"].decode()


def test_nothing_of_another_inspection_is_in_the_file(cast: Cast, as_: As, whole: Inspection) -> None:
    from tests.inspections.stages import plan

    with clock.moved_to(stages.JUDGED_AT):
        other = plan(cast, title="Another inspection", lead=cast.other_lead)
        content = exported(as_(cast.other_lead), other)
        mine = Job.objects.get(kind="evidence_export")
        assert as_(cast.lead).get(url(whole, "evidence_export_file", job_id=mine.pk)).status_code == 404
    assert b"Third words" not in b"".join(parts_of(content).values())
    assert rows_of(content, "revision") == []


def test_lead_and_qa_manager_export_and_nobody_else(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        exported(as_(cast.lead), inspection)
        job = Job.objects.get(kind="evidence_export")
        addresses = [url(inspection, "evidence_export"), url(inspection, "evidence_export_file", job_id=job.pk)]
        for address in (*addresses, f"/files/jobs/{job.pk}/"):
            assert as_(cast.qa_manager).get(address).status_code == 200
            for person in (
                cast.deputy,
                cast.team_inspector,
                cast.shadow,
                cast.director,
                cast.analyst,
                cast.link_person,
            ):
                assert as_(person).get(address).status_code == 404, (address, person)


def test_whoever_lost_the_right_meanwhile_gets_no_file(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        send(as_(cast.qa_manager), url(inspection, "evidence_export"))
        # A new quality assurance manager ends the role of the first.
        add_member(inspection, cast.moderator, "qa_manager", reason="She fell ill.", by=cast.scheduler)
        jobs.run_queued()
    job = Job.objects.get(kind="evidence_export")
    assert (job.state, job.result) == ("failed", None)
    assert "can do this" in job.error


def test_asking_and_taking_stand_in_the_history(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        exported(as_(cast.lead), inspection)
        page = as_(cast.qa_manager).get(url(inspection, "inspection_history")).content.decode()
    verbs = Event.objects.filter(inspection=inspection.ref, person_name=cast.lead.name).values_list("verb", flat=True)
    assert "asked for export of the evidence record" in verbs
    assert "took export of the evidence record" in verbs
    assert "export of the evidence record" in page


def test_sent_twice_it_is_made_once_and_asked_again_once_more(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    client, address = as_(cast.lead), url(inspection, "evidence_export")
    with clock.moved_to(ON_SITE_AT):
        data = {"op": client.get(address).context["form"]["op"].value()}
        assert client.post(address, data).status_code == client.post(address, data).status_code == 302
        assert Job.objects.filter(kind="evidence_export").count() == 1
        assert "Waiting to start" in client.get(address).content.decode()
        jobs.run_queued()
        append(inspection, kind="note", op=stages.uuid4(), by=cast.lead, parts={"text": "One more"})
        assert len(rows_of(exported(client, inspection), "revision")) == 1
        assert Job.objects.filter(kind="evidence_export").count() == 2
        assert client.get(address).content.decode().count("SHA-256:") == 2


@pytest.mark.rule(
    "EVID-23", part="what was asked about names, and asked again, is in the export; kept-back words are not"
)
def test_what_writers_were_asked_about_names_is_in_the_file(cast: Cast, as_: As, tmp_path: Path) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        seen = note(inspection, cast.team_inspector, text="Her mum Sarah said that the plan for Zebulon was late.")
        answer(seen.document, [Said("word")], opened=seen, op=uuid4(), by=cast.team_inspector)
        on_the_list(inspection, "Whinchat, Zebulon")
        compared(inspection)
        before = exported(as_(cast.lead), inspection)
        answer(seen.document, [Said("place")], opened=seen, op=uuid4(), by=cast.team_inspector)
        content = exported(as_(cast.lead), inspection)
    [asked], [again] = rows_of(content, "names_before"), rows_of(content, "names")
    assert (asked["count"], asked["said"], asked["by"]) == (1, {"word": 1}, cast.team_inspector.pk)
    assert (again["count"], again["said"], again["shared"]) == (1, {"place": 1}, True)
    assert again["since"]
    assert [place[:3] for place in again["places"]] == [["text", 37, 44]]
    page = unescape(parts_of(content)["record.html"].decode())
    assert "answered by Tia Example" in page
    assert "1 an ordinary word or a title. Asked again Mon 5 Feb 2024" in page
    assert "1 of a place, a court or an organisation" in page
    [open_now] = rows_of(before, "names")
    assert "places" not in open_now
    assert "not answered yet" in unescape(parts_of(before)["record.html"].decode())
    assert b"Zebulon" not in b"".join(parts_of(before).values())
    for made in (before, content):
        assert "every one holds" in verified(tmp_path, made)


@pytest.mark.rule("EVID-23", part="the source of a note that is kept back is in no export")
def test_the_source_of_what_is_kept_back_is_not_in_the_file(cast: Cast, as_: As, tmp_path: Path) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        note(inspection, cast.team_inspector, text="A plan on time.", source="Interview with her mum Sarah")
        note(inspection, cast.team_inspector, text="A letter on time.")
        content = exported(as_(cast.lead), inspection)
    assert b"Sarah" not in b"".join(parts_of(content).values())
    assert [row.get("source_kept_back", False) for row in rows_of(content, "revision")] == [True, False]
    assert "every one holds" in verified(tmp_path, content)

    def said_to_be(rows: list[dict[str, Any]], _: Any) -> None:
        revision_rows(rows)[1]["source_kept_back"] = True

    def put_back(rows: list[dict[str, Any]], _: Any) -> None:
        revision_rows(rows)[0]["entry"]["source"] = "Interview with somebody"

    for change in (said_to_be, put_back):
        assert "its source is said to be kept back, and is not" in verified(tmp_path, repacked(content, change))


@pytest.mark.rule(
    "EVID-17", part="the export of a visit says what it looks at, what covers that, and the agreed findings"
)
def test_what_a_visit_covers_is_in_the_file(cast: Cast, as_: As, tmp_path: Path) -> None:
    visit = visits.on_site(cast)
    with clock.moved_to(visits.ON_SITE):
        suggestion = findings.suggest_topic(visit, kind="theme", text="Delay", by=cast.chief_executive)
        given = {"kind": "theme", "text": "Delay & letters", "by": cast.decision_maker}
        subject = findings.add_topic(visit, **given, suggestion=suggestion)
        gone = findings.add_topic(visit, kind="cohort", text="Children under 2", by=cast.decision_maker)
        findings.take_out_subject(gone, reason="Too few.", by=cast.decision_maker)
        gap = explain_gap(visit, places_of(visit)[-1], reason="Nobody was there.", by=cast.lead)
        accept_gap(gap, by=cast.qa_manager)
        visits.covered(visit, cast.lead, subject)
        findings.agree_findings(visit, by=cast.lead)
        content = exported(as_(cast.lead), visit)
    page = unescape(parts_of(content)["record.html"].decode())
    for line in (
        "Suggested: theme, Delay (Casey Specimen",
        "Looked at: Delay & letters (",
        "Taken out by ",
        ": Too few.",
        "Not covered: Effectiveness: continuing professional development: Nobody was there.",
        "Covers Delay & letters",
        "Covers Effectiveness: supervision",
        "Findings: Agreed by Lena Example, Tue 11 Jun 2024",
    ):
        assert line in page, line
    assert [row["accepted"]["by"] for row in rows_of(content, "gap")] == [cast.qa_manager.pk]
    assert "every one holds" in verified(tmp_path, content)
