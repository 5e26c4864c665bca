"""A word planted in every free-text field that nobody outside may read. A field added later is planted by itself."""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts import appendonly

ROOMS = ("accounts", "scheduling", "inspections", "information", "fieldwork", "evidence", "reports", "files", "desk")
LONG = 80
WORD = "xcanaryx"
# What may be read outside, and why. Everything else is secret.
OPEN = {
    "accounts.Person.name": "the team's names go to Cafcass with the call",
    "accounts.Person.email": "the lead's address too",
    "accounts.Person.password": "a hash, and changing it would end the session",  # pragma: allowlist secret
    "accounts.Post.post": "a code",
    "inspections.Inspection.title": "stands on the report; asked about apart while only planned",
    "inspections.DeferralDecision.reasons": "the answer to Cafcass",
    "inspections.DeferralDecision.policy": "stands in the answer to Cafcass",
    "inspections.Site.name": "Cafcass's own places, shown to it after the call",
    "inspections.Site.address": "Cafcass's own place, on its contact sheet",
    "scheduling.Holiday.name": "public by law",
    "scheduling.TimelineDate.title": "the framework's words for a date",
    "inspections.Outcome.title": "published",
    "inspections.OutcomeGrade.area_name": "published",
    "inspections.PublishedFinding.text": "published",
    "fieldwork.DiaryEntry.cafcass_title": "written to be read by Cafcass",
    "fieldwork.Proposal.need": "Cafcass reads again what it proposed itself; a test of the room keeps the team's apart",
    "fieldwork.Proposal.decision_reason": "the answer to whoever proposed it",
    "fieldwork.ArrangementNotReady.what": "what Cafcass is asked to make ready",
    "reports.CafcassComment.text": "Cafcass wrote it and reads it again",
    "reports.CommentResponse.text": "Ofsted's answer to Cafcass",
    "reports.ChildrensSummaryText.text": "goes to the chief executive with the final version",
    "reports.Complaint.text": "Cafcass wrote it and reads it again",
    "reports.Complaint.decision": "the answer to Cafcass",
    "reports.Publication.slug": "the public address",
    "reports.Publication.title": "published",
    "files.StoredFile.content_type": "what the reader's browser is told",
    "files.StoredFile.name": "the name under which Cafcass gets its own document",
}
OPEN |= {
    "evidence.TopicSuggestion.text": "Cafcass reads its own again; a test of the room keeps the lead's apart",
    "files.Upload.name": "the name under which Cafcass gets its own document",
    "files.Upload.held_reason": "says to Cafcass why its file was held",
    "files.Destroyed.reason": "says to Cafcass why its file is gone",
    "files.Upload.waiting": "says to Cafcass that its file waits, and that it is checked again by itself",
    "inspections.SelfEvaluationAnswer.text": "Cafcass wrote it and reads it again",
    "inspections.EngagementMeeting.place": "both sides go there",
    "inspections.EngagementMeeting.not_agreed": "whose agreement was missing stands on the record of both",
    "inspections.EngagementMeeting.next_timing": "agreed by both at the meeting",
    "inspections.AgendaItem.label": "the agenda is agreed by both",
    "inspections.AgendaItem.removed_reason": "part of the agenda that both agree",
    "inspections.EngagementAttendee.name": "both sides see who comes",
    "inspections.EngagementAttendee.job": "both sides see who comes",
    "inspections.EngagementAttendee.reason": "both sides see why",
}
OPEN |= {
    "fieldwork.SlotAnswer.reason": "Cafcass wrote it and reads it again",
    "fieldwork.SlotKept.reason": "the answer to Cafcass",
    "information.Question.text": "both sides read every question",
    "information.QuestionAnswer.text": "both sides read every answer",
    "information.SiteSetup.support": "Cafcass reads its own again; a test of the room keeps the team's apart",
    "information.SiteSetup.structure": "Cafcass reads its own again; a test of the room keeps the team's apart",
    "information.SiteSetup.issues": "Cafcass reads its own again; a test of the room keeps the team's apart",
    "information.ContextNote.context": "Cafcass reads its own again; a test of the room keeps the team's apart",
    "information.ContextNote.strengths": "Cafcass reads its own again; a test of the room keeps the team's apart",
    "information.ContextNote.challenges": "Cafcass reads its own again; a test of the room keeps the team's apart",
    "information.FurtherRequest.what": "what Cafcass is asked once that is agreed; a test of the room keeps drafts",
    "information.GoodPracticeOffer.what": "Cafcass wrote it and reads it again",
    "information.GoodPracticeOffer.decision_reason": "the answer to Cafcass",
    "information.RequestReply.leader": "Cafcass wrote it and reads it again",
    "information.RequestReply.text": "Cafcass wrote it and reads it again",
    "information.AdditionalOffer.title": "Cafcass wrote it and reads it again",
    "information.AdditionalOffer.reason": "Cafcass wrote it and reads it again",
    "information.AdditionalOffer.decision_reason": "the answer to Cafcass",
    "information.AnnexItem.title": "what Cafcass is asked for",
    "information.AnnexItem.not_held_reason": "Cafcass wrote it and reads it again",
    "information.AnnexItem.return_reason": "says to Cafcass what is missing",
    "information.AnnexStep.text": "the same words, kept",
    "information.AnnexTitle.title": "what Cafcass is asked for",
    "information.AnnexFile.necessary": "Cafcass wrote it and reads it again",
    "information.AnnexFile.name": "the name under which Cafcass gets its own document",
}
# Codes that only happen to be long.
CODES = {"accounts.Event.object_label"}


