"""How long what is kept stays: periods, what is past them, and a deletion that leaves a line without content."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.models import Event
from accounts.record import record
from accounts.refusals import NotAllowed, NotHere
from desk import retention
from desk.models import RetentionDeletion, RetentionPeriod
from evidence.actions import forgetting
from evidence.actions.exporting import ask_for_export
from evidence.models import RevisionText, SearchEntry
from evidence.queries.verifying import first_broken
from files import destroying, uploads
from files.jobs import run_queued
from files.models import Destroyed, Job, Upload
from files.queries import compare_with_storage
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import page_of
from tests.inspections.forms import errors, send
from tests.inspections.stages import ON_SITE_AT, announced

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
CLOSED, LAST, DAY_AFTER = date(2018, 3, 26), date(2024, 3, 26), date(2024, 3, 27)
REPORT = "/data-protection/retention/"


def ended(inspection: Inspection, by: Any, day: date = CLOSED) -> Inspection:
    """As it stands when it was published on that day."""
    Inspection.objects.filter(pk=inspection.pk).update(state="published")
    with clock.moved_to(clock.at(day, 9, 30)):
        record("publish", inspection, by=None, inspection=inspection.ref, before="final_sent", after="published")
    return inspection


def six_years(cast: Cast, code: str = "evidence") -> None:
    retention.set_period(code, 6, by=cast.administrator)


def listed(client: Client) -> str:
    return " ".join(client.get(REPORT).content.decode().split()).partition('id="past"')[2].partition("<h2")[0]


@pytest.mark.rule("DATA-03")
def test_evidence_of_an_activity_closed_on_26_march_2018_is_listed_on_27_march_2024(cast: Cast, as_: As) -> None:
    inspection, client = ended(announced(cast), cast.lead), as_(cast.administrator)
    with clock.moved_to(clock.at(DAY_AFTER, 9)):
        assert inspection.title not in listed(client)
        period = reverse("retention_period", args=["evidence"])
        assert send(client, period, years="6").status_code == 302
        assert inspection.title in listed(client)
        assert "26 March 2018" in listed(client)
        assert "26 March 2024" in listed(client)
        assert "files kept with notes" in listed(client)
        assert "Files that Cafcass gave" not in listed(client)
    with clock.moved_to(clock.at(LAST, 9)):
        assert inspection.title not in listed(client)
    assert [each.inspection for each in retention.past_period(DAY_AFTER)] == [inspection]
    assert retention.past_period(LAST) == []


@pytest.mark.rule("DATA-03", part="settings of an administrator, and nothing is deleted by itself")
def test_a_period_is_set_by_an_administrator_and_deletes_nothing(cast: Cast, as_: As) -> None:
    ended(announced(cast), cast.lead)
    period = reverse("retention_period", args=["evidence"])
    for typed in ("0", "101", "x"):
        assert "years" in errors(send(as_(cast.administrator), period, years=typed))
    assert send(as_(cast.administrator), period, years="6").status_code == 302
    assert as_(cast.director).get(period).status_code == 403
    assert as_(cast.lead).get(REPORT).status_code == 404
    assert not RetentionDeletion.objects.exists()
    assert send(as_(cast.administrator), period, years="").status_code == 302
    assert retention.past_period(date(2099, 1, 1)) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionPeriod.objects.update(years=1)


@pytest.mark.parametrize(
    ("closed", "years", "last"),
    [
        (CLOSED, 6, LAST),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 29), 6, date(2026, 2, 28)),
    ],
)
def test_a_period_ends_on_the_same_day_of_its_last_year(closed: date, years: int, last: date) -> None:
    assert retention.ends_on(closed, years) == last


def test_what_runs_or_has_no_closing_day_is_never_past(cast: Cast) -> None:
    inspection = announced(cast)
    six_years(cast)
    assert retention.past_period(date(2099, 1, 1)) == []
    Inspection.objects.filter(pk=inspection.pk).update(state="published")
    assert retention.past_period(date(2099, 1, 1)) == []


@pytest.mark.rule("DATA-03", part="a deletion blanks the words, keeps the chain, and leaves a line without content")
def test_deleting_evidence_leaves_the_chain_and_a_line_without_content(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        made = stages.note(inspection, cast.deputy, text="Whinchat and a letter.")
        stages.one_of_each(inspection, cast.team_inspector)
        ask_for_export(inspection, op=made.op, by=cast.lead)
        run_queued()
    export = Job.objects.get(kind="evidence_export").result
    assert export
    ended(inspection, cast.lead)
    six_years(cast)
    address = reverse("retention_delete", args=["evidence", inspection.pk])
    with clock.moved_to(clock.at(DAY_AFTER, 9)):
        director = as_(cast.director)
        assert as_(cast.administrator).get(address).status_code == 403
        assert address in listed(director)
        assert address not in listed(as_(cast.administrator))
        assert set(errors(send(director, address))) == {"reason", "sure"}
        assert send(director, address, reason="The period is over.", sure="on").status_code == 302
        assert address not in listed(director)
        assert f"{inspection.title}</strong>: Evidence: the words of notes" in director.get(REPORT).content.decode()
        assert director.get(address).status_code == 404
    texts = RevisionText.objects.filter(revision__inspection=inspection)
    assert all(each.parts == {} and each.blanking_approved_by == cast.director for each in texts)
    assert not SearchEntry.objects.filter(inspection=inspection, kind="note").exists()
    assert first_broken(inspection) is None
    page = as_(cast.lead).get(page_of(made.document, "detail")).content.decode()
    assert "Whinchat" not in page
    assert "The period is over." in page
    line = RetentionDeletion.objects.get()
    assert (line.record_class, line.count, line.by) == ("evidence", texts.count(), cast.director)
    event = Event.objects.get(verb="deleted after its period")
    assert event.after == f"evidence: {texts.count()}"
    assert as_(cast.lead).get(reverse("evidence_export_file", args=[inspection.ref, export.job.pk])).status_code == 404
    destroying.finish()
    assert Destroyed.objects.get(stored=export).gone_at
    assert export.key not in compare_with_storage().lost


def test_nobody_is_asked_about_a_name_in_a_text_that_is_deleted(cast: Cast, as_: As) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        made = stages.note(inspection, cast.team_inspector, text="She said so.", source="Her mum Sarah")
        forgetting.delete_words(inspection, reason="The period is over.", by=cast.director)
        author, listed_at = as_(cast.team_inspector), reverse("note_list", args=[inspection.ref])
        answer = author.get(page_of(made.document, "names"))
        assert (answer.status_code, answer.url) == (302, page_of(made.document, "detail"))
        assert "(deleted at the end of its retention period)" in author.get(listed_at).content.decode()
        # The source stays, and may name her too.
        assert "mum Sarah" not in as_(cast.lead).get(listed_at).content.decode()
        detail = author.get(page_of(made.document, "detail")).content.decode()
        assert "The period is over." in detail
        assert page_of(made.document, "names") not in detail


@pytest.mark.rule("DATA-03", part="files that Cafcass gave go, and their names and hashes stay")
def test_deleting_files_destroys_the_bytes_of_what_cafcass_gave(cast: Cast) -> None:
    inspection = announced(cast)
    with uploads.arriving([ContentFile(b"Rotas", name="rota.txt")]) as arrived, transaction.atomic():
        uploads.receive(arrived[0], by=cast.link_person, inspection=inspection.ref)
    run_queued()
    ended(inspection, cast.lead)
    six_years(cast, "files")
    with clock.moved_to(clock.at(DAY_AFTER, 9)):
        past = retention.past_of("files", inspection.pk)
        assert retention.delete_past(past, reason="Over.", by=cast.director).count == 1
        with pytest.raises(NotAllowed):
            retention.delete_past(past, reason="Again.", by=cast.director)
    destroying.finish()
    upload = Upload.objects.get()
    assert (upload.is_destroyed, upload.name) == (True, "rota.txt")
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionDeletion.objects.all().delete()


def test_what_is_append_only_is_listed_and_not_deleted(cast: Cast, as_: As) -> None:
    inspection = ended(announced(cast), cast.lead)
    six_years(cast, "record")
    with clock.moved_to(clock.at(DAY_AFTER, 9)):
        assert inspection.title in listed(as_(cast.director))
        assert "Delete it" not in listed(as_(cast.director))
        with pytest.raises(NotHere):
            retention.past_of("record", inspection.pk)


def test_many_activities_cost_no_more_queries(cast: Cast, as_: As) -> None:
    client, counts = as_(cast.administrator), []
    six_years(cast)
    inspection = ended(announced(cast), cast.lead)
    with clock.moved_to(clock.at(DAY_AFTER, 9)):
        for title in ("", "Another"):
            if title:
                for number in range(3):
                    row = Inspection.objects.get(pk=inspection.pk)
                    timeline = row.timeline
                    timeline.pk = None
                    timeline.save(force_insert=True)
                    given = {"kind": row.kind, "title": f"{title} {number}", "made_by": row.made_by}
                    version = row.framework_version
                    ended(Inspection.objects.create(**given, timeline=timeline, framework_version=version), cast.lead)
            with CaptureQueriesContext(connection) as captured:
                client.get(REPORT)
            counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
