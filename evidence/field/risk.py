"""A child at risk, said on a tablet in two taps and a line: the lead and the QA manager are told when it arrives."""

from django.db import transaction

from accounts.refusals import Invalid, NotAllowed
from evidence.actions.serious import record_serious
from evidence.field.reading import Sent, mended
from evidence.kinds import NOTE
from evidence.models import FieldSave, SaveContent
from evidence.models.serious import CASE_REF


def tell_of_risk(save: FieldSave, sent: Sent) -> None:
    """Once for each note, whatever else holds its words back; whoever may record no concern any more raises none."""
    if sent.kind != NOTE.code or sent.extra.get("at_risk") is not True:
        return
    others = SaveContent.objects.filter(save_of__document=save.document).exclude(save_of=save.op)
    if any(extra.get("at_risk") is True for extra in others.values_list("extra", flat=True)):
        return
    given = {"text": mended(sent.parts["text"]), "case_ref": mended(sent.extra.get("case"))[:CASE_REF]}
    try:
        with transaction.atomic():
            record_serious(save.inspection, **given, by=save.author)
    except (Invalid, NotAllowed):
        return
