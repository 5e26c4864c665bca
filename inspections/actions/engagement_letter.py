"""The letter after the engagement meeting: begun from the record, written, printed, sent to the chief executive."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.pages import check_version
from accounts.queries import holders
from accounts.record import record
from accounts.refusals import Both, Invalid, NotAllowed
from files.jobs import enqueue
from files.mail import queue_mail
from files.models import Job, StoredFile
from files.queries import job_of_key
from framework.wording import GradeWord
from inspections.letter_content import content_of, first_texts, same_day_later, sections_of, sha256_of
from inspections.models import EngagementLetter, EngagementMeeting, GradeWordGround, LetterPrint, LetterText
from inspections.rules import engagement_letter as rules
from inspections.workflow import ENGAGEMENT_MEETING
from scheduling.queries import calendar

JOB_KIND = "engagement_letter_pdf"


def begin_letter(meeting: EngagementMeeting, *, by: Person) -> EngagementLetter:
    """In the transaction in which the meeting was held: due a calendar month later (AEM-10), filled in (AEM-13)."""
    assert meeting.held_on
    months = meeting.framework.files.engagement.annual_engagement_meeting.letter.due_months
    due = same_day_later(meeting.held_on, months)
    made = EngagementLetter.objects.create(meeting=meeting, due_on=due, send_by=calendar().on_or_before(due))
    texts = first_texts(meeting)
    LetterText.objects.bulk_create(LetterText(letter=made, section=code, text=text) for code, text in texts.items())
    record("began engagement letter", made, by=by)
    return made


def taken(letter: EngagementLetter) -> EngagementLetter:
    row = EngagementLetter.objects.select_for_update().get(pk=letter.pk)
    row.meeting = letter.meeting
    return row


@transaction.atomic
def write_letter(
    letter: EngagementLetter, texts: dict[str, str], *, version: int | None, by: Person
) -> EngagementLetter:
    """Saves the sections. Raises Stale with both texts of each that differs."""
    row = taken(letter)
    rules.may_write(row, by)
    stored = {text.section: text for text in row.texts.all()}
    labels = {section.code: section.label for section in sections_of(row.meeting)}
    check_version(
        row.version,
        version,
        lambda: [
            Both(labels[code], text, stored[code].text) for code, text in texts.items() if text != stored[code].text
        ],
    )
    for code, text in texts.items():
        stored[code].text = text
        stored[code].save(update_fields=["text"])
    row.version += 1
    row.save(update_fields=["version"])
    record("wrote engagement letter", row, by=by)
    return row


@transaction.atomic
def confirm_word(letter: EngagementLetter, found: GradeWord, ground: str, *, by: Person) -> GradeWordGround:
    """Says on which ground this word in this sentence is no judgement (AEM-12)."""
    row = taken(letter)
    rules.may_write(row, by)
    grounds = {
        each.code for each in row.meeting.framework.files.engagement.annual_engagement_meeting.letter.grade_word_grounds
    }
    if ground not in grounds:
        raise Invalid("", "Select why the word is no judgement.", "AEM-12")
    made = GradeWordGround.objects.create(letter=row, sentence=found.sentence, word=found.word, ground=ground, by=by)
    record("confirmed word of letter", made, by=by, after=ground)
    return made


@transaction.atomic
def ask_for_letter_pdf(letter: EngagementLetter, *, by: Person) -> LetterPrint:
    """Fixes the text as it stands and has its PDF made; the same text is made once."""
    row = taken(letter)
    rules.may_write(row, by)
    content = content_of(row)
    sha256 = sha256_of(content)
    made, _ = LetterPrint.objects.get_or_create(
        key=print_key(row, sha256), defaults={"letter": row, "content": content, "content_sha256": sha256}
    )
    enqueue(JOB_KIND, argument=str(made.pk), key=f"{JOB_KIND}:{made.key}", by=by)
    return made


def print_key(letter: EngagementLetter, sha256: str) -> str:
    return f"{letter.pk}:{sha256}"


def job_of(letter: EngagementLetter) -> Job | None:
    """The job that makes, or made, the PDF of the letter as it stands."""
    key = f"{JOB_KIND}:{print_key(letter, sha256_of(content_of(letter)))}"
    return job_of_key(key)


@transaction.atomic
def send_letter(letter: EngagementLetter, *, by: Person) -> EngagementLetter:
    """Sends it: the chief executive is told by mail that it waits here; the mail carries neither text nor file."""
    row = taken(letter)
    rules.may_send(row, by)
    row.file, row.content = _finished(row), content_of(row)
    row.sent_at, row.sent_by, row.version = clock.now(), by, row.version + 1
    row.save()
    meeting = EngagementMeeting.objects.select_for_update().get(pk=row.meeting_id)
    before, meeting.state = meeting.state, ENGAGEMENT_MEETING.target(meeting.state, "send_letter")
    meeting.version += 1
    meeting.save()
    record("sent engagement letter", row, by=by, before=before, after=meeting.state)
    _tell(row, by)
    return row


def _finished(row: EngagementLetter) -> StoredFile:
    job = job_of(row)
    if job is None or job.result is None:
        raise NotAllowed("There is no finished PDF of this text yet.", "the chair, by having it made")
    return job.result


def _tell(row: EngagementLetter, by: Person) -> None:
    address = settings.SITE_URL + reverse("own_engagement_letter", args=[row.meeting.year])
    for person in holders(Role.CHIEF_EXECUTIVE):
        body = (
            f"Dear {person.name},\n\nThe letter after our engagement meeting of {row.meeting.year} is ready for you. "
            f"It is not published.\n\nRead it here, signed in: {address}\n"
        )
        subject = f"The letter after our engagement meeting of {row.meeting.year}"
        queue_mail(to=person.email, subject=subject, body=body, inspection="", by=by)