def free_text() -> Iterator[tuple[type[models.Model], models.Field]]:  # type: ignore[type-arg]
    """Every long field that people or actions fill with words and that is not open."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                if is_words(field) and f"{model._meta.label}.{field.name}" not in OPEN.keys() | CODES:
                    yield model, field


def is_words(field: models.Field) -> bool:  # type: ignore[type-arg]
    if field.unique or field.choices or field.primary_key or field.name in keys_of(field.model):
        return False
    long = isinstance(field, models.CharField) and (field.max_length or 0) >= LONG
    return isinstance(field, models.TextField) or long


def keys_of(model: type[models.Model]) -> set[str]:
    """The fields by which rows are told apart: codes, not words."""
    return {name for each in model._meta.constraints for name in getattr(each, "fields", ())}


def word_of(model: type[models.Model], field: models.Field) -> str:  # type: ignore[type-arg]
    return f"{WORD}-{model._meta.label_lower}-{field.name}"


def plant() -> list[str]:
    """Puts its word behind what stands in every such field, past the triggers. Returns the words planted."""
    appendonly.remove()
    planted = []
    for model, field in free_text():
        word = word_of(model, field)
        # In a field of limited length the word takes the place of what was there.
        value = Value(word[: field.max_length]) if field.max_length else Concat(F(field.name), Value(f" {word}"))
        if fill(model, field.name, value):
            planted.append(word)
    plant_in_evidence()
    appendonly.install()
    return planted


def fill(model: type[models.Model], name: str, value: Value | Concat) -> int:
    """How many rows took the word: all, or where a constraint will not have that, those that have words already."""
    rows = model._default_manager.all()
    try:
        with transaction.atomic():
            return rows.update(**{name: value})
    except IntegrityError:
        return rows.exclude(**{name: ""}).update(**{name: value})


def plant_in_evidence() -> None:
    """The words of evidence are JSON."""
    from evidence.models import RevisionText, SaveContent

    for row in RevisionText.objects.all():
        row.parts = {part: f"{WORD}-evidence.revisiontext-{part}" for part in row.parts}
        row.save(update_fields=["parts"])
    for save in SaveContent.objects.all():
        save.parts = {part: f"{WORD}-evidence.savecontent-{part}" for part in save.parts}
        save.extra = dict.fromkeys(save.extra, f"{WORD}-evidence.savecontent-extra")
        save.save(update_fields=["parts", "extra"])
