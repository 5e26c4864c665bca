"""What lists and counts ask of thousands of rows is repeated on the heads, and has to stay true."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Person
from evidence.actions.agreement import withdraw
from evidence.actions.capture import append
from evidence.models import Citation, Head, Revision
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.stages import note
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


CASE = {"fields": {"source": "PU-02"}}


def revise(base: Revision, by: Person, **given: Any) -> None:
    document, cites = base.document, [each.cited for each in base.cites.all()]
    chain = {"document": document, "parent": base, "cites": cites}
    append(document.inspection, kind=document.kind, op=uuid4(), by=by, **chain, **given)


def test_heads_say_what_the_evidence_says(cast: Cast, inspection: Inspection) -> None:
    """Through everything that moves them: writing, revising, citing, agreeing, withdrawing."""
    stages.agreed(inspection, cast.team_inspector, cast.lead, finding="strength")
    done = stages.closed(inspection, cast.deputy, "PU-01", "public", supervised="fca")
    revise(stages.closed(inspection, cast.deputy, "PU-02", "public"), cast.deputy, parts=done.words.parts, **CASE)
    note(inspection, cast.deputy, facts={"case": "PU-01"})
    withdraw(note(inspection, cast.deputy).document, reason="A wrong file.", by=cast.deputy)
    reopened = stages.agreed(inspection, cast.deputy, cast.lead, area="public")
    for statement in ("Written at the same time", "as this one."):
        revise(reopened, cast.deputy, parts=stages.words(statement))
    cited = Citation.objects.filter(by_revision__document__kind="individual_summary").earliest("id").cited
    revise(cited, cast.team_inspector, parts={"text": "Changed."}, fields={"area": "public"})
    for head in Head.objects.select_related("document", "revision"):
        said = (head.kind, head.owner_id, head.area, head.heading, head.finding)
        assert said == (
            head.document.kind,
            head.document.owner_id,
            *(getattr(head.revision, name) for name in ("area", "heading", "finding")),
        )
        done = hasattr(head.revision, "agreement") or hasattr(head.revision, "closing")
        assert head.agreed == (head.alone and done)
        assert head.supervised == head.revision.facts.get("supervised", "")
        named = head.revision.source if head.kind == "case_evaluation" else head.revision.facts.get("case")
        assert head.case == (named or "")
        assert head.proceeding == head.revision.facts.get("proceeding", "")
        assert head.withdrawn == hasattr(head.document, "withdrawal")
        assert head.taken == Citation.objects.filter(cited__document=head.document).exists()
    assert Head.objects.filter(agreed=True).count() == 2
    assert Head.objects.exclude(case="").count() == 3
    assert Head.objects.filter(withdrawn=True).count() == 1
    assert Head.objects.filter(document=reopened.document, alone=False).count() == 2
    assert Head.objects.filter(taken=True).count() == 4
