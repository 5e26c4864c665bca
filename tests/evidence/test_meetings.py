"""A note that comes from a meeting with people is cited once nothing about the meeting is open any more."""

from collections.abc import Callable, Iterator
from html import unescape
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid
from evidence.actions.meetings import say_meeting
from evidence.models import NoteMeeting, Revision
from evidence.queries.verifying import first_broken
from fieldwork.models import Meeting
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.stages import individual, note
from tests.fieldwork.people import SETTLED, WEDNESDAY, card, hold, plan, talk
from tests.inspections import stages

As = Callable[..., Client]
REASON = "It is still to be typed"


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = stages.announced(cast)
    with clock.moved_to(clock.at(WEDNESDAY, 12)):
        yield found


def held(inspection: Inspection, cast: Cast, *, risks: bool = True, **given: object) -> Meeting:
    meeting = plan(inspection, cast.deputy)
    if risks:
        talk(meeting, cast.deputy)
    return hold(meeting, cast.deputy, **SETTLED | given, gap_reason=REASON)


def noted(meeting: Meeting, cast: Cast) -> Revision:
    revision = note(meeting.inspection, cast.deputy)
    say_meeting(revision.document, meeting, by=cast.deputy)
    return revision


def cited(revision: Revision, cast: Cast) -> Revision:
    return individual(revision.inspection, cast.deputy, [revision])


def refusal(revision: Revision, cast: Cast) -> str:
    with pytest.raises(Invalid) as finding:
        cited(revision, cast)
    assert finding.value.field == "cites"
    return finding.value.message


@pytest.mark.rule("VOICE-02")
def test_with_live_proceedings_and_no_care_it_is_not_cited_until_filled(cast: Cast, inspection: Inspection) -> None:
    meeting = held(inspection, cast, proceedings="yes")
    seen = noted(meeting, cast)
    said = refusal(seen, cast)
    assert "how an effect on the live proceedings is avoided" in said
    assert f"{cast.deputy}, the lead or a deputy can settle this" in said
    card(meeting, cast.deputy, proceedings_care="The hearing was not talked about.")
    assert cited(seen, cast).cites.count() == 1


@pytest.mark.rule("VOICE-06")
def test_without_understanding_it_is_not_cited_until_typed_later(cast: Cast, inspection: Inspection) -> None:
    meeting = held(inspection, cast, understanding="")
    seen = noted(meeting, cast)
    assert "whether it was understood what taking part means" in refusal(seen, cast)
    card(meeting, cast.deputy, understanding="typed_later")
    assert cited(seen, cast).cites.count() == 1


@pytest.mark.rule("VOICE-07")
def test_without_a_talk_about_risks_it_is_not_cited(cast: Cast, inspection: Inspection) -> None:
    meeting = held(inspection, cast, risks=False)
    seen = noted(meeting, cast)
    assert "the talk with the adviser about risks" in refusal(seen, cast)
    talk(meeting, cast.deputy)
    assert cited(seen, cast).cites.count() == 1


def test_a_meeting_that_nobody_recorded_as_held_is_not_cited_either(cast: Cast, inspection: Inspection) -> None:
    meeting = plan(inspection, cast.deputy, kind="practitioner", role="fca")
    seen = noted(meeting, cast)
    assert "that the meeting was held" in refusal(seen, cast)
    hold(meeting, cast.deputy)
    assert cited(seen, cast).cites.count() == 1


def test_the_note_itself_is_never_stopped_and_says_what_is_open(cast: Cast, as_: As, inspection: Inspection) -> None:
    meeting = held(inspection, cast, understanding="")
    client = as_(cast.deputy)
    offered = client.get(f"/inspections/{inspection.ref}/meetings/{meeting.pk}/").content.decode()
    assert f"notes/new/?meeting={meeting.pk}" in offered
    address = f"/inspections/{inspection.ref}/notes/new/"
    form = client.get(f"{address}?meeting={meeting.pk}").context["form"]
    assert form["meeting"].value() == str(meeting.pk)
    assert form["source"].value() == "Meeting: parent"
    sent = {"op": str(uuid4()), "text": "They felt heard.", "meeting": meeting.pk, "source": "Parent"}
    for _ in range(2):
        page = unescape(client.post(address, sent, follow=True).content.decode())
    assert "whether it was understood what taking part means" in page
    assert NoteMeeting.objects.count() == 1
    summary = unescape(client.get(f"/inspections/{inspection.ref}/individual-summaries/new/").content.decode())
    assert "whether it was understood" in summary
    assert first_broken(inspection) is None


def test_the_latest_that_was_said_counts_and_nothing_is_changed(cast: Cast, inspection: Inspection) -> None:
    seen = noted(held(inspection, cast, understanding=""), cast)
    row = NoteMeeting.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        NoteMeeting.objects.update(meeting=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    say_meeting(seen.document, None, by=cast.deputy)
    assert cited(seen, cast).cites.count() == 1


def test_a_note_comes_from_no_other_inspections_meeting(cast: Cast, as_: As, inspection: Inspection) -> None:
    other = stages.plan(cast, title="Another inspection", lead=cast.other_lead)
    theirs = plan(other, cast.other_lead)
    seen = note(inspection, cast.deputy)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoteMeeting.objects.create(document=seen.document, meeting=theirs, by=cast.deputy)
    own = plan(inspection, cast.deputy)
    sent = {"op": str(uuid4()), "text": "Kept.", "meeting": theirs.pk}
    page = as_(cast.deputy).post(f"/inspections/{inspection.ref}/notes/new/", sent)
    assert page.status_code == 400
    assert "Kept." in page.content.decode()
    assert own.pk != theirs.pk


def test_what_was_cited_once_stays_citable(cast: Cast, inspection: Inspection) -> None:
    """A summary is never stopped by what became of its sources."""
    meeting = held(inspection, cast)
    seen = noted(meeting, cast)
    first = cited(seen, cast)
    card(meeting, cast.deputy, understanding="")
    from evidence.actions.capture import append
    from tests.evidence.stages import PRIVATE, words

    again = append(
        inspection,
        kind="individual_summary",
        op=uuid4(),
        by=cast.deputy,
        parts=words("Said better."),
        fields=PRIVATE,
        cites=[seen],
        document=first.document,
        parent=first,
    )
    assert again.cites.count() == 1
