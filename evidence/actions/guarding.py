"""The name guard: what is written is looked through as it is saved. It never refuses a text."""

from collections.abc import Mapping

from accounts.models import Person
from evidence.models import NamesFound, NoName, Revision
from evidence.queries.names import stopping
from inspections.models import Inspection


def look(revision: Revision, parts: Mapping[str, str]) -> bool:
    """Keeps the places that its writer is asked about, and says whether there are any."""
    found = stopping(revision, parts)
    if found:
        places = [[name, mark.start, mark.end, mark.why, mark.role] for name, mark in found]
        NamesFound.objects.create(revision=revision, places=places)
    return bool(found)


def forget_answers(inspection: Inspection, by: Person | None) -> None:
    """Follows the steps that close an inspection: the hashes go with those of the list of children (DATA-01)."""
    NoName.objects.filter(inspection=inspection).delete()
