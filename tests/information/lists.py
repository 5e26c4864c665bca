"""Child-level lists for tests: a good row, and files of it as CSV and as workbooks."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from framework.versions import version
from framework.versions.shapes.information import Field
from information.listing import fields_for

SEPTEMBER = version("2025-09-30")
FIELDS, _ = fields_for(SEPTEMBER)
# Those that the inspection of 2024 borrows.
OLD, _ = fields_for(version("2024-04-05"))
ANNEX = SEPTEMBER.files.annex_a
TODAY = date(2026, 2, 24)
GOOD = {
    "case_id": "C1", "case_name": "Case one", "gender": "F", "ethnicity": "White", "disability": "N",
    "date_of_birth": "2015-04-03", "lead_application": "Care", "law_type": "Public", "case_type": "s31",
    "practitioner": "P1", "team": "T1", "service_area": "A1", "local_authority": "Invented council", "court": "Court",
    "file_location": "", "child_id": "K1", "case_start_date": "3/4/2024", "case_end_date": "2026-02-10",
    "child_seen_in_person": "Y", "section_7_filed": "", "audit": "N",
}  # fmt: skip


def listed(
    *rows: dict[str, str], delimiter: str = ",", header: Sequence[str] = (), fields: Sequence[Field] = FIELDS
) -> bytes:
    """CSV: the good row with what each of `rows` says otherwise."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header or [each.label for each in fields])
    writer.writerows([(GOOD | row)[each.code] for each in fields] for row in rows)
    return made.getvalue().removesuffix("\n").encode()


LABELS = [each.label for each in FIELDS]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def row_of(changes: dict[str, Any]) -> list[Any]:
    return [(GOOD | changes)[each.code] for each in FIELDS]


def workbook(*rows: dict[str, Any], header: Sequence[str] = (), **further: list[list[Any]]) -> bytes:
    """One sheet with the list, and the `further` sheets by their titles, in the order of a person who adds them."""
    book = Workbook()
    book.active.title = "List"
    for line in (list(header) or LABELS, *map(row_of, rows)):
        book.active.append(line)
    for title, lines in further.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_excel(sheet: str, strings: str = "", further: dict[str, str] | None = None, book: str = "") -> bytes:
    """A workbook written by hand: the XML of its one sheet, and of what it shares."""
    relation = f'<Relationship Id="r{{0}}" Type="{OFFICE}/{{1}}" Target="{{2}}"/>'
    related = relation.format(1, "worksheet", "worksheets/sheet1.xml") + relation.format(
        2, "sharedStrings", "shared.xml"
    )
    packages = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types">'
        '<Default Extension="xml" ContentType="text/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{PARTS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{PARTS}.worksheet+xml"/>'
        f'<Override PartName="/xl/shared.xml" ContentType="{PARTS}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships">'
        f"{relation.format(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">{related}</Relationships>',
        "xl/workbook.xml": book
        or f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/shared.xml": f"<sst {MAIN}>{strings}</sst>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (parts | (further or {})).items():
            packed.writestr(name, content)
    return made.getvalue()


def shared(*rows: dict[str, str]) -> bytes:
    """As Excel writes it: each text once, and cells that point to it."""
    found: dict[str, int] = {}
    lines = []
    for number, line in enumerate((LABELS, *map(row_of, rows)), start=1):
        cells = [(get_column_letter(at), found.setdefault(text, len(found))) for at, text in enumerate(line, start=1)]
        points = "".join(f'<c r="{letter}{number}" t="s"><v>{place}</v></c>' for letter, place in cells)
        lines.append(f'<row r="{number}">{points}</row>')
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in found)
    return as_excel(f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>", strings)
