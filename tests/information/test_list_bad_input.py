"""What Cafcass may send instead of a list: refused or taken with a sentence that helps; nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from files.checking import Finding
from files.jobs import run_queued
from files.models import Upload
from information import listing
from information.models import AnnexFile, AnnexReading, ListCheck
from inspections.models import Inspection
from tests.cast import Cast
from tests.files.test_hostile import packed
from tests.information import giving
from tests.information.lists import OLD, as_excel, listed, workbook
from tests.inspections.forms import errors, opened, send

pytestmark = pytest.mark.django_db
GOOD = listed({}, fields=OLD)


class Page:
    """The page of the list, as the link person has it."""

    def __init__(self, inspection: Inspection, client: Client) -> None:
        self.address, self.client = reverse("cafcass_list", args=[inspection.ref]), client
        self.sends = reverse("cafcass_list_send", args=[inspection.ref])

    def post(self, content: bytes, name: str = "list.csv") -> Any:
        file = SimpleUploadedFile(name, content)
        return self.client.post(self.address, opened(self.client, self.address) | {"documents": [file]})

    def text(self) -> str:
        return self.client.get(self.address).content.decode()


@pytest.fixture
def of_list(cast: Cast, as_: Callable[..., Client]) -> Any:
    inspection = giving.announced(cast)
    with giving.at_work():
        yield Page(inspection, as_(cast.link_person))


REFUSED = {
    "wrong delimiter": ("list.csv", listed({}, fields=OLD, delimiter="^"), "separated by commas, semicolons, tabs or"),
    "open quote": ("list.csv", GOOD.replace(b"Care", b'"Care'), "quotation mark"),
    "50,000 rows": ("list.csv", b"Case ID\n" + b"C1\n" * 50_000, "Every case closed nationally in the two weeks"),
    "mark alone": ("list.csv", b"\xef\xbb\xbf\n", "its first line names the columns"),
    "workbook as csv": ("list.csv", workbook({}), "something else"),
    "wrong sheet": ("list.xlsx", workbook(header=["Nothing"]), "No sheet’s first line names the columns"),
    "macros": ("list.xlsx", as_excel("<x/>", further={"xl/vbaProject.bin": "x"}), "macros"),
    "bomb": ("list.xlsx", packed({"[Content_Types].xml": b"<x/>", "xl/a": b"\0" * 60_000_000}), "far more than it"),
    "xlsm": ("list.xlsm", workbook({}), "without macros (.csv or .xlsx)"),
    "pdf": ("list.pdf", b"%PDF-1.7", "(.csv or .xlsx)"),
    "other ending": ("../../etc/list.csv.exe", GOOD, "(.csv or .xlsx)"),
    "0 bytes": ("list.csv", b"", "is empty"),
}
FORMULA = '=HYPERLINK("http://a.example","x")'
DAYS = listed({"date_of_birth": "3/4/2015"}, {"case_id": "C2", "date_of_birth": "2015-04-03"}, fields=OLD)
TAKEN = {
    "mark": (b"\xef\xbb\xbf" + GOOD + b"\n", "1 rows, 0 problems"),
    "utf-16": (GOOD.decode().encode("utf-16"), "1 rows, 0 problems"),
    "days": (DAYS, "2 rows, 0 problems"),
    "formula": (listed({"court": FORMULA}, fields=OLD), "It begins like a formula. Put the value itself."),
    "windows letters": (listed({"court": "Café"}, fields=OLD).decode().encode("cp1252"), "Save it as “CSV UTF-8”."),
}


def test_it_is_refused_beside_the_field_and_what_was_checked_before_stands(of_list: Page) -> None:
    assert of_list.post(GOOD).status_code == 302
    for what, (name, content, said) in REFUSED.items():
        refused = of_list.post(content, name)
        assert refused.status_code == 400, what
        assert said in errors(refused)["documents"][0], what
    assert ListCheck.objects.get().upload.name == "list.csv"
    assert Upload.objects.count() == 1


def test_it_is_taken_and_said_what_is_wrong(of_list: Page) -> None:
    for what, (content, shown) in TAKEN.items():
        assert of_list.post(content).status_code == 302, what
        assert shown in of_list.text(), what


def test_a_problem_that_is_downloaded_is_no_formula_itself(of_list: Page, cast: Cast) -> None:
    of_list.post(listed({"court": "=1+1"}, fields=OLD, header=["=cmd", *(each.label for each in OLD[1:])]))
    address = reverse("cafcass_list_faults", args=[ListCheck.objects.get().request.inspection.ref])
    table = of_list.client.get(address).content.decode()
    assert "=" not in table
    assert 'Column 1,"This column is not asked for' in table


def test_a_file_over_the_limit_of_a_list_is_not_read(of_list: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("information.forms.annex.MOST_BYTES", 1000)
    monkeypatch.setattr("information.actions.listing.check", lambda *_: pytest.fail("It was read."))
    assert "larger than 1000" in errors(of_list.post(GOOD * 10))["documents"][0]
    assert listing.MOST_BYTES == 40 * 1024 * 1024


def test_the_same_file_twice_is_kept_once_and_sent_once(of_list: Page) -> None:
    for _ in range(2):
        assert of_list.post(GOOD).status_code == 302
    assert (Upload.objects.count(), ListCheck.objects.count()) == (1, 1)
    assert send(of_list.client, of_list.sends, necessary="Asked for.").status_code == 302
    again = of_list.post(GOOD, "the same by another name.csv")
    assert "This is the list that you have sent" in errors(again)["documents"][0]
    assert Upload.objects.count() == 1
    # One that was checked, changed, and changed back is the latest again.
    other = listed({"case_id": "C9"}, fields=OLD)
    assert of_list.post(other).status_code == 302
    assert of_list.post(GOOD).status_code == 302
    assert ListCheck.objects.count() == 3
    # One that its giver took for wrong may be sent after all.
    giving.actions.seal_file(AnnexFile.objects.get(), by=AnnexFile.objects.get().upload.made_by)
    assert send(of_list.client, of_list.sends, necessary="Asked for.").status_code == 302
    assert AnnexFile.objects.filter(sealed_at=None).count() == 1


def test_a_list_that_the_checks_hold_is_not_sent_and_nobody_opens_it(
    of_list: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_list.post(GOOD)
    monkeypatch.setattr("files.uploads.ask_all", lambda *_: Finding(held="A virus was found in it."))
    run_queued()
    assert "A virus was found in it." in of_list.text()
    refusal = send(of_list.client, of_list.sends, necessary="Asked for.")
    assert refusal.status_code == 403
    assert "A virus was found in it." in refusal.content.decode()
    assert (AnnexFile.objects.count(), AnnexReading.objects.count()) == (0, 0)
