"""What is known of the child-level list that stands: its spread, and whether a text holds one of its names."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from files.models import Job, Upload
from information.listing.names import COMMON, FULL, PART, Hasher, Named
from information.models import AnnexFile, ListCheck, ListSpread, NameHash
from inspections.models import Inspection

# Of the jobs that check a list which came as an ordinary file.
CHECK_KIND = "check_list"
# Of the hashes that are asked for in one query.
AT_ONCE = 500


def latest_check(inspection: Inspection) -> ListCheck | None:
    """The latest list that Cafcass had checked."""
    found = ListCheck.objects.filter(request__inspection=inspection)
    return found.select_related("upload__destroyed").order_by("id").last()


def spread_of(inspection: Inspection) -> ListSpread | None:
    """Of the latest list that was sent and not sealed by whoever gave it."""
    standing = AnnexFile.objects.filter(request__inspection=inspection, sealed_at=None).values("upload")
    found = ListSpread.objects.filter(check_of__request__inspection=inspection, check_of__upload__in=standing)
    return found.select_related("check_of").order_by("id").last()


def uncounted() -> Iterator[ListCheck]:
    """Lists that were sent and let through, and of which nothing is counted yet."""
    sent = ListCheck.objects.filter(sent_at__isnull=False, spread=None, upload__state=Upload.State.AVAILABLE)
    yield from sent.filter(upload__destroyed=None).select_related("request__inspection").order_by("id")


def unchecked() -> Iterator[AnnexFile]:
    """Files that stand with the item of the list and were never looked at as lists."""
    given = AnnexFile.objects.filter(item__child_level=True, sealed_at=None, upload__state=Upload.State.AVAILABLE)
    given = given.filter(upload__destroyed=None).exclude(upload__in=ListCheck.objects.values("upload"))
    looked_at = Job.objects.filter(key=Concat(Value(f"{CHECK_KIND}:"), Cast(OuterRef("pk"), CharField())))
    yield from given.exclude(Exists(looked_at)).select_related("request__inspection").order_by("id")


def hasher_of(inspection: Inspection) -> Hasher:
    return Hasher(settings.NAME_GUARD_KEY, inspection.ref)


def listed_words(inspection: Inspection, words: Iterable[str]) -> dict[str, str]:
    """Of single words those that are part of a name on the list: PART, or COMMON where many children have it."""
    hasher = hasher_of(inspection)
    digests = {word: {each.digest for each in hasher.of_text(word, loosely=True)} for word in words}
    found = NameHash.objects.filter(inspection=inspection, digest__in=sorted(set().union(*digests.values())))
    known = dict(found.values_list("digest", "common"))
    told = {word: [known[each] for each in of_word if each in known] for word, of_word in digests.items()}
    return {word: COMMON if all(common) else PART for word, common in told.items() if common}


def names_of_children(inspection: Inspection, text: str, *, loosely: bool = False) -> list[Named]:
    """The places where a text holds a name of the list; a part of a full name that is told is not told again."""
    places = list(hasher_of(inspection).of_text(text, loosely=loosely))
    digests = sorted({place.digest for place in places})
    known: dict[str, bool] = {}
    for at in range(0, len(digests), AT_ONCE):
        found = NameHash.objects.filter(inspection=inspection, digest__in=digests[at : at + AT_ONCE])
        known |= dict(found.values_list("digest", "common"))
    named = [replace(place, common=known[place.digest]) for place in places if place.digest in known]
    return list(_told_once(sorted(named, key=lambda place: (place.start, place.kind != FULL))))


def _told_once(named: Iterable[Named]) -> Iterator[Named]:
    """Of places in order all but the parts within a full name: looked through once, however many there are."""
    furthest = -1
    for place in named:
        if place.kind == FULL:
            furthest = max(furthest, place.end)
        elif place.end <= furthest:
            continue
        yield place
