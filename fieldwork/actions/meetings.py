"""Every write of meetings with people: planned, the card filled, confirmed, held, declined, planned again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid
from fieldwork.gaps import arrangement_is_empty
from fieldwork.models.meeting import GuidanceGiven, Meeting, RiskTalk
from fieldwork.rules import meetings as rules
from fieldwork.workflow import CONFIRMED
from framework.versions import version as framework_version
from inspections.lifecycle import locked
from inspections.models import Inspection

PLAN = (
    *("kind", "inspector", "entry", "purpose", "case_ref", "role", "setting", "family_present", "organisation"),
    *("area", "way", "day", "starts", "ends", "site", "place"),
    *("line", "no_other_way", "with_manager", "manager_ground"),
)
CARD = (
    *("agreed_by", "agreed_way", "agreed_on", "obtained_by", "obtained_reason"),
    *("understanding", "understanding_way", "understanding_by"),
    *("support", "support_need", "support_agency", "support_arranged", "proceedings", "proceedings_care"),
)
TALK = ("supporter", "deputising", "topics", "experience", "system_view")
HELD = ("day", "starts", "ends", "what_happened", "gap_reason", *TALK, *CARD)


def risk_of(meeting: Meeting) -> RiskTalk | None:
    """The talk about risks that counts: the latest."""
    return meeting.risk_talks.order_by("id").last()


@transaction.atomic
def plan_meeting(inspection: Inspection, given: Mapping[str, Any], *, by: Person) -> Meeting:
    """Raises NotAllowed, or Invalid beside the field at fault."""
    row = locked(inspection)
    rules.may_plan(by, row)
    meeting = Meeting(inspection=row, made_by=by, made_at=clock.now())
    _put(meeting, PLAN, given)
    courts = framework_version(row.framework_version).meetings.court_partners
    if meeting.organisation in courts.organisations and not meeting.way:
        meeting.way = courts.usual_way
    _check_plan(meeting, by)
    meeting.save(force_insert=True)
    record("planned", meeting, by=by, inspection=row.ref, after=meeting.state)
    return meeting


@transaction.atomic
def change_plan(meeting: Meeting, given: Mapping[str, Any], *, version: int | None, by: Person) -> Meeting:
    """Who, what, when and where. Raises Stale with both texts."""
    row = _taken(meeting, by)
    rules.may_change_plan(row)
    check_version(row.version, version, lambda: _both(row, PLAN, given))
    _put(row, PLAN, given)
    _check_plan(row, by)
    return _saved(row, "changed the plan of", by)


@transaction.atomic
def fill_card(meeting: Meeting, given: Mapping[str, Any], *, version: int | None, by: Person) -> Meeting:
    """The card "before we talk"; filled at any time, also after the talk, because gaps are settled there."""
    row = _taken(meeting, by)
    check_version(row.version, version, lambda: _both(row, CARD, given))
    if given.get("refused"):
        return _ended(row, "decline", "They did not agree.", by)
    _put(row, CARD, given)
    rules.agreement_is_whole(row)
    if row.state == Meeting.State.HELD and row.with_family and not row.agreed:
        raise Invalid("agreement", "The meeting was held, so its agreement stays recorded.", "INSP-04")
    _plan_again_where_unsound(row, by)
    return _saved(row, "filled the card of", by)


def _plan_again_where_unsound(row: Meeting, by: Person) -> None:
    """What was confirmed and could not be confirmed as it stands now is planned again."""
    if row.state == CONFIRMED and arrangement_is_empty(row):
        _move(row, "plan_again", by)


@transaction.atomic
def talk_over_risks(meeting: Meeting, given: Mapping[str, Any], *, by: Person) -> RiskTalk:
    """One talk with the adviser (VOICE-07); the answer not to meet takes a confirmation back."""
    row = _taken(meeting, by)
    if given["day"] > clock.today():
        raise Invalid("day", "The date of the talk must be today or in the past.")
    talk = RiskTalk.objects.create(meeting=row, by=by, at=clock.now(), **given)
    record("talked over", talk, by=by, inspection=row.inspection.ref, after=talk.outcome)
    if talk.outcome == RiskTalk.Outcome.NOT and row.state == CONFIRMED:
        _move(row, "plan_again", by)
        _saved(row, "took back", by)
    return talk


@transaction.atomic
def confirm_meeting(meeting: Meeting, *, version: int | None = None, by: Person) -> Meeting:
    row = _taken(meeting, by)
    check_version(row.version, version)
    target = rules.step(row, "confirm")
    rules.may_confirm(row, risk_of(row))
    return _stepped(row, "confirm", target, by)


@transaction.atomic
def hold_meeting(meeting: Meeting, given: Mapping[str, Any], *, version: int | None = None, by: Person) -> Meeting:
    """It was held: what is open is kept as a gap with a quick reason; only agreement must be there (INSP-04)."""
    row = _taken(meeting, by)
    check_version(row.version, version, lambda: _both(row, HELD, given))
    target = rules.step(row, "hold")
    planned_for = row.day
    _put(row, HELD, given)
    rules.fits_the_inspection(row, planned_for)
    rules.is_past(row)
    rules.may_hold(row, risk_of(row))
    return _stepped(row, "hold", target, by)


@transaction.atomic
def decline_meeting(meeting: Meeting, *, reason: str = "", version: int | None = None, by: Person) -> Meeting:
    """They did not agree, which needs no reason of theirs."""
    row = _taken(meeting, by)
    check_version(row.version, version)
    return _ended(row, "decline", reason, by)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, version: int | None = None, by: Person) -> Meeting:
    row = _taken(meeting, by)
    check_version(row.version, version)
    if not reason:
        raise Invalid("reason", "Enter why it did not happen.")
    return _ended(row, "cancel", reason, by)


@transaction.atomic
def plan_again(meeting: Meeting, *, version: int | None = None, by: Person) -> Meeting:
    row = _taken(meeting, by)
    check_version(row.version, version)
    return _stepped(row, "plan_again", rules.step(row, "plan_again"), by)


@transaction.atomic
def give_guidance(inspection: Inspection, *, code: str, day: Any, by: Person) -> GuidanceGiven:
    """Says that Cafcass was given one version of the guidance (VOICE-05)."""
    row = locked(inspection)
    rules.may_give_guidance(by, row)
    known = {each.code for each in framework_version(row.framework_version).meetings.guidance}
    if code not in known:
        raise Invalid("code", "Select one of the versions.")
    if day > clock.today():
        raise Invalid("day", "The day on which it was given must be today or in the past.")
    if row.guidance_given.filter(code=code).exists():
        raise Invalid("code", "This version was given already.")
    given = GuidanceGiven.objects.create(inspection=row, code=code, day=day, by=by, at=clock.now())
    record("gave guidance", given, by=by, inspection=row.ref, after=code)
    return given


def _taken(meeting: Meeting, by: Person) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).select_related("inspection__timeline", "inspector", "site")
    found = row.get(pk=meeting.pk)
    rules.may_change(by, found)
    return found


def _put(meeting: Meeting, names: tuple[str, ...], given: Mapping[str, Any]) -> None:
    for name in names:
        if name in given:
            setattr(meeting, name, given[name])


def _check_plan(meeting: Meeting, by: Person) -> None:
    rules.holds_it(meeting.inspection, meeting.inspector)
    rules.fits_the_inspection(meeting)
    rules.may_ask_for(by, meeting)
    if meeting.asked_by_lead and not meeting.lead_agreed and rules.is_leads(by, meeting.inspection):
        agreed_now(meeting, by)


def agreed_now(meeting: Meeting, by: Person) -> None:
    """The lead asks for it, or agrees."""
    meeting.lead_agreed, meeting.lead_agreed_by = Meeting.Agreed.AGREED, by
    meeting.lead_agreed_at = clock.now()


@transaction.atomic
def agree_to_meeting(meeting: Meeting, *, version: int | None = None, by: Person) -> Meeting:
    """In one act, also of what a deputy logged (NOTI-12)."""
    row = _taken(meeting, by)
    check_version(row.version, version)
    rules.may_agree_to(by, row)
    agreed_now(row, by)
    return _saved(row, "agreed to", by)


@transaction.atomic
def log_agreed(meeting: Meeting, *, note: str, version: int | None = None, by: Person) -> Meeting:
    """A deputy logs what the lead said, such as "by phone 10.40"; the lead confirms it (NOTI-12)."""
    row = _taken(meeting, by)
    check_version(row.version, version)
    rules.may_log(by, row)
    if not note.strip():
        raise Invalid("note", "Enter how and when the lead agreed.", "NOTI-12")
    row.lead_agreed, row.lead_agreed_note = Meeting.Agreed.LOGGED, note
    row.lead_agreed_by, row.lead_agreed_at = by, clock.now()
    return _saved(row, "logged the lead's word on", by)


def _move(row: Meeting, name: str, by: Person) -> None:
    before, row.state = row.state, rules.step(row, name)
    record(name, row, by=by, inspection=row.inspection.ref, before=before, after=row.state)


def _stepped(row: Meeting, name: str, target: str, by: Person) -> Meeting:
    before, row.state, row.version = row.state, target, row.version + 1
    row.recorded_at = clock.now()
    row.save()
    record(name, row, by=by, inspection=row.inspection.ref, before=before, after=target)
    return row


def _ended(row: Meeting, name: str, reason: str, by: Person) -> Meeting:
    target = rules.step(row, name)
    row.end_reason = reason
    return _stepped(row, name, target, by)


def _saved(row: Meeting, verb: str, by: Person) -> Meeting:
    row.version += 1
    row.save()
    record(verb, row, by=by, inspection=row.inspection.ref)
    return row


def _both(row: Meeting, names: tuple[str, ...], given: Mapping[str, Any]) -> list[Both]:
    """The fields that differ between what was typed and what stands."""
    changed = [name for name in names if name in given and given[name] != getattr(row, name)]
    return [Both(_label(name), str(given[name] or ""), str(getattr(row, name) or "")) for name in changed]


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
