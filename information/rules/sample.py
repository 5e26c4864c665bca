"""Who chooses, changes, shares out and confirms the sample, and what a sampled child must say."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import FrameworkVersion, version
from information.listing.names import FULL
from information.models import GoodPracticeOffer, LineOfEnquiry, SampledChild
from information.queries.listing import names_of_children
from information.rules.lines import CLOSED, why_closed
from information.workflow import OFFERED
from inspections.models import ActingRole, Inspection, PairMember
from inspections.roles import permit, roles_on
from inspections.workflow import State
from scheduling import queries as timelines
from scheduling.spans import months_after

MET_ON_SITE, LAW_TYPE, SERVICE_AREA = "met_on_site", "law_type", "service_area"
LEADING = frozenset({Role.LEAD, Role.DEPUTY})
WHOLE = frozenset({Role.LEAD, Role.ANALYST})


def _open(inspection: Inspection) -> None:
    require(inspection.has_reached(State.ANNOUNCED), "Children are sampled once Cafcass has been called.")
    require(inspection.state not in CLOSED, f"{why_closed(inspection)}, so the sample stays as it is.")


def is_open(inspection: Inspection) -> bool:
    return inspection.has_reached(State.ANNOUNCED) and inspection.state not in CLOSED


def may_choose(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SAMPLE, Verb.CREATE)
    _open(inspection)


def may_change(child: SampledChild, by: Person) -> None:
    """Lead and analyst any; a deputy what is their own pair's; everybody what they added or were given."""
    permit(by, child.inspection, Thing.SAMPLE, Verb.EDIT_OWN)
    _open(child.inspection)
    require(child.taken_out_at is None, "This child was taken out of the sample.")
    require(_theirs(child, by), "This child is with another inspector.", "The lead inspector")


def _theirs(child: SampledChild, by: Person) -> bool:
    if roles_on(by, child.inspection) & WHOLE or by.pk in (child.made_by_id, child.inspector_id):
        return True
    return Role.DEPUTY in roles_on(by, child.inspection) and child.inspector_id in paired_with(by, child.inspection)


def paired_with(by: Person, inspection: Inspection) -> set[int]:
    """Everybody in a pair with them now, themselves included; whoever acts for a deputy has that deputy's pair too."""
    acting = ActingRole.objects.current().filter(member__person=by, role=Role.DEPUTY)
    own = Q(member__person=by) | Q(member__in=acting.values("instead_of"))
    mine = PairMember.objects.filter(own, pair__inspection=inspection, pair__dissolved_at=None)
    seats = PairMember.objects.filter(pair__in=mine.values("pair"))
    return {by.pk, *seats.values_list("member__person_id", flat=True)}


def may_take_out(child: SampledChild, by: Person) -> None:
    permit(by, child.inspection, Thing.SAMPLE, Verb.EDIT)
    may_change(child, by)


def may_share_out(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SAMPLE, Verb.EDIT)
    _open(inspection)


def may_give_to(child: SampledChild, inspector: Person | None, by: Person, team: Iterable[Person]) -> None:
    """To an inspector of the team; a deputy within their own pair only. Raises Invalid, NotAllowed."""
    require(child.taken_out_at is None, "This child was taken out of the sample.")
    if inspector and inspector not in team:
        raise Invalid(f"child_{child.pk}", f"{inspector} is not an inspector of this team.")
    if roles_on(by, child.inspection) & WHOLE:
        return
    own = {None, *paired_with(by, child.inspection)}
    sentence = f"{child}: a deputy shares out within their own pair."
    require({child.inspector_id, inspector.pk if inspector else None} <= own, sentence, "The lead inspector")


def may_confirm(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SAMPLE, Verb.DECIDE, "Only the lead inspector confirms the sample.")
    _open(inspection)


def may_propose(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SAMPLE_PROPOSAL, Verb.CREATE)
    _open(inspection)


def must_be_few(inspection: Inspection, size: int) -> None:
    most = version(inspection.framework_version).files.sample.proposal_most
    if not 1 <= size <= most:
        raise Invalid("size", f"Enter a number from 1 to {most}.")


