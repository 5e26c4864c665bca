"""Who is told by mail of a file that was held or waits: its giver, the administrators, and whom a room above names."""

import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.access import Role
from accounts.models import Person
from accounts.queries import holders
from files.mail import queue_mail
from files.models import Upload

logger = logging.getLogger(__name__)
AlsoTold = Callable[[Upload], Iterable[Person]]
ALSO_TOLD: list[AlsoTold] = []


def also_told(function: AlsoTold) -> AlsoTold:
    """Registers who else hears that a file was held, such as the lead of its inspection."""
    if function not in ALSO_TOLD:
        ALSO_TOLD.append(function)
    return function


def held(upload: Upload) -> None:
    """The giver reads which file and why; everybody else only that there is one: its name may be Cafcass's own."""
    giver = upload.made_by
    if giver is not None:
        why = f"“{upload.name}” was not let through, and nobody can open it.\n\n{upload.held_reason}"
        _mail(giver, upload, f"{why}\n\nIf the file is needed, send a clean copy where you sent this one: {_site()}")
    others = {each.pk: each for function in ALSO_TOLD for each in function(upload)}
    others |= {each.pk: each for each in holders(Role.ADMINISTRATOR)}
    about = f" for {upload.inspection}" if upload.inspection else ""
    for person in others.values():
        if giver is None or person.pk != giver.pk:
            _mail(
                person,
                upload,
                f"A file that was sent{about} was held by the checks (upload {upload.pk}). Nobody can "
                "open it. Its giver was told why.",
            )


def waits(upload: Upload, error: str) -> None:
    """To the administrators: files pile up, because checks cannot be finished."""
    for person in holders(Role.ADMINISTRATOR):
        _mail(
            person,
            upload,
            f"The check of upload {upload.pk} could not be finished. Files stay shut and are checked "
            f"again by themselves. Look at the virus scanner: {_site()}/health/\n\n"
            f"Once it is back, have them checked at once: {_site()}{reverse('waiting_file_list')}\n\n{error}",
            "Files wait to be checked",
        )


def _mail(person: Person, upload: Upload, text: str, subject: str = "A file was held") -> None:
    try:
        queue_mail(
            to=person.email,
            subject=subject,
            body=f"Dear {person.name},\n\n{text}\n",
            inspection=upload.inspection,
            by=None,
        )
    except ValidationError:
        # One address that no mail can go to must not leave the file without its verdict.
        logger.exception("Person %s has an address that no mail can go to.", person.pk)


def _site() -> str:
    return str(settings.SITE_URL).rstrip("/")
