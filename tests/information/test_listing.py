"""The child-level list: one table of rules, every fault by row, column and reason; sent with what is known."""

import time
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from files.jobs import run_queued
from framework.versions import version
from information.listing import as_day, check, fields_for
from information.models import AnnexFile, ListCheck
from tests.information import giving
from tests.information.lists import ANNEX, FIELDS, OLD, TODAY, listed
from tests.inspections.forms import errors, opened, send, unopened


def faults(content):
    return [(each.row, each.column, each.reason) for each in check(content, FIELDS, ANNEX, TODAY).faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_good_list_has_no_fault_whatever_its_delimiter_and_mark(delimiter, mark):
    checked = check(mark + listed({}, {"child_id": "K2"}, delimiter=delimiter), FIELDS, ANNEX, TODAY)
    assert (checked.rows, checked.faults, checked.refused) == (2, [], "")


@pytest.mark.parametrize(
    ("cell", "column", "reason"),
    [
        ({"disability": "maybe"}, "Disability", "Y or N"),
        ({"date_of_birth": "31/31/2015"}, "Date of birth", "no date"),
        ({"date_of_birth": "2030-01-01"}, "Date of birth", "has not come yet"),
        ({"gender": ""}, "Gender", "empty"),
        ({"law_type": "criminal"}, "Law type", "public or private"),
        ({"local_authority": ""}, "Local authority", "empty"),
        ({"court": "=1+1"}, "Court", "formula"),
        ({"case_end_date": "2024-01-01"}, "Case end date", "before the case start date"),
    ],
)
def test_each_rule_names_row_column_and_reason_and_never_the_cell(cell, column, reason):
    (found,) = faults(listed({}, {"child_id": "K2"} | cell))
    assert found[:2] == (3, column)
    assert reason in found[2]
    value = next(iter(cell.values()))
    assert not value or value not in found[2]


def test_a_local_authority_is_asked_for_in_public_law_alone():
    assert faults(listed({"law_type": "Private", "local_authority": ""})) == []


def test_the_same_case_and_child_twice_is_pointed_out():
    ((row, column, reason),) = faults(listed({}, {}))
    assert (row, column) == (3, "")
    assert "repeats" in reason


@pytest.mark.rule("DATA-01", part="a column that is not asked for is not used, and whoever sends it is told")
def test_missing_and_further_columns_are_named():
    names = [each.label for each in FIELDS]
    told = faults(listed({}, header=["Nickname", *names[1:]]))
    assert (1, "Case ID", "This column is missing.") in told
    assert (1, "Column 1", "This column is not asked for, and nothing of it is used.") in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"one,two\n1,2", "none of the columns"),
        (listed({}) + b'\n"C2', "quotation mark"),
        (listed(*[{}] * 30_001), "more than 30,000 rows"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(content, said):
    assert said in check(content, FIELDS, ANNEX, TODAY).refused


def test_dates_are_read_with_the_day_first():
    assert as_day("3/4/2024") == as_day("2024-04-03") == as_day("03.04.2024") == date(2024, 4, 3)
    assert as_day("4/31/2024") is None


def test_an_older_version_borrows_the_columns_of_december_2024():
    fields, source = fields_for(version("2024-04-05"))
    assert source == "2024-12-17"
    assert len(fields) == len(version("2024-12-17").files.annex_a.child_level_fields)


def test_twenty_thousand_rows_take_less_than_five_seconds():
    content = listed(*({"child_id": f"K{number}", "disability": "?"} for number in range(20_000)))
    begun = time.process_time()
    checked = check(content, FIELDS, ANNEX, TODAY)
    assert time.process_time() - begun < 5
    assert checked.rows == 20_000
    assert "more problems than can be shown" in checked.faults[-1].reason


@pytest.mark.django_db
def test_a_list_with_known_problems_is_sent_and_opened_by_the_analyst_alone(cast, as_):
    inspection = giving.announced(cast)
    link, address = as_(cast.link_person), reverse("cafcass_list", args=[inspection.ref])
    rows = listed(*({"case_id": f"C{number}", "disability": "?"} for number in range(14)), fields=OLD)

    def post(content):
        return link.post(address, opened(link, address) | {"documents": [SimpleUploadedFile("list.csv", content)]})

    with giving.at_work():
        assert "none of the columns" in errors(post(b"one,two\n1,2"))["documents"][0]
        two = [SimpleUploadedFile("a.csv", b"x"), SimpleUploadedFile("b.csv", b"y")]
        both = link.post(address, opened(link, address) | {"documents": two})
        assert "Select one file" in errors(both)["documents"][0]
        assert post(rows).status_code == 302
        shown = link.get(address).content.decode()
        assert "14 rows, 14 problems" in shown
        assert "those of Tuesday 17 December 2024" in shown
        table = link.get(reverse("cafcass_list_faults", args=[inspection.ref])).content.decode()
        assert table.splitlines()[1] == "2,Disability,It must be Y or N."
        assert len(table.splitlines()) == 15
        for who in (cast.lead, cast.analyst):
            assert "list.csv" not in as_(who).get(reverse("annex", args=[inspection.ref])).content.decode()
        sends = reverse("cafcass_list_send", args=[inspection.ref])
        assert "with 14 known problems" in link.get(sends).content.decode()
        assert send(link, sends, necessary="Item A-01 asks for it.").status_code == 302
        run_queued()
        file = AnnexFile.objects.get()
        assert (file.item.number, file.name) == ("A-01", "A-01 list.csv")
        opens = reverse("annex_file", args=[inspection.ref, file.pk])
        assert as_(cast.lead).get(opens).status_code == 403
        assert as_(cast.analyst).get(opens).status_code == 200
        told = as_(cast.analyst).get(reverse("annex_item", args=[inspection.ref, file.item_id])).content.decode()
        assert "14 rows, with 14 known problems" in told
        checked = ListCheck.objects.get()
        assert link.get(sends).status_code == 403
        assert link.post(sends, unopened() | {"version": str(checked.pk), "necessary": "Again."}).status_code == 403
    with pytest.raises(DatabaseError), transaction.atomic():
        ListCheck.objects.update(rows=1)


@pytest.mark.django_db
def test_a_list_that_nobody_was_shown_is_not_sent_by_an_older_page(cast, as_):
    inspection = giving.announced(cast)
    link, sends = as_(cast.link_person), reverse("cafcass_list_send", args=[inspection.ref])
    address = reverse("cafcass_list", args=[inspection.ref])

    def check_it(client, **cells):
        given = [SimpleUploadedFile("list.csv", listed(cells, fields=OLD))]
        assert client.post(address, opened(client, address) | {"documents": given}).status_code == 302

    with giving.at_work():
        check_it(link)
        page = opened(link, sends)
        check_it(as_(cast.chief_executive), disability="?")
        late = link.post(sends, page | {"necessary": "As agreed on the phone."})
        assert (late.status_code, AnnexFile.objects.count()) == (409, 0)
        assert "with 1 known problem" in late.content.decode()
        assert "As agreed on the phone." in late.content.decode()
        assert send(link, sends, necessary="As agreed on the phone.").status_code == 302