def may_offer_case(by: Person, inspection: Inspection) -> None:
    """At any time from the call on, whether Annex A is open or closed (SAMPLE-07)."""
    permit(by, inspection, Thing.OWN_SAMPLE, Verb.CREATE)
    _open(inspection)


def may_decide_case(offer: GoodPracticeOffer, by: Person) -> None:
    permit(by, offer.inspection, Thing.SAMPLE, Verb.DECIDE, "Only the lead inspector decides on this.")
    _open(offer.inspection)
    require(offer.state == OFFERED, f"This is decided already: {offer.state_label.lower()}.")


def must_name_nobody(inspection: Inspection, field: str, text: str) -> None:
    """No name of the list in words that Cafcass sends (EVID-23). The refusal shows the person's own words back."""
    names = [text[each.start : each.end] for each in names_of_children(inspection, text) if each.kind == FULL]
    if names:
        found = ", ".join(f"“{name}”" for name in dict.fromkeys(names))
        raise Invalid(field, f"Take out the name of a child: {found}.", "SAMPLE-07")


def must_know(gaps: Iterable[str], acknowledged: Iterable[str]) -> None:
    """Every group that the list has and the sample lacks is acknowledged (SAMPLE-04)."""
    unsaid = [each for each in gaps if each not in set(acknowledged)]
    if unsaid:
        raise Invalid("acknowledged", f"Say that you know: {'; '.join(unsaid)}.", "SAMPLE-04")


def must_be_new(inspection: Inspection, reference: str, but: int = 0) -> None:
    found = SampledChild.objects.filter(inspection=inspection, reference=reference).exclude(pk=but).first()
    if found:
        out = ", and was taken out" if found.taken_out_at else ""
        raise Invalid("reference", f"{reference} is in the sample already{out}.")


def described(pinned: FrameworkVersion, given: Mapping[str, str]) -> dict[str, str]:
    """The characteristics that are known. Raises Invalid for a group that the framework does not have."""
    found = {}
    for dimension in pinned.files.sample.dimensions:
        code = given.get(dimension.code, "")
        if not code or dimension.code in (LAW_TYPE, SERVICE_AREA):
            continue
        if code not in {each.code for each in dimension.values}:
            raise Invalid(f"is_{dimension.code}", f"{dimension.label}: select one of the list.")
        found[dimension.code] = code
    return found


def must_suit(pinned: FrameworkVersion, factors: Iterable[str], law_type: str) -> None:
    """Factors of public and of private law are different ones (SAMPLE-05)."""
    of = {each.code: each.law_type for each in pinned.files.sample.factors}
    for code in factors:
        if code not in of:
            raise Invalid("factors_public", "Select factors of the list.")
        if law_type and of[code] != law_type:
            raise Invalid(f"factors_{of[code]}", f"This is a {law_type} law case: select its own factors.", "SAMPLE-05")


def must_say_why(inspection: Inspection, reason: str, text: str, line: LineOfEnquiry | None, by: Person) -> None:
    """Every child is chosen for a reason (SAMPLE-06); a team inspector adds what they met on site."""
    found = {each.code: each for each in version(inspection.framework_version).files.sample.reasons}.get(reason)
    if found is None:
        raise Invalid("reason", "Select why this child is chosen.", "SAMPLE-06")
    if found.asks == "line" and line is None:
        raise Invalid("line", "Select the line of enquiry.", "SAMPLE-06")
    if found.asks == "text" and not text.strip():
        raise Invalid("reason_text", "Say what the reason is.", "SAMPLE-06")
    if reason != MET_ON_SITE and not roles_on(by, inspection) & (WHOLE | LEADING):
        raise Invalid("reason", "You add cases met on site. The lead inspector chooses the others.")


def oldest_practice(inspection: Inspection) -> date | None:
    """The first day whose practice is contemporary: so many months before the notification, inclusive (SAMPLE-08)."""
    notified = timelines.day(inspection.timeline, "notification")
    months = version(inspection.framework_version).files.sample.practice_months
    return months_after(notified, -months) if notified else None


def is_historical(inspection: Inspection, day: date) -> bool:
    """Raises Invalid for a day that has not come."""
    if day > clock.today():
        raise Invalid("day", "This day has not come yet.")
    oldest = oldest_practice(inspection)
    return oldest is not None and day < oldest
