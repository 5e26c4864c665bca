"""What was written, cleared, sent or published is never changed or deleted: the database refuses, on both engines."""

from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from accounts import clock
from reports import actions
from reports.models import (
    CafcassComment,
    ChildrensSummaryText,
    CommentResponse,
    NothingToSay,
    Publication,
    PublicationDecision,
    Rendering,
    Report,
    Review,
    SectionCitation,
    SectionMark,
    SectionText,
    Sending,
    Share,
)
from tests.cast import Cast
from tests.reports import stages

KEPT: list[tuple[type[models.Model], dict[str, Any]]] = [
    (SectionText, {"text": "x"}),
    (ChildrensSummaryText, {"text": "x"}),
    (Review, {"outcome": "cleared"}),
    (Rendering, {"stage": "final"}),
    (Sending, {"content_sha256": "x"}),
    (Share, {"kind": "final"}),
    (CafcassComment, {"late": True}),
    (CommentResponse, {"text": "x"}),
    (PublicationDecision, {"reason": "x"}),
    (Publication, {"slug": "y"}),
]


@pytest.fixture
def everything(cast: Cast) -> Report:
    """A published report with a row in each of the tables."""
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        actions.share(report, "draft", cast.link_person, by=cast.chief_executive)
        made = actions.comment(report, about="findings", paragraph="", text="c", by=cast.chief_executive)
        actions.answer(made, outcome="accepted", text="a", version=0, by=cast.lead)
    return stages.published(cast, stages.decided(cast, stages.final_sent(cast, report))).report


def test_nothing_of_a_report_is_changed_or_deleted(everything: Report) -> None:
    for model, change in KEPT:
        rows: models.QuerySet[Any] = model._default_manager.all()
        assert rows.exists(), model
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_report_stays_with_its_inspection_and_its_kind(everything: Report) -> None:
    with pytest.raises(DatabaseError, match="stays with its inspection"), transaction.atomic():
        Report.objects.update(document="letter")
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Report.objects.filter(pk=everything.pk)._raw_delete("default")


def test_the_database_knows_which_document_belongs_to_which_activity(cast: Cast) -> None:
    from tests.reports.visits import letter, visited

    report = letter(cast)
    with pytest.raises(DatabaseError, match="summary for children"), transaction.atomic():
        ChildrensSummaryText.objects.create(report=report, text="x", author=cast.lead)
    visit = visited(cast)
    with pytest.raises(DatabaseError, match="a visit a letter"), transaction.atomic():
        Report.objects.create(inspection=visit, document="report", made_by=cast.lead)


def test_every_append_only_table_is_in_this_test() -> None:
    from django.apps import apps

    from accounts.appendonly import TRIGGERS

    tables = {model._meta.db_table for model in apps.get_app_config("reports").get_models()}
    guarded = {
        trigger.table for trigger in TRIGGERS.values() if trigger.event == "UPDATE" and not trigger.when
    } & tables
    tested = {model._meta.db_table for model, _ in KEPT}
    assert guarded - tested == {each._meta.db_table for each in (SectionCitation, SectionMark, NothingToSay)}
