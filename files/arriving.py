"""Files that arrive piece by piece, so that a lost connection loses nothing: the core of tus 1.0.

The bytes lie in a folder of this machine until a form takes them; how many there are is what the folder says, so a
piece that was cut off counts as far as it came. A form that names a whole one has it among its files.
"""

import base64
import binascii
import errno
import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from accounts import clock
from accounts.models import Person
from files.actions import safe_name
from files.models import ArrivingFile

PIECE = 64 * 1024
# Long enough for a lost evening; what no form took by then is thrown away.
KEPT_FOR = timedelta(days=1)
# A form sent twice finds its files again.
KEPT_AFTER_TAKING = timedelta(minutes=10)
# Of one person at a time: more than the longest list of documents that one form sends.
AT_MOST = 200
# The field of a form that names them.
NAMED = "arrived"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class Refused(Exception):
    """What the protocol answers: a status and a sentence for people."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def folder() -> Path:
    """Made when it is first needed, for the product alone."""
    found = Path(settings.ARRIVING_FOLDER)
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def path_of(file: ArrivingFile) -> Path:
    return folder() / file.pk.hex


def come_so_far(file: ArrivingFile) -> int:
    """Bytes that lie here."""
    try:
        return path_of(file).stat().st_size
    except FileNotFoundError:
        return 0


def begin(*, size: int, described: str, by: Person) -> ArrivingFile:
    """A new one of so many bytes; `described` is the protocol's Upload-Metadata. Raises Refused."""
    if size > settings.UPLOAD_MAX_BYTES:
        raise Refused(413, "This file is too large.")
    if size < 1:
        raise Refused(400, "This file is empty.")
    with transaction.atomic():
        # Two that begin at once would count the same, so whose they are is locked first.
        Person.objects.select_for_update().get(pk=by.pk)
        if ArrivingFile.objects.filter(made_by=by, taken_at=None).count() >= AT_MOST:
            raise Refused(429, "Too many files are on their way. Send those that are here, then go on.")
        return ArrivingFile.objects.create(name=_name_in(described), size=size, made_by=by)


def _name_in(described: str) -> str:
    """The value of "filename": pairs of a key and a word in base64, with commas between."""
    for pair in described.split(","):
        key, _, word = pair.strip().partition(" ")
        if key == "filename":
            try:
                return safe_name(base64.b64decode(word, validate=True).decode())
            except (binascii.Error, UnicodeDecodeError) as error:
                raise Refused(400, "The name of this file cannot be read.") from error
    return safe_name("")


def own(pk: UUID, by: Person) -> ArrivingFile:
    """Nobody learns of another's. Raises Refused."""
    found = ArrivingFile.objects.filter(pk=pk, made_by=by).first()
    if found is None:
        raise Refused(404, "There is no such file.")
    return found


def go_on(file: ArrivingFile, offset: int, pieces: Iterable[bytes]) -> int:
    """Writes what comes behind what is here and says how much there is then. Raises Refused.

    No transaction stands open meanwhile: a slow sender would hold up everybody who writes.
    """
    with _alone(file) as target:
        here = target.seek(0, os.SEEK_END)
        if offset != here:
            raise Refused(409, f"{here} bytes are here, and these begin at {offset}.")
        try:
            here = _write(target, here, file.size, pieces)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise Refused(507, "There is no room for files at the moment. What came so far is kept.") from error
        finally:
            target.flush()
            os.fsync(target.fileno())
    return here


def _write(target: IO[bytes], here: int, size: int, pieces: Iterable[bytes]) -> int:
    for piece in pieces:
        if here + len(piece) > size:
            raise Refused(413, "More came than was said.")
        target.write(piece)
        here += len(piece)
    return here


@contextmanager
def _alone(file: ArrivingFile) -> Iterator[IO[bytes]]:
    """The open file, which no other request writes to meanwhile."""
    with open(path_of(file), "ab", opener=lambda name, flags: os.open(name, flags, 0o600)) as target:
        try:
            fcntl.flock(target, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(423, "Another piece of this file is on its way.") from error
        yield target


def throw_away(file: ArrivingFile) -> None:
    """The row first: bytes without a row are swept, a row without bytes would promise some."""
    path = path_of(file)
    file.delete()
    path.unlink(missing_ok=True)


class Whole(UploadedFile):
    """One that came whole, as a form takes it: like a file of the request itself."""

    def __init__(self, file: ArrivingFile) -> None:
        super().__init__(file=open(path_of(file), "rb"), name=file.name, size=file.size)  # noqa: SIM115
        self.pk = file.pk


def whole(numbers: Iterable[str], by: Person) -> list[UploadedFile]:
    """Those of the person's own that are whole, in the order named; an unknown number is passed over."""
    known = {str(each.pk): each for each in ArrivingFile.objects.filter(made_by=by)}
    found = [known[number] for number in dict.fromkeys(numbers) if number in known]
    return [Whole(each) for each in found if come_so_far(each) == each.size]


def sweep() -> None:
    """At every tick: what a form took goes soon, what none took after a day, and bytes that no row names."""
    late = Q(made_at__lt=clock.now() - KEPT_FOR) | Q(taken_at__lt=clock.now() - KEPT_AFTER_TAKING)
    for each in ArrivingFile.objects.filter(late):
        throw_away(each)
    known = {pk.hex for pk in ArrivingFile.objects.values_list("pk", flat=True)}
    before = time.time() - KEPT_FOR.total_seconds()
    for path in folder().iterdir():
        if path.name not in known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def take_along(request: Any) -> None:
    """Puts those that the form names among the files of the request, as if they had come with it."""
    if numbers := request.POST.getlist(NAMED):
        request.FILES.setlist("documents", request.FILES.getlist("documents") + whole(numbers, request.user))


def taken(request: Any) -> None:
    """The form took them."""
    named = [each.pk for each in request.FILES.getlist("documents") if isinstance(each, Whole)]
    ArrivingFile.objects.filter(pk__in=named, taken_at=None).update(taken_at=clock.now())
