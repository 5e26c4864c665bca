"""Printing: tagged and accessible, the same bytes for the same content, and blind to everything outside its folder."""

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

from files import pdf

SAMPLE = Path(__file__).with_name("sample_report.html")
PROJECT = Path(__file__).parents[2]
PRINT_ALONE = """
import sys, hashlib
from django.conf import settings
settings.configure(BASE_DIR=sys.argv[1])
from files import pdf
print(hashlib.sha256(pdf.render(open(sys.argv[2], encoding="utf-8").read())).hexdigest())
"""


@pytest.fixture(scope="module")
def printed() -> bytes:
    return pdf.render(SAMPLE.read_text())


@pytest.fixture(scope="module")
def reader(printed: bytes) -> PdfReader:
    return PdfReader(BytesIO(printed))


def document(body: str, head: str = "<title>x</title>") -> str:
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def findings(content: bytes) -> list[str]:
    report = page.validate_pdf_bytes(content, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_the_print_passes_pdf_ua_1(printed: bytes) -> None:
    assert findings(printed) == []


@pytest.mark.parametrize(
    "broken",
    [document("<p>no title</p>", head=""), document("<h1>A</h1><h3>skipped</h3>"), "<title>x</title><p>no language"],
)
def test_the_check_of_pdf_ua_1_finds_what_is_broken(broken: str) -> None:
    assert findings(pdf.render(broken)) != []


def test_the_same_content_gives_the_same_bytes_in_every_process(printed: bytes) -> None:
    here = hashlib.sha256(printed).hexdigest()
    assert [print_alone("1"), print_alone("2")] == [here, here]


def print_alone(seed: str) -> str:
    """The hash of the sample printed by a process of its own, in another time zone and with other hash seeds."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-c", PRINT_ALONE, str(PROJECT), str(SAMPLE)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def test_another_word_gives_another_identity() -> None:
    first, second = (PdfReader(BytesIO(pdf.render(document(f"<p>{word}</p>")))) for word in ("one", "two"))
    assert first.trailer["/ID"] != second.trailer["/ID"]


def test_the_date_is_the_one_that_the_content_gives(reader: PdfReader) -> None:
    assert reader.metadata is not None
    assert str(reader.metadata["/CreationDate"]) == "D:20240319093000Z"


def test_without_a_date_the_print_carries_none() -> None:
    metadata = PdfReader(BytesIO(pdf.render(document("<p>x</p>")))).metadata
    assert metadata is not None
    assert "/CreationDate" not in metadata


def test_every_page_carries_the_embargo_the_running_line_and_its_number(reader: PdfReader) -> None:
    assert len(reader.pages) == 2
    for number, printed_page in enumerate(reader.pages, start=1):
        text = printed_page.extract_text()
        assert "Under embargo until Tuesday 9 April 2024, 9.30am" in text
        assert "National inspection, 12 to 16 February 2024" in text
        assert f"Page {number} of 2" in text


def test_paragraphs_are_numbered_through_the_document(reader: PdfReader) -> None:
    text = "\n".join(printed_page.extract_text() for printed_page in reader.pages)
    assert all(f"{number}." in text for number in (1, 2, 3))


def test_only_a_draft_has_the_watermark() -> None:
    draft = PdfReader(BytesIO(pdf.render(document("<p>x</p>").replace("<body>", '<body class="draft">'))))
    final = PdfReader(BytesIO(pdf.render(document("<p>x</p>"))))
    assert "DRAFT" in draft.pages[0].extract_text()
    assert "DRAFT" not in final.pages[0].extract_text()


def test_the_typeface_is_the_one_that_is_installed_with_the_product(reader: PdfReader) -> None:
    resources: Any = reader.pages[0]["/Resources"]
    fonts = {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}
    assert fonts
    assert all("Liberation-Sans" in font for font in fonts)


@pytest.mark.parametrize(
    "wanted",
    [
        '<img alt="x" src="http://127.0.0.1:1/x.png">',
        '<img alt="x" src="https://example.com/x.png">',
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="../../manage.py">',
        '<img alt="x" src="%2e%2e/%2e%2e/manage.py">',
        '<img alt="x" src="/etc/passwd">',
        '<img alt="x" src="ftp://example.com/x">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        '<img alt="x" src="missing.png">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:1/x.css);</style>",
        "<style>@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }</style><p>x</p>",
        '<style>p { background: url("file:///etc/passwd") }</style><p>x</p>',
        '<svg viewBox="0 0 9 9" width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<object data="file:///etc/passwd"></object>',
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_nothing_outside_the_folder_is_fetched(wanted: str) -> None:
    with pytest.raises(pdf.FetchRefused, match="may not fetch"):
        pdf.render(document(wanted))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from files.pdf import engine

    (tmp_path / "print").mkdir()
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "print" / "x.svg").symlink_to(tmp_path / "secret.svg")
    monkeypatch.setattr(engine, "FOLDER", tmp_path / "print")
    with pytest.raises(pdf.FetchRefused):
        pdf.render(document('<img alt="x" src="x.svg">'), stylesheets=[])


def test_what_lies_in_the_folder_can_be_printed() -> None:
    assert pdf.render(document('<img alt="x" src="draft.svg">')).startswith(b"%PDF")


def test_the_web_process_never_loads_the_engine() -> None:
    code = (
        "import sys, config.wsgi, django.urls; django.urls.get_resolver().url_patterns; "
        "from files import jobs; jobs.registry.load(); sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
