"""The record as a whole: kept from the first entry off site to the end, with source, date and time on everything."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid
from evidence.actions.agreement import withdraw
from evidence.models import Document, Head, Revision
from evidence.queries.verifying import first_broken
from tests.cast import Cast
from tests.evidence.pages import SEEN, opened, page_of, send, url
from tests.evidence.stages import individual, note
from tests.inspections import stages
from tests.inspections.stages import ON_SITE_AT, announced, fieldwork_ended

As = Callable[..., Client]


@pytest.mark.rule("EVID-01")
def test_the_record_is_kept_from_the_first_entry_to_the_last(cast: Cast, as_: As) -> None:
    """Fieldwork closed on 16 February 2024; an item of the 20th is kept, marked, and cited once its reason is given."""
    inspection = fieldwork_ended(cast)
    client, address = as_(cast.deputy), url(inspection, "note_create")
    with clock.moved_to(clock.at(date(2024, 2, 20), 9, 15)):
        assert send(client, address, text="Typed after fieldwork.", **SEEN).status_code == 302
        late = Revision.objects.get()
        assert late.after_fieldwork
        assert "After fieldwork" in client.get(page_of(late.document, "detail")).content.decode()
        with pytest.raises(Invalid, match="a reason for adding it after fieldwork"):
            individual(inspection, cast.deputy, [late], late_reason="Summed up later.")
        edit = page_of(late.document, "edit")
        given = {"text": "Typed after fieldwork.", "late_reason": "Typed later", **SEEN}
        assert client.post(edit, opened(client, edit) | given).status_code == 302
        told = Head.objects.get(document=late.document).revision
        individual(inspection, cast.deputy, [told], late_reason="Summed up later.")
        withdraw(late.document, reason="Seen twice.", by=cast.deputy)
    for row in (late.document, late, late.words):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete(using="default")
    assert Revision.objects.get(pk=late.pk).words.parts == {"text": "Typed after fieldwork."}
    assert first_broken(inspection) is None


def test_evidence_is_added_off_site_on_the_day_of_the_call(cast: Cast) -> None:
    inspection = announced(cast)
    with clock.moved_to(stages.CALLED_AT + timedelta(hours=1)):
        assert not note(inspection, cast.team_inspector, observed_on=clock.today()).after_fieldwork


@pytest.mark.rule("EVID-05")
def test_source_date_and_time_are_on_everything_that_is_cited(cast: Cast, as_: As) -> None:
    """Filled in with the moment and easily changed; without a source, or of 17 February 2099, kept and not cited."""
    inspection = announced(cast)
    client = as_(cast.deputy)
    with clock.moved_to(ON_SITE_AT):
        form = client.get(url(inspection, "note_create")).context["form"]
        assert (form["observed_on"].value(), form["observed_at"].value()) == (
            clock.today(),
            clock.london(clock.now()).time(),
        )
        assert send(client, url(inspection, "note_create"), text="Bare.", **{**SEEN, "source": ""}).status_code == 302
        far = {"observed_on_day": "17", "observed_on_month": "2", "observed_on_year": "2099"}
        assert send(client, url(inspection, "note_create"), text="Far.", **{**SEEN, **far}).status_code == 302
        bare, odd = (Revision.objects.get(words__parts__text=text) for text in ("Bare.", "Far."))
        listed = client.get(url(inspection, "note_list") + "?to_finish=1").content.decode()
        assert "Bare." in listed
        assert "Far." in listed
        assert "Odd date" in client.get(page_of(odd.document, "detail")).content.decode()
        for unfinished, lacking in ((bare, "a source"), (odd, "a date within the inspection")):
            with pytest.raises(Invalid, match=lacking):
                individual(inspection, cast.deputy, [unfinished])
            edit = page_of(unfinished.document, "edit")
            assert client.post(edit, opened(client, edit) | {"text": "Mended.", **SEEN}).status_code == 302
            individual(inspection, cast.deputy, [Head.objects.get(document=unfinished.document).revision])
        assert Document.objects.filter(kind="individual_summary").count() == 2
