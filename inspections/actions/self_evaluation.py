"""The self-evaluation of a year: asked for by Ofsted, put together and shared by Cafcass, closed (SELF-01…13)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.pages import check_version
from accounts.queries import holders
from accounts.record import record
from accounts.refusals import Both, require
from files import uploads
from files.mail import queue_mail
from framework.versions import in_force
from inspections import engagement_queries as queries
from inspections.models import (
    SelfEvaluation,
    SelfEvaluationAnswer,
    SelfEvaluationDelegate,
    SelfEvaluationFile,
)
from inspections.rules import self_evaluation as rules
from inspections.workflow import SELF_EVALUATION

ASKED = "Your self-evaluation {year}, if you would like to share one"


def taken(evaluation: SelfEvaluation) -> SelfEvaluation:
    """The row, locked."""
    return SelfEvaluation.objects.select_for_update().get(pk=evaluation.pk)


def step(row: SelfEvaluation, name: str, *, by: Person, reason: str = "") -> None:
    before, row.state = row.state, SELF_EVALUATION.target(row.state, name)
    row.version += 1
    row.save()
    record(f"{name} self-evaluation", row, by=by, before=before, after=row.state, reason=reason)


def asking_mail(year: int, expected_month: date | None, by: Person) -> dict[str, str]:
    """The email as it would go out; its words are fixed, so that nobody can leave out what SELF-02 and SELF-11 say."""
    context = {
        "year": year,
        "expected_month": expected_month,
        "data": in_force(clock.today()).files.engagement.self_evaluation,
        "by": by,
        "address": settings.SITE_URL + reverse("own_self_evaluation", args=[year]),
    }
    body = render_to_string("inspections/engagement/self_evaluation_mail.txt", context)
    return {"subject": ASKED.format(year=year), "body": body}


@transaction.atomic
def ask_for_self_evaluation(*, expected_month: date | None = None, by: Person) -> SelfEvaluation:
    """Asks for this calendar year's, by mail to the chief executive and the link person (SELF-01, SELF-11)."""
    year = clock.today().year
    rules.may_ask(year, by)
    made = SelfEvaluation.objects.create(
        year=year,
        framework_version=in_force(clock.today()).code,
        expected_month=expected_month.replace(day=1) if expected_month else None,
        asked_by=by,
    )
    record("asked for self-evaluation", made, by=by, after=made.state)
    mail = asking_mail(year, made.expected_month, by)
    for person in {*holders(Role.CHIEF_EXECUTIVE), *holders(Role.LINK_PERSON)}:
        queue_mail(to=person.email, **mail, inspection="", by=by)
    return made


@transaction.atomic
def add_file(
    evaluation: SelfEvaluation, arrived: uploads.Arrived, *, part: str = "", sources: Any = (), by: Person
) -> SelfEvaluationFile:
    """Takes one file that has arrived; the checks follow as a job (SELF-07)."""
    rules.may_put_together(taken(evaluation), by)
    made = SelfEvaluationFile.objects.create(
        evaluation=evaluation, upload=uploads.receive(arrived, by=by), part=part, sources=list(sources)
    )
    record("added file", made, by=by)
    return made


@transaction.atomic
def tag_file(file: SelfEvaluationFile, *, part: str, sources: list[str], by: Person) -> SelfEvaluationFile:
    """Says whether it is the main document and which suggested sources it is of (SELF-09, SELF-13)."""
    rules.may_put_together(taken(file.evaluation), by)
    file.part, file.sources = part, sources
    file.save(update_fields=["part", "sources"])
    record("tagged file", file, by=by)
    return file


@transaction.atomic
def remove_file(file: SelfEvaluationFile, *, by: Person) -> None:
    """Takes it out of what will be shared: Ofsted never learns of it (SELF-12)."""
    rules.may_put_together(taken(file.evaluation), by)
    if file.removed_at is None:
        file.removed_at = clock.now()
        file.save(update_fields=["removed_at"])
        record("removed file", file, by=by)


@transaction.atomic
def answer_questions(
    evaluation: SelfEvaluation, texts: dict[str, str], *, version: int | None, by: Person
) -> SelfEvaluation:
    """Keeps the typed answers by question code. Raises Stale with both texts of each that differs (SELF-05)."""
    row = taken(evaluation)
    rules.may_put_together(row, by)
    stored = {answer.question: answer.text for answer in row.answers.all()}
    check_version(
        row.version,
        version,
        lambda: [Both(code, text, stored.get(code, "")) for code, text in texts.items() if text != stored.get(code)],
    )
    for code, text in texts.items():
        SelfEvaluationAnswer.objects.update_or_create(evaluation=row, question=code, defaults={"text": text})
    row.version += 1
    row.save(update_fields=["version"])
    record("answered questions", row, by=by)
    return row


@transaction.atomic
def delegate(evaluation: SelfEvaluation, person: Person, *, by: Person) -> SelfEvaluationDelegate:
    """Gives this year's to a colleague to put together: they see it and nothing else."""
    rules.may_delegate(taken(evaluation), person, by)
    made, new = SelfEvaluationDelegate.objects.get_or_create(evaluation=evaluation, person=person, defaults={"by": by})
    if new:
        record("delegated", made, by=by)
    return made


@transaction.atomic
def share(evaluation: SelfEvaluation, *, by: Person) -> SelfEvaluation:
    """From this moment Ofsted reads it and nobody changes it. Raises NotAllowed for nothing or an unsafe file."""
    row = taken(evaluation)
    files = queries.files_of(row)
    rules.may_share(row, [file.upload for file in files], len(queries.answers_of(row)), by)
    row.shared_at, row.shared_by = clock.now(), by
    step(row, "share", by=by)
    for person in {row.asked_by, *holders(Role.ENGAGEMENT_CHAIR)}:
        address = settings.SITE_URL + reverse("self_evaluation_detail", args=[row.year])
        body = f"Dear {person.name},\n\nCafcass has shared its self-evaluation {row.year}. Read it here: {address}\n"
        queue_mail(
            to=person.email, subject=f"Self-evaluation {row.year} has been shared", body=body, inspection="", by=by
        )
    return row


@transaction.atomic
def decline_self_evaluation(evaluation: SelfEvaluation, *, by: Person) -> SelfEvaluation:
    """Not this year. Nothing follows from it (SELF-02)."""
    row = taken(evaluation)
    rules.may_decline(row, by)
    if row.state == "asked":
        step(row, "decline", by=by)
    return row


@transaction.atomic
def reconsider_self_evaluation(evaluation: SelfEvaluation, *, by: Person) -> SelfEvaluation:
    """After all; unless the next one has been asked for meanwhile."""
    row = taken(evaluation)
    rules.may_decline(row, by)
    if row.state == "not_sharing":
        require(queries.open_evaluation() is None, "A later self-evaluation has been asked for already.")
        step(row, "reconsider", by=by)
    return row


@transaction.atomic
def close_self_evaluation(evaluation: SelfEvaluation, *, reason: str, by: Person) -> SelfEvaluation:
    """Ends one that will not be discussed, so that the next can be asked for."""
    row = taken(evaluation)
    rules.may_close(row, by)
    step(row, "close", by=by, reason=reason)
    return row
