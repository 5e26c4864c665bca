"""What the checks of an upload hold and let through, by the bytes and not by the name."""

import io
import zipfile
import zlib
from time import perf_counter

import pytest

from files import pdf
from files.checking import KINDS, Finding, by_content

PDF_HEAD = b"%PDF-1.7\n"
OLE_HEAD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504


def packed(**entries: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in entries.items():
            file.writestr(name, text)
    return made.getvalue()


def office(**more: str) -> bytes:
    return packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def test_a_real_pdf_is_let_through_and_counted() -> None:
    head = "<html lang='en'><head><title>T</title></head>"
    html = f"{head}<body><p>One</p><p style='break-before:page'>Two</p></body></html>"
    found = by_content("Ours.PDF", pdf.render(html))
    assert (found.held, found.content_type, found.pages) == ("", "application/pdf", 2)


def test_text_is_let_through_with_its_words() -> None:
    assert by_content("notes.txt", "Four words are här.".encode()) == Finding("", "text/plain; charset=utf-8", None, 4)


def test_an_office_document_is_let_through() -> None:
    assert by_content("ours.docx", office()).held == ""


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.pdf", b"", "is empty"),
        ("page.html", b"<html></html>", "are not taken"),
        ("picture.svg", b"<svg/>", "are not taken"),
        ("setup.exe", b"MZ", "are not taken"),
        ("noending", b"text", "no ending"),
        ("report.pdf", b"MZ\x90\x00" + b"\x00" * 200, "something else"),
        ("report.pdf", b"<html><script>alert(1)</script></html>", "something else"),
        ("report.txt", b"%PDF-1.7\n", "something else"),
        ("notes.txt", b"<!DOCTYPE html><html><body>x</body></html>", "something else"),
        ("ours.docx", office(**{"word/vbaProject.bin": "x"}), "macros"),
        ("ours.docx", office(**{"word/embeddings/oleObject1.bin": "x"}), "another file inside"),
        ("ours.xlsx", office(), "not the kind of document|something else"),
        ("ours.docx", b"PK\x03\x04" + b"\x00" * 40, "damaged|something else"),
        ("bomb.docx", office(**{"word/media/a": "0" * 60_000_000}), "unpack to far more"),
        ("old.doc", OLE_HEAD + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        ("script.pdf", PDF_HEAD + b"1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >>", "acts"),
        ("numbered.pdf", PDF_HEAD + b"1 0 obj << /S /J#61vaScript (x) >>", "acts"),
        ("sends.pdf", PDF_HEAD + b"<< /AA << /O << /S /SubmitForm >> >> >>", "acts"),
        ("locked-numbered.pdf", PDF_HEAD + b"trailer << /#45ncrypt 5 0 R >>", "password"),
        ("inside.pdf", PDF_HEAD + b"<< /Type /EmbeddedFile >>", "packed inside"),
        ("locked.pdf", PDF_HEAD + b"trailer << /Encrypt 5 0 R >>", "password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_held_and_why(name: str, content: bytes, why: str) -> None:
    held = by_content(name, content).held
    assert any(part in held for part in why.split("|")), held


def test_a_script_in_a_packed_stream_of_objects_is_found() -> None:
    hidden = zlib.compress(b"<< /S /JavaScript >>")
    content = PDF_HEAD + b"1 0 obj << /Type /ObjStm /Length %d >> stream\n%s\nendstream" % (len(hidden), hidden)
    assert "acts" in by_content("script.pdf", content).held


def test_a_pdf_of_nothing_but_beginnings_is_read_once() -> None:
    """Looking for each end anew took a minute for 200 KB, in which the worker did nothing else."""
    content, begun = PDF_HEAD + b"stream\n" * 700_000, perf_counter()
    by_content("endless.pdf", content)
    assert perf_counter() - begun < 5


def test_packed_bytes_that_spell_a_short_name_by_chance_hold_nothing() -> None:
    body = b"\x00/JS\x00/XFA\x00" * 3
    assert by_content("scan.pdf", PDF_HEAD + b"1 0 obj << /Length 30 >> stream\n" + body + b"\nendstream").held == ""
    assert "acts" in by_content("scan.pdf", PDF_HEAD + b"1 0 obj << /JS (x) >> endobj").held


def test_every_reason_fits_its_field() -> None:
    endless = "x" * 400
    assert all(len(kind.label) < 40 for kind in KINDS.values())
    assert by_content(f"a.{endless}", b"x").held
