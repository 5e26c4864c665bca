"""Saying from which additional information a note comes (DOC-03)."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from evidence import rules
from evidence.models import Document, NoteMaterial
from evidence.queries.material import material_of
from information.models import AdditionalOffer
from information.workflow import ACCEPTED


@transaction.atomic
def say_material(document: Document, offer: AdditionalOffer | None, *, by: Person) -> None:
    """Appends a row where it differs from what was said before. Raises Invalid for what is not part of the evidence."""
    before = material_of(document)
    if (before.pk if before else None) == (offer.pk if offer else None):
        return
    rules.may_revise(by, document)
    stored = AdditionalOffer.objects.filter(pk=offer.pk, inspection=document.inspection_id).first() if offer else None
    allowed = offer is None or (stored is not None and stored.state == ACCEPTED)
    rules.refuse_unless(allowed, "material", "The lead has not made this part of the evidence, so nothing rests on it.")
    row = NoteMaterial.objects.create(document=document, offer=stored, by=by, at=clock.now())
    record("named the material of", row, by=by, inspection=document.inspection.ref)
