"""Who chooses, changes, shares out and confirms the sample, and what a sampled child must say."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import FrameworkVersion, version
from information.models import LineOfEnquiry, SampledChild
from information.models.sample import REFERENCE
from information.rules.lines import CLOSED
from inspections.models import Inspection, PairMember
from inspections.roles import permit, roles_on
from inspections.workflow import State
from scheduling import queries as timelines
from scheduling.spans import months_after

# A reference has a digit and no blank, so that no name fits (DATA-01).
SHAPE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9/._-]*")
MET_ON_SITE, LAW_TYPE, SERVICE_AREA = "met_on_site", "law_type", "service_area"
LEADING = frozenset({Role.LEAD, Role.DEPUTY})
WHOLE = frozenset({Role.LEAD, Role.ANALYST})


def _open(inspection: Inspection) -> None:
    require(inspection.has_reached(State.ANNOUNCED), "Children are sampled once Cafcass has been called.")
    require(inspection.state not in CLOSED, "The draft is with Cafcass, so the sample stays as it is.")


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
    """Everybody in a pair with them now, themselves included."""
    mine = PairMember.objects.filter(pair__inspection=inspection, pair__dissolved_at=None, member__person=by)
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


def must_know(gaps: Iterable[str], acknowledged: Iterable[str]) -> None:
    """Every group that the list has and the sample lacks is acknowledged (SAMPLE-04)."""
    unsaid = [each for each in gaps if each not in set(acknowledged)]
    if unsaid:
        raise Invalid("acknowledged", f"Say that you know: {'; '.join(unsaid)}.", "SAMPLE-04")


def plain_reference(text: str) -> str:
    """In capitals, as it is kept. Raises Invalid for anything that might be a name."""
    reference = text.strip().upper()
    if len(reference) > REFERENCE or not SHAPE.fullmatch(reference):
        sentence = "Enter the case’s reference, such as PR-01: letters, digits and hyphens, no blanks and no name."
        raise Invalid("reference", sentence, "DATA-01")
    return reference


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
