"""A child at risk, said on a tablet in two taps and a line: the lead and the QA manager are told when it arrives."""

from django.db import transaction

from accounts.refusals import Invalid, NotAllowed
from evidence.actions.serious import record_serious
from evidence.field.reading import Sent, mended
from evidence.kinds import NOTE
from evidence.models import FieldSave, RevisionText, SaveContent, SeriousConcern
from evidence.models.serious import CASE_REF


def tell_of_risk(save: FieldSave, sent: Sent) -> None:
    """Once for each note, whatever else holds its words back; whoever may record no concern any more raises none."""
    if sent.kind != NOTE.code or sent.extra.get("at_risk") is not True:
        return
    if _told_before(save):
        return
    given = {"text": mended(sent.parts["text"]), "case_ref": mended(sent.extra.get("case"))[:CASE_REF]}
    try:
        with transaction.atomic():
            record_serious(save.inspection, **given, by=save.author)
    except (Invalid, NotAllowed):
        return


def _told_before(save: FieldSave) -> bool:
    """Whether an earlier save of the same note and author raised its concern. One without words raised none, nor did
    one of somebody who was not on the team then."""
    others = SaveContent.objects.filter(
        save_of__document=save.document, save_of__author=save.author, save_of__inspection=save.inspection
    ).exclude(save_of=save.op)
    said = {each.save_of_id: each.parts for each in others if each.extra.get("at_risk") is True}
    if not said:
        return False
    stand = RevisionText.objects.filter(revision__op__in=said).values_list("parts", flat=True)
    texts = {mended(parts.get("text")) for parts in (*said.values(), *stand)}
    return SeriousConcern.objects.filter(inspection=save.inspection, owner=save.author, text__in=texts).exists()
