"""Every write of a stored file: there is one, because a stored file is never changed."""

import hashlib
import re
import secrets
import unicodedata

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import Person
from accounts.record import record
from files.models import KEY_BYTES, StoredFile, path_of

LONGEST_NAME = 150
FALLBACK_NAME = "file"


def store(content: bytes, *, name: str, content_type: str, by: Person | None, inspection: str = "") -> StoredFile:
    """Keeps the bytes under a random key. In a job call `run.last_step` first, so that file and job end together.

    The bytes are on the disk before the row exists: whatever is interrupted, no row names half a file.
    """
    key = secrets.token_hex(KEY_BYTES)
    default_storage.save(path_of(key), ContentFile(content))
    with transaction.atomic():
        stored = StoredFile.objects.create(
            key=key,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            name=safe_name(name),
            content_type=content_type,
            inspection=inspection,
            made_by=by,
        )
        record("stored", stored, by=by, inspection=inspection)
    return stored


def safe_name(name: str) -> str:
    """The name without folders, control characters or direction marks, at most 150 characters, its ending kept."""
    visible = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C")
    plain = re.split(r"[/\\]", visible)[-1].strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if stem else FALLBACK_NAME
    return plain[:LONGEST_NAME] or FALLBACK_NAME
