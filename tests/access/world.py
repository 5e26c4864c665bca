"""One inspection in each of its states, everybody who might look at it, and an id for every keyword of an address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from desk.models import RightsRequest
from evidence.field import ledger
from evidence.field.reading import read
from evidence.field.receiving import receive
from evidence.models import Document, LossAlarm
from fieldwork import actions as fieldwork
from fieldwork.actions import meetings
from fieldwork.actions.proposals import Need
from fieldwork.models import ArrangementNotReady, DiaryEntry, Meeting, Proposal, StaffUpset, StaffUpsetStep
from fieldwork.queries import slots as queries
from fieldwork.rules.entries import Wanted
from files.models import OutgoingMail
from inspections import actions
from inspections.models import ActingRole, Inspection, InterestDeclaration
from reports.models import CafcassComment, Complaint, Publication, Rendering, Report, Sending
from tests.access.addresses import Address
from tests.cast import Cast
from tests.evidence import asking, stages
from tests.evidence.field.sending import raw, save
from tests.information import giving
from tests.inspections import engaging, programming
from tests.inspections import stages as inspecting
from tests.remembered import built_anew
from tests.reports import stages as reporting

R = Role
INSIDE = {R.OFSTED, R.SIGNED_IN, R.PUBLIC}
OUTSIDE = {R.SIGNED_IN, R.PUBLIC}
# Said here once more, by hand: the test must not ask the product who somebody is.
ROLES: dict[str, set[Role]] = {
    "anonymous": {R.PUBLIC},
    "suspended": {R.PUBLIC},
    "lead": {R.LEAD, *INSIDE},
    "deputy": {R.DEPUTY, *INSIDE},
    "team_inspector": {R.TEAM, *INSIDE},
    "shadow": {R.SHADOW, *INSIDE},
    "analyst": {R.ANALYST, *INSIDE},
    "qa_manager": {R.QA_MANAGER, *INSIDE},
    "director": {R.DIRECTOR, *INSIDE},
    "administrator": {R.ADMINISTRATOR, *INSIDE},
    "scheduler": {R.SCHEDULER, *INSIDE},
    "decision_maker": {R.DECISION_MAKER, *INSIDE},
    "complaint_handler": {R.COMPLAINT_HANDLER, *INSIDE},
    "auditor": {R.AUDITOR, *INSIDE},
    "removed": {*INSIDE},
    "other_lead": {*INSIDE},
    "stranger": {*INSIDE},
    "chief_executive": {R.CHIEF_EXECUTIVE, *OUTSIDE},
    "link_person": {R.LINK_PERSON, *OUTSIDE},
    "contributor": {R.CONTRIBUTOR, *OUTSIDE},
    "cafcass_stranger": {*OUTSIDE},
}
# What holds of somebody wherever they are, beside `inspector`: see engaging.py.
ANYWHERE: dict[str, set[str]] = {"analyst": {"engagement"}, "contributor": {"delegated", "names_attendees"}}
INSPECTORS = {"lead", "deputy", "team_inspector", "shadow", "qa_manager", "removed", "other_lead", "suspended"}

# Which conditions of the table hold in which state of an inspection; each state keeps those before it.
STATES: dict[str, set[str]] = {
    "planned": {"paired", "graded"},
    "announced": {"paired", "graded", "after_call"},
    "deferred": {"paired", "graded", "after_call"},
    "incomplete": {"paired", "graded", "after_call", "review"},
    "fieldwork_ended": {"paired", "graded", "after_call", "review"},
    "cleared": {"paired", "graded", "after_call", "review", "qa_cleared"},
    "draft_sent": {"paired", "graded", "after_call", "review", "qa_cleared", "draft_sent"},
    "final_sent": {
        "paired",
        "graded",
        "after_call",
        "annex_delegated",
        "review",
        "qa_cleared",
        "draft_sent",
        "final_sent",
    },
    "published": {
        "paired",
        "graded",
        "after_call",
        "annex_delegated",
        "review",
        "qa_cleared",
        "draft_sent",
        "final_sent",
    },
}
# An item of Annex A is in a colleague's hands from the call on: see tests/information/giving.py.
for holds in STATES.values():
    holds |= {"annex_delegated"} if "after_call" in holds else set()


@dataclass
class World:
    """The inspection, when its clock stands, and what the addresses need."""

    state: str
    cast: Cast
    inspection: Inspection
    now: Any
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def has_report(self) -> bool:
        """Before there is one, none of its pages is there."""
        return self.state not in ("planned", "announced", "deferred", "incomplete")

    def url(self, address: Address) -> str:
        """The address with an id for each of its keywords."""
        return address.url(
            {word: self.ids.get(f"{address.name}.{word}", self.ids.get(word)) for word in address.keywords}
        )

    def person(self, who: str) -> Person | None:
        return None if who == "anonymous" else getattr(self.cast, who)


def _report_of(made: Any) -> Inspection:
    report = made if isinstance(made, Report) else made.report
    return Inspection.objects.get(pk=report.inspection_id)


BUILDERS: dict[str, tuple[Callable[[Cast], Any], Any]] = {
    "planned": (inspecting.planned, inspecting.PLANNED_AT),
    "announced": (inspecting.announced, inspecting.ON_SITE_AT),
    "deferred": (inspecting.deferred, inspecting.ON_SITE_AT),
    "incomplete": (inspecting.incomplete, inspecting.ENDED_AT),
    "fieldwork_ended": (reporting.drafted, reporting.WRITTEN_AT),
    "cleared": (reporting.cleared, reporting.CLEARED_AT),
    "draft_sent": (reporting.draft_sent, reporting.IN_WINDOW),
    "final_sent": (reporting.final_sent, reporting.FINAL_SENT_AT),
    "published": (reporting.published, reporting.PUBLISHED_AT),
}


def world(state: str, cast: Cast) -> World:
    """The inspection brought to that state by actions, with somebody removed and another inspection beside it."""
    build, now = BUILDERS[state]
    with mock.patch.object(inspecting, "staff", _staff_with_somebody_removed), built_anew():
        made = build(cast)
    inspection = made if isinstance(made, Inspection) else _report_of(made)
    other = inspecting.plan(cast, title="Another inspection", lead=cast.other_lead)
    here = World(state, cast, inspection, now)
    here.ids = ids(here, other) | engaging.two_years(cast) | giving.rows_for_every_address(inspection, cast)
    here.ids |= asking.rows_for_every_address(inspection, cast)
    return here


_staff = inspecting.staff


def _staff_with_somebody_removed(cast: Cast, inspection: Inspection) -> None:
    _staff(cast, inspection)
    with clock.moved_to(inspecting.PLANNED_AT):
        gone = actions.add_member(inspection, cast.removed, "team", by=cast.scheduler)
        actions.end_role(gone, reason="Fell ill.", by=cast.scheduler)
        # Long after the walk, so that nobody has another's rights in it.
        away, member = (inspection.members.get(person=each) for each in (cast.lead, cast.deputy))
        actions.let_act(away, member, first_day=date(2024, 12, 2), reason="A course.", by=cast.scheduler)
        inspecting.furnish(cast, inspection)
        planned_in_the_diary(cast, inspection)


def planned_in_the_diary(cast: Cast, inspection: Inspection) -> None:
    """An entry, and a need that nobody has decided on."""
    member = inspection.members.get(person=cast.deputy)
    wanted = Wanted("arrival", "Arrival at A1", inspecting.W1, time(13), time(13, 30), [member.pk], place="Northtown")
    fieldwork.add_entry(inspection, wanted, by=cast.lead)
    fieldwork.note_need(inspection, Need("Talk to the guardian"), by=cast.lead)


def ids(here: World, other: Inspection) -> dict[str, Any]:
    """A value for every keyword, by keyword or by "address name.keyword"; random ones where there is nothing yet."""
    inspection, cast = here.inspection, here.cast
    pair, shadow = inspection.pairs.first(), inspection.members.get(person=cast.shadow)
    concern, decision = programming.concern(cast), programming.decided(cast)
    found = {
        "ref": inspection.ref,
        "area": "private",
        "note_file.file": 999_999,
        "slug": first(Publication.objects.values_list("slug", flat=True), "none-2024-02"),
        "conduct_concern_answer.pk": 999_999,
        "rendering": first(Rendering.objects.values_list("pk", flat=True), 999_999),
        "draft_sent_file.sending": first(Sending.objects.filter(kind="draft").values_list("pk", flat=True), 999_999),
        "final_sent_file.sending": first(Sending.objects.filter(kind="final").values_list("pk", flat=True), 999_999),
        "comment": first(CafcassComment.objects.values_list("pk", flat=True), 999_999),
        "complaint": first(Complaint.objects.values_list("pk", flat=True), 999_999),
        "job_id": uuid4(),
        "arriving_file.pk": uuid4(),
        "mail": first(OutgoingMail.objects.values_list("pk", flat=True), uuid4()),
        "uidb64": "MQ",
        "token": "nothing",
        "section_edit.code": "private",
        "date_change.code": "draft",
        "date_release.code": "draft",
        "member_end.pk": inspection.members.get(person=cast.analyst).pk,
        "shadow_pair.pk": shadow.pk,
        "acting_end.pk": first(ActingRole.objects.values_list("pk", flat=True), 999_999),
        "member_replace.pk": inspection.members.get(person=cast.analyst).pk,
        "interest_decide.pk": first(InterestDeclaration.objects.values_list("pk", flat=True), 999_999),
        "adjustment_answer.pk": first(inspection.adjustments.values_list("pk", flat=True), 999_999),
        "record_class": "evidence",
        "retention_delete.pk": 999_999,
        "upload_check.pk": 999_999,
        "rights_request_answer.pk": rights_request(cast),
        "pause_end.pk": first(inspection.pauses.values_list("pk", flat=True), 999_999),
        "pk": cast.lead.pk,
        "day": "2024-02-05",
        "post": cast.scheduler.posts.get().pk,
    }
    found |= {f"programme_concern_{verb}.pk": concern.pk for verb in ("detail", "edit", "decide")}
    found |= {f"programme_decision_{verb}.pk": decision.pk for verb in ("detail", "replace")}
    found["improvement_detail.pk"] = programming.improvement().pk
    found |= {
        f"site_{verb}.pk": first(inspection.sites.values_list("pk", flat=True), 1) for verb in ("edit", "withdraw")
    }
    found |= {f"pair_{verb}.pk": pair.pk for verb in ("edit", "confirm", "dissolve")}
    entry = first(DiaryEntry.objects.filter(inspection=inspection).values_list("pk", flat=True), 999_999)
    proposal = first(Proposal.objects.filter(inspection=inspection).values_list("pk", flat=True), 999_999)
    found |= {f"entry_{verb}.pk": entry for verb in ("detail", "edit", "move", "withdraw", "record")}
    found |= {"arrival_create.pk": entry, "proposal_decide.pk": proposal, "proposal_decline.pk": proposal}
    found["arrangement_ready.pk"] = first(ArrangementNotReady.objects.values_list("pk", flat=True), 999_999)
    meeting = meeting_with_a_parent(here)
    verbs = ("detail", "edit", "card", "risks", "confirm", "hold", "decline", "cancel", "again")
    found |= {f"meeting_{verb}.pk": meeting.pk for verb in verbs}
    found |= meetings_with_staff(here)
    found |= slot_asked_for(here)
    with clock.moved_to(here.now):
        stages.case(inspection, cast.team_inspector, "PU-71")
    for kind in ("note", "case_evaluation", "individual_summary", "shared_summary"):
        document = first(
            Document.objects.filter(inspection=inspection, kind=kind).values_list("pk", flat=True), uuid4()
        )
        verbs = ("detail", "edit", "comment", "merge", "withdrawal", "agreement", "paper", "file", "names", "closing")
        found |= {f"{kind}_{verb}.pk": document for verb in verbs}
    return found | from_devices(here)


def from_devices(here: World) -> dict[str, Any]:
    """Held words of a team inspector, and an alarm about missing saves, at whatever moment the world stands."""
    sent, device = save(here.inspection, clock_offset_ms=86_400_000), uuid4()
    with clock.moved_to(here.now):
        receive(read(UUID(sent["op"]), raw(sent)), by=here.cast.team_inspector)
        ledger.report(device, ledger.Said(3, 0, None), by=here.cast.team_inspector)
        alarm = LossAlarm.objects.get(device=device, inspection=here.inspection)
    return {
        "op": sent["op"],
        "device": device,
        "held_take_in.pk": sent["op"],
        "held_leave_out.pk": sent["op"],
        "loss_answer.pk": alarm.pk,
        "device_lost.pk": device,
    }


def slot_asked_for(here: World) -> dict[str, Any]:
    """A meeting whose time Cafcass asks to change, while the diary is planned; another one that waits."""
    names = ("cafcass_slot_ask.pk", "slot_take.pk", "slot_keep.pk")
    if here.inspection.state != "announced":
        return dict.fromkeys(names, 999_999)
    with clock.moved_to(here.now):
        fieldwork.propose_slots(here.inspection, by=here.cast.lead)
        found = queries.slots(here.inspection)
        other = {"day": inspecting.W1, "starts": time(17), "ends": time(17, 30)}
        asked = fieldwork.ask_another_time(found[-1].entry, **other, by=here.cast.link_person)
    return dict(zip(names, (found[0].entry.pk, asked.pk, asked.pk), strict=True))


def meeting_with_a_parent(here: World) -> Meeting:
    """Planned by a team inspector, with its card and the guidance for Cafcass, at whatever moment the world stands."""
    with clock.moved_to(here.now):
        given = {
            "kind": "parent",
            "inspector": here.cast.team_inspector,
            "day": clock.today(),
            "purpose": "How they were kept informed",
            "case_ref": "PRV-01",
        }
        meeting = meetings.plan_meeting(here.inspection, given, by=here.cast.team_inspector)
        talk = {"day": clock.today(), "role": "fca", "risks": "None that the adviser knows of.", "outcome": "go"}
        meetings.talk_over_risks(meeting, talk, by=here.cast.team_inspector)
        meetings.give_guidance(here.inspection, code="adult", day=clock.today(), by=here.cast.lead)
    return meeting


def meetings_with_staff(here: World) -> dict[str, Any]:
    """Another meeting with staff that waits for the lead; two of staff who were upset, one of them ready to close."""
    inspector = here.cast.team_inspector
    with clock.moved_to(here.now):
        given = {"kind": "extra", "inspector": inspector, "day": clock.today(), "purpose": "How cases are allocated"}
        extra = meetings.plan_meeting(here.inspection, given, by=inspector)
        seen = {"role": "Family court adviser", "seen_at": here.now, "seen": "Tearful after a question"}
        upset, ready = (StaffUpset.objects.create(inspection=here.inspection, by=inspector, **seen) for _ in range(2))
        for step in ({"name": "told"}, {"name": "advice", "advice_from": "manager"}):
            StaffUpsetStep.objects.create(upset=ready, when=here.now, by=inspector, text="Spoken with", **step)
    found = {f"meeting_{page}.pk": extra.pk for page in ("agree", "log")} | {"staff_upset_close.pk": ready.pk}
    return found | {f"staff_upset_{page}.pk": upset.pk for page in ("detail", "told", "advice")}


def rights_request(cast: Cast) -> int:
    """One that waits for an answer."""
    asked = {"received_on": date(2024, 1, 8), "kind": "access", "about": "Mailbox, number 7"}
    return RightsRequest.objects.create(**asked, by=cast.administrator).pk


def first(values: Any, otherwise: Any) -> Any:
    return next(iter(values), otherwise)
