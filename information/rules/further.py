"""Who may draft, agree, answer, offer and decide (OFF-15, OFF-16, DOC-01…06)."""

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, NotHere, require
from framework.versions import version
from information.models import AdditionalOffer, AnnexRequest, FurtherRequest
from information.rules.lines import CLOSED, ENDED, why_closed
from information.workflow import ACCEPTED, ANSWERED, FURTHER, OFFERED, SENT
from inspections.models import Inspection
from inspections.roles import permit, roles_on
from inspections.workflow import State

TOLD = (SENT, ANSWERED)


def _under_way(inspection: Inspection) -> None:
    require(inspection.state == State.ANNOUNCED, "This is done between the call and the end of fieldwork.")


def _not_ended(inspection: Inspection) -> None:
    over = inspection.state in (*ENDED, State.PUBLISHED)
    require(not over, f"This is {inspection.state_label.lower()}, so nothing is added here any more.")


def may_draft(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.FURTHER_REQUEST, Verb.CREATE)
    _under_way(inspection)


def must_say(inspection: Inspection, kind: str, case_ref: str, child_reason: str) -> None:
    """About a child: which case, and which of the framework's reasons (DOC-04, DOC-05)."""
    if kind != FurtherRequest.Kind.CHILD:
        return
    if not case_ref.strip():
        raise Invalid("case_ref", "Enter the reference of the case, without a name.", "DOC-04")
    reasons = version(inspection.framework_version).files.preparation.child_request_reasons
    if child_reason not in {each.code for each in reasons}:
        raise Invalid("child_reason", "Select why more is asked about this child.", "DOC-05")


def may_decide(request: FurtherRequest, by: Person) -> None:
    """Extra requests need the lead's agreement (OFF-16)."""
    permit(by, request.inspection, Thing.FURTHER_REQUEST, Verb.DECIDE, "Only the lead inspector decides on this.")
    _under_way(request.inspection)
    require(FURTHER.allows(request.state, "agree"), f"This is decided already: {request.state_label.lower()}.")


def may_log(request: FurtherRequest, by: Person) -> None:
    """A deputy writes down what the lead agreed by phone; the lead confirms it afterwards."""
    permit(
        by, request.inspection, Thing.FURTHER_REQUEST, Verb.EDIT, "Only a deputy logs what the lead agreed by phone."
    )
    _under_way(request.inspection)
    require(FURTHER.allows(request.state, "agree"), f"This is decided already: {request.state_label.lower()}.")


def may_confirm(request: FurtherRequest, by: Person) -> None:
    permit(by, request.inspection, Thing.FURTHER_REQUEST, Verb.DECIDE, "Only the lead inspector confirms this.")
    _not_ended(request.inspection)
    require(request.waits_for_confirmation, "Nothing of this waits for your confirmation.")


def may_view(request: FurtherRequest, by: Person) -> None:
    """The inspector's better-informed view, once there is a reply (DOC-06)."""
    permit(by, request.inspection, Thing.FURTHER_REQUEST, Verb.EDIT_OWN)
    own = request.proposed_by_id == by.pk or Role.LEAD in roles_on(by, request.inspection)
    _not_ended(request.inspection)
    require(own, "Whoever asked writes the view after the reply.", str(request.proposed_by))
    require(request.state == ANSWERED, "There is no reply yet.", rule="DOC-06")


def may_answer(request: FurtherRequest, by: Person) -> None:
    permit(by, request.inspection, Thing.OWN_REQUEST, Verb.CREATE)
    if request.state not in TOLD:
        raise NotHere
    _under_way(request.inspection)


def may_offer(inspection: Inspection, by: Person) -> None:
    """After the Annex A request is closed; before that things are given there (DOC-01)."""
    permit(by, inspection, Thing.OWN_OFFER, Verb.CREATE)
    _under_way(inspection)
    closed = AnnexRequest.objects.filter(inspection=inspection).exclude(closed_at=None).exists()
    require(closed, "Annex A is still open: give it there.", rule="DOC-01")


def may_decide_offer(offer: AdditionalOffer, by: Person) -> None:
    permit(by, offer.inspection, Thing.OFFER, Verb.DECIDE, "Only the lead inspector decides on this.")
    sentence = f"{why_closed(offer.inspection)}, so nothing is decided here any more."
    require(offer.inspection.state not in CLOSED, sentence)
    require(offer.state == OFFERED, f"This is decided already: {offer.state_label.lower()}.")


def knows_of(offer: AdditionalOffer, by: Person) -> bool:
    """The lead of every offer; the team of what was accepted."""
    return offer.state == ACCEPTED or Role.LEAD in roles_on(by, offer.inspection)
