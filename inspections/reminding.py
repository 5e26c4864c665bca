"""Reminds the chair of a letter that is coming due, once at each number of days of the framework's data (AEM-10)."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import clock
from files.mail import queue_mail
from inspections.models import EngagementLetter, LetterReminder
from inspections.wording import spoken


def remind_of_letters() -> None:
    """Called at every tick; may be called twice."""
    for letter in EngagementLetter.objects.filter(sent_at=None).select_related("meeting__chair"):
        days = letter.meeting.framework.files.engagement.annual_engagement_meeting.letter.reminder_days_before
        passed = [each for each in days if letter.send_by - timedelta(days=each) <= clock.today() <= letter.send_by]
        # After a silence of the worker only the nearest is sent.
        if passed and not letter.reminders.filter(days_before__lte=min(passed)).exists():
            _remind(letter, min(passed))


def _remind(letter: EngagementLetter, days: int) -> None:
    year, chair = letter.meeting.year, letter.meeting.chair
    address = settings.SITE_URL + reverse("engagement_letter", args=[year])
    body = (
        f"Dear {chair.name},\n\nThe letter after the engagement meeting of {year} should go out by "
        f"{spoken(letter.send_by)}. Write or send it here: {address}\n"
    )
    try:
        with transaction.atomic():
            LetterReminder.objects.create(letter=letter, days_before=days)
            subject = f"The engagement letter of {year} is due in {(letter.send_by - clock.today()).days} days"
            queue_mail(to=chair.email, subject=subject, body=body, inspection="", by=None)
    except IntegrityError:
        return
