"""Deleting the words of the evidence of one activity after their period (DATA-03).

Rows of the chain stay, so that the record can still be checked: who wrote when, where it belongs, source lines, answers
by code and hashes. So does what was said beside it and is append-only: comments, challenges, the reasons for grades,
serious concerns, team meetings and what Cafcass was told.
"""

from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from evidence.export import JOB_KIND
from evidence.models import NoteFile, RevisionText, SaveContent, SearchEntry
from evidence.models.document import Document
from files.destroying import destroy, destroy_stored
from files.models import StoredFile
from inspections.models import Inspection

BLANK: dict[str, Any] = {"parts": {}}


def words_kept(inspection: Inspection) -> int:
    """How many texts still stand."""
    return _texts(inspection).count() + _saves(inspection).count()


@transaction.atomic
def delete_words(inspection: Inspection, *, reason: str, by: Person) -> int:
    """The caller asked its rule. Returns how many texts were blanked; files kept with notes and exports go as well."""
    gone = {"blanked_at": clock.now(), "blanked_reason": reason, "blanking_approved_by": by}
    count = _texts(inspection).update(**BLANK, **gone) + _saves(inspection).update(**BLANK, extra={}, **gone)
    SearchEntry.objects.filter(inspection=inspection, kind__in=Document.Kind.values).delete()
    for file in NoteFile.objects.filter(document__inspection=inspection).select_related("upload"):
        destroy(file.upload, reason=reason, by=by)
    for export in StoredFile.objects.filter(job__kind=JOB_KIND, inspection=inspection.ref):
        destroy_stored(export, reason=reason, by=by)
    return count


def _texts(inspection: Inspection):  # type: ignore[no-untyped-def]
    return RevisionText.objects.filter(revision__inspection=inspection, blanked_at=None)


def _saves(inspection: Inspection):  # type: ignore[no-untyped-def]
    return SaveContent.objects.filter(save_of__inspection=inspection, blanked_at=None)
