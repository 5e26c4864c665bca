"""Evidence is never changed or deleted: the database of this run refuses, SQLite and PostgreSQL alike."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from accounts import appendonly, clock
from evidence.actions.agreement import agree, comment
from evidence.models import (
    Agreement,
    CaseClosing,
    Citation,
    Document,
    DocumentComment,
    Head,
    Rationale,
    RationaleCitation,
    Revision,
    RevisionText,
    Withdrawal,
)
from evidence.queries.verifying import first_broken
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.stages import individual, note
from tests.inspections.stages import ON_SITE_AT, announced, plan
from tests.remembered import remembered

KEPT = [
    Document,
    Revision,
    RevisionText,
    Citation,
    Agreement,
    CaseClosing,
    DocumentComment,
    Withdrawal,
    Rationale,
    RationaleCitation,
]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = with_a_row_in_every_table(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@remembered
def with_a_row_in_every_table(cast: Cast) -> Inspection:
    """One row at least in every table that keeps evidence."""
    from evidence.actions.agreement import withdraw

    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        revision = stages.agreed(found, cast.team_inspector, cast.lead)
        comment(note(found, cast.deputy).document, text="Which office?", by=cast.lead)
        withdraw(note(found, cast.deputy).document, reason="A wrong file.", by=cast.deputy)
        stages.grade(found, "private", "good", cast.lead)
        assert revision.document.kind == "shared_summary"
    return found


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except Error:
        return True
    return False


@pytest.mark.parametrize("model", KEPT)
def test_no_row_is_changed_deleted_or_truncated(inspection: Inspection, model: type) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    key = model._meta.pk.column  # type: ignore[attr-defined]
    before = list(model.objects.values_list())  # type: ignore[attr-defined]
    assert before
    assert refused(lambda: run(f"DELETE FROM {table}"))
    assert refused(lambda: run(f"UPDATE {table} SET {key} = {key}"))
    if connection.vendor == "postgresql":
        assert refused(lambda: run(f"TRUNCATE {table} CASCADE"))
    else:
        assert refused(lambda: run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))
    assert list(model.objects.values_list()) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "assignment",
    [
        'parts = \'{"text": "other"}\'',
        "blanked_at = '2024-02-06 10:00:00', parts = '{}', blanked_reason = 'no approval'",
        "blanked_at = '2024-02-06 10:00:00', parts = '{}', blanked_reason = '', blanking_approved_by_id = {person}",
        "blanked_at = '2024-02-06 10:00:00', parts = '{{\"text\": \"x\"}}', blanked_reason = 'y', "
        "blanking_approved_by_id = {person}",
    ],
)
def test_words_are_blanked_only_whole_with_reason_and_approval(
    cast: Cast, inspection: Inspection, assignment: str
) -> None:
    sets = assignment.replace("{person}", str(cast.director.pk)).replace("{{", "{").replace("}}", "}")
    assert refused(lambda: run(f"UPDATE {RevisionText._meta.db_table} SET {sets}"))


def test_blanked_words_are_gone_for_good_and_the_chain_still_holds(cast: Cast, inspection: Inspection) -> None:
    words = RevisionText.objects.filter(revision__document__kind="note").first()
    assert words is not None
    blank = {"parts": {}, "blanked_at": clock.now(), "blanked_reason": "A name", "blanking_approved_by": cast.director}
    RevisionText.objects.filter(pk=words.pk).update(**blank)
    assert first_broken(inspection) is None
    assert refused(lambda: RevisionText.objects.filter(pk=words.pk).update(parts={"text": "Something else."}))


# Who and where, in the database


@pytest.mark.rule("TEAM-06", part="no shell and no raw SQL makes a shadowing inspector the author of evidence")
def test_the_database_refuses_a_shadow_or_qa_manager_as_author(cast: Cast, inspection: Inspection) -> None:
    first = Revision.objects.filter(document__kind="note").first()
    assert first is not None
    for person in (cast.shadow, cast.qa_manager, cast.analyst, cast.stranger):
        forged = Revision(
            op=uuid4(), document=first.document, inspection=inspection, author=person, sha256="0" * 64, chain="0" * 64
        )
        assert refused(lambda row=forged: Revision.objects.bulk_create([row]))  # type: ignore[misc]


def test_the_database_refuses_links_between_inspections(cast: Cast, inspection: Inspection) -> None:
    other = plan(cast, at=ON_SITE_AT, title="Another", lead=cast.other_lead)
    foreign = note(other, cast.other_lead)
    mine = Revision.objects.filter(document__kind="individual_summary").first()
    assert mine is not None
    assert refused(lambda: Citation.objects.create(by_revision=mine, cited=foreign))
    astray = Revision(op=uuid4(), document=mine.document, author=cast.deputy, sha256="0" * 64, chain="0" * 64)
    astray.inspection = other
    assert refused(lambda: astray.save(force_insert=True))
    astray.inspection, astray.parent = inspection, foreign
    assert refused(lambda: astray.save(force_insert=True))


def test_the_database_refuses_to_agree_a_note(cast: Cast, inspection: Inspection) -> None:
    first = Revision.objects.filter(document__kind="note").first()
    assert first is not None
    assert refused(lambda: Agreement.objects.create(revision=first, by=cast.lead))


def test_a_missing_trigger_is_noticed_and_made_anew(inspection: Inspection) -> None:
    assert appendonly.missing() == []
    appendonly.remove()
    assert "keep_evidence_revision_update" in appendonly.missing()
    appendonly.install()
    assert appendonly.missing() == []


# The chain

EDITS = {
    "source": (Revision, "source = 'somebody else'"),
    "date": (Revision, "observed_on = '2024-02-04'"),
    "area": (Revision, "area = 'public'"),
    "author": (Revision, "author_id = {other}"),
    "arrival": (Revision, "received_at = '2024-02-05 12:00:00+00:00'"),
    "flag": (Revision, "odd_time = {true}"),
    "chain": (Revision, "chain = '{zeros}'"),
    "hash": (Revision, "sha256 = '{zeros}'"),
    "words": (RevisionText, 'parts = \'{{"text": "A letter to the court on tyme."}}\''),
}


@pytest.fixture
def record(cast: Cast) -> Iterator[Inspection]:
    """Five notes and a summary of two of them, with the triggers taken away: what a database administrator could do."""
    found = with_five_notes_and_a_summary(cast)
    assert first_broken(found) is None
    appendonly.remove()
    yield found
    appendonly.install()


@remembered
def with_five_notes_and_a_summary(cast: Cast) -> Inspection:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        notes = [note(found, cast.deputy) for _ in range(5)]
        individual(found, cast.deputy, notes[:2])
    return found


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("nth", [0, 2, 4])
def test_any_single_edit_is_found_at_its_row(cast: Cast, record: Inspection, edit: str, nth: int) -> None:
    row = Revision.objects.order_by("id")[nth]
    model, change = EDITS[edit]
    sets = change.format(other=cast.lead.pk, zeros="0" * 64, true="true" if connection.vendor != "sqlite" else "1")
    key = "id" if model is Revision else "revision_id"
    run(f"UPDATE {model._meta.db_table} SET {sets} WHERE {key} = {row.pk}")
    broken = first_broken(record)
    assert broken is not None
    assert broken.revision == row.pk


def test_a_citation_added_or_taken_away_is_found(record: Inspection) -> None:
    summary = Revision.objects.get(document__kind="individual_summary")
    run(f"DELETE FROM {Citation._meta.db_table} WHERE id = (SELECT max(id) FROM {Citation._meta.db_table})")
    found = first_broken(record)
    assert found is not None
    assert found.revision == summary.pk


@pytest.mark.parametrize("nth", [0, 3, 4])
def test_a_revision_taken_away_is_found(record: Inspection, nth: int) -> None:
    row = Revision.objects.order_by("id")[nth]
    Citation.objects.all().delete()
    Head.objects.all().delete()
    RevisionText.objects.filter(revision=row).delete()
    Revision.objects.filter(pk=row.pk).delete()
    assert first_broken(record) is not None


def test_the_last_revision_taken_away_is_found_by_the_record(record: Inspection) -> None:
    last = Revision.objects.order_by("-id")[0]
    number = last.pk
    Citation.objects.filter(by_revision=last).delete()
    Head.objects.filter(revision=last).delete()
    RevisionText.objects.filter(revision=last).delete()
    Revision.objects.filter(pk=number).delete()
    broken = first_broken(record)
    assert broken is not None
    assert broken.revision == number


def test_the_command_names_the_first_bad_row(record: Inspection, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_record", inspection=record.ref)
    assert f"{record.ref}: every revision holds." in capsys.readouterr().out
    row = Revision.objects.order_by("id")[1]
    run(f"UPDATE {Revision._meta.db_table} SET source = 'x' WHERE id = {row.pk}")
    with pytest.raises(CommandError, match=f"revision {row.pk} does not hold"):
        call_command("verify_record")
    with pytest.raises(CommandError, match="no inspection"):
        call_command("verify_record", inspection="nothing")


def test_agreement_belongs_to_the_standing_revision_only(cast: Cast, inspection: Inspection) -> None:
    agreement = Agreement.objects.get()
    with pytest.raises(Exception, match="cannot be done now"):
        agree(agreement.revision.document, opened=agreement.revision, by=cast.lead)
