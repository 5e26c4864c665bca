"""Every night: whether each save that a device was told is stored stands as it came, and what a device counted is here.

An acknowledged save stands in one revision of its author, or is held. What does not raises an alarm, once.
"""

from collections.abc import Iterator
from datetime import time

from django.db import transaction

from accounts import clock
from accounts.access import Role
from accounts.queries import holders
from evidence import chain, counting
from evidence.field import ledger
from evidence.field.keys import FINISHED
from evidence.field.reading import hash_of, mended
from evidence.kinds import KINDS
from evidence.models import FieldDevice, FieldSave, HeldWords, LossAlarm, Revision, SaveAmiss
from files.jobs import Run, enqueue
from files.mail import queue_mail
from inspections.models import Inspection

JOB_KIND = "compare_saves"
# When nobody writes, by the clock of people in England.
AFTER = time(2)
AT_ONCE = 500
NOWHERE, ANOTHERS = "it stands nowhere", "it stands under another author"
NO_WORDS, OTHER_WORDS = "its words are missing", "its words are not those that came"


def compare_soon() -> None:
    """At every tick: once a night a job is asked for."""
    now = clock.london(clock.now())
    if now.time() >= AFTER:
        enqueue(JOB_KIND, argument="", key=f"{JOB_KIND}:{now:%Y-%m-%d}")


def compare(run: Run) -> None:
    """The job."""
    inspections = list(Inspection.objects.exclude(state__in=FINISHED).order_by("pk"))
    for number, inspection in enumerate(inspections):
        run.step("Comparing what was acknowledged with the record", 90 * number // len(inspections))
        _alarm_about(inspection, list(amiss(inspection)))
    run.step("Counting what devices sent", 95)
    ledger.look_for_vanished()
    counting.count_again()


def amiss(inspection: Inspection) -> Iterator[tuple[FieldSave, str]]:
    """Each save that does not stand as it came, with why; not what was found before. Three queries for 500 saves."""
    saves = FieldSave.objects.filter(inspection=inspection, amiss=None).select_related(
        "author", "device__person", "content"
    )
    numbers = list(saves.order_by("op").values_list("op", flat=True))
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        revisions = Revision.objects.filter(op__in=some).select_related("words").in_bulk(field_name="op")
        held = HeldWords.objects.select_related("settled", "save_of__content").in_bulk(some)
        for save in saves.filter(op__in=some):
            why = _why(save, revisions.get(save.op), held.get(save.op))
            if why:
                yield save, why


def _why(save: FieldSave, revision: Revision | None, held: HeldWords | None) -> str:
    if revision is None:
        return _why_not_held(save, held)
    if revision.author_id != save.author_id:
        return ANOTHERS
    words = getattr(revision, "words", None)
    if words is None:
        return NO_WORDS
    # Words that redaction or retention removed are removed for a reason that stands beside the gap.
    if words.blanked_at is not None:
        return ""
    as_saved = chain.words_hash(words.parts) == revision.sha256
    return "" if as_saved and _as_came(save, held, words.parts) else OTHER_WORDS


def _why_not_held(save: FieldSave, held: HeldWords | None) -> str:
    settled = getattr(held, "settled", None)
    if held is None or (settled and settled.document_id):
        return NOWHERE
    content = getattr(save, "content", None)
    if content is None or not (content.parts or content.blanked_at):
        return NO_WORDS
    return "" if content.blanked_at or _hashed(save, content.parts) else OTHER_WORDS


def _as_came(save: FieldSave, held: HeldWords | None, parts: dict[str, str]) -> bool:
    """What a person took in may have signs in the place of characters that no column holds."""
    content = getattr(save, "content", None) if held else None
    if content is None or content.blanked_at:
        return _hashed(save, parts) or held is not None
    return _hashed(save, content.parts) and all(parts.get(part) == mended(text) for part, text in content.parts.items())


def _hashed(save: FieldSave, parts: dict[str, str]) -> bool:
    return save.words_sha256 in ("", hash_of(KINDS[save.kind], parts))


@transaction.atomic
def _alarm_about(inspection: Inspection, found: list[tuple[FieldSave, str]]) -> None:
    """One alarm for each device of each person, and a word to the administrators, who read no evidence."""
    by_device: dict[FieldDevice, list[tuple[FieldSave, str]]] = {}
    for save, why in found:
        device = save.device or _device_of(save)
        by_device.setdefault(device, []).append((save, why))
    for device, saves in by_device.items():
        alarm = ledger.alarm_on(inspection, device, LossAlarm.Kind.UNLIKE, len(saves))
        SaveAmiss.objects.bulk_create(SaveAmiss(save_of=save, alarm=alarm, why=why) for save, why in saves)
        for person in holders(Role.ADMINISTRATOR):
            queue_mail(
                to=person.email,
                subject="Saves do not stand as they came",
                body=f"{ledger.alarm_title(alarm)}, in {inspection.title}. The lead was told.\n\n"
                f"Run manage.py verify_record --inspection {inspection.ref}, and keep the database as it is.\n",
                inspection=inspection.ref,
                by=None,
            )


def _device_of(save: FieldSave) -> FieldDevice:
    """For a save that named no device of its author: any of theirs."""
    known = FieldDevice.objects.filter(person=save.author).first()
    return known or FieldDevice.objects.create(pk=save.op, person=save.author)
