"""Recording what Cafcass was told in a keep-in-touch meeting, and saying later what it rests on (EVID-11)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import require
from evidence.actions.indexing import index_headlines
from evidence.kinds import NOTE, SHARED
from evidence.models import Headline, HeadlineBasis, HeadlineCitation, KeepInTouch, Revision
from evidence.models.names import kept_back
from evidence.models.told import HEADLINES_LIMIT, PEOPLE_LIMIT
from evidence.queries.documents import excerpt
from evidence.queries.reading import shortened
from evidence.queries.told import cited_now, entry_on, headline_of
from evidence.rules import TEXT_LIMIT, refuse_unless
from information.queries.notification import known_on
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

STRANGE = "Something that you selected is not one of this inspection's. Select again."


@transaction.atomic
def record_told(
    inspection: Inspection,
    *,
    day: date,
    headlines: Sequence[str] = (),
    told: Collection[Revision] = (),
    people: str = "",
    by: Person,
) -> KeepInTouch:
    """By the lead or a deputy. Each of `told`, a shared summary, becomes a headline that cites it; the others wait.

    Raises NotAllowed, Invalid.
    """
    row = locked(inspection)
    permit(by, row, Thing.KEEP_IN_TOUCH, Verb.CREATE)
    require(row.has_reached(State.ANNOUNCED) and row.state != State.CANCELLED, "There is no fieldwork to talk about.")
    refuse_unless(day <= clock.today(), "day", "This day has not come yet: the meeting is recorded once it was held.")
    refuse_unless(known_on(row, day), "day", "Cafcass had not been called yet on this day.")
    refuse_unless(len(people) <= PEOPLE_LIMIT, "people", f"The text must be {PEOPLE_LIMIT} characters or fewer.")
    said = [line.strip() for line in headlines if line.strip()]
    refuse_unless(bool(said or told), "headlines", "Enter what was told, or select it", "EVID-11")
    sentence = f"Enter at most {HEADLINES_LIMIT} headlines, one on each line."
    refuse_unless(len(said) <= HEADLINES_LIMIT, "headlines", sentence)
    refuse_unless(all(len(line) <= TEXT_LIMIT for line in said), "headlines", "This is too long.")
    taken = _among(row, told, SHARED.code)
    made = KeepInTouch.objects.create(inspection=row, entry=entry_on(row, day), day=day, people=people, by=by)
    for summary in taken:
        headline = Headline.objects.create(meeting=made, text=shortened(summary.excerpt))
        _rest(headline, [summary], context=False, by=by)
    Headline.objects.bulk_create(Headline(meeting=made, text=line) for line in said)
    index_headlines(made, made.headlines.all())
    record("record keep-in-touch meeting", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def link_headline(
    headline: Headline, *, cites: Collection[Revision] = (), context: bool = False, seen: int | None = None, by: Person
) -> HeadlineBasis | None:
    """What it rests on from now on; None where nothing changed. The lead alone says that it states no finding.

    `seen`: the number of the basis that they were shown, 0 for none. Raises Stale.
    """
    row = locked(headline.meeting.inspection)
    known = headline_of(row, headline.pk)
    may_link(by, row, known)
    check_version(known.basis or 0, seen)
    if context != known.context:
        permit(by, row, Thing.KEEP_IN_TOUCH, Verb.EDIT, "Only the lead inspector says that a headline is context.")
    before = set(cited_now(known))
    if context == known.context and {each.pk for each in cites} == before:
        return None
    new = Revision.objects.filter(kept_back(), pk__in={each.pk for each in cites} - before, document__kind=NOTE.code)
    refuse_unless(not new.exists(), "cites", "Something that you selected is not shared yet. Select again.", "EVID-23")
    made = _rest(headline, _among(row, cites, NOTE.code, SHARED.code), context=context, by=by)
    record("link headline", made, by=by, inspection=row.ref, after="context" if context else "")
    return made


def may_link(by: Person, inspection: Inspection, headline: Headline) -> None:
    """Whoever recorded it, and the lead."""
    own = headline.meeting.by_id == by.pk
    permit(by, inspection, Thing.KEEP_IN_TOUCH, Verb.EDIT_OWN if own else Verb.EDIT)


def _among(inspection: Inspection, cites: Collection[Revision], *kinds: str) -> list[Any]:
    """Those revisions with the beginning of their statement. Raises Invalid where one cannot be cited."""
    wanted = {each.pk for each in cites}
    # What was deleted under retention has no words to tell.
    rows = Revision.objects.filter(
        pk__in=wanted, inspection=inspection, document__kind__in=kinds, words__blanked_at=None
    )
    found: list[Revision] = list(rows.annotate(excerpt=excerpt("words__parts__statement")).order_by("pk"))
    refuse_unless(len(found) == len(wanted), "cites", STRANGE, "EVID-11")
    return found


def _rest(headline: Headline, cites: Collection[Revision], *, context: bool, by: Person) -> HeadlineBasis:
    basis = HeadlineBasis.objects.create(headline=headline, context=context, by=by)
    HeadlineCitation.objects.bulk_create(HeadlineCitation(basis=basis, cited=each) for each in cites)
    return basis
