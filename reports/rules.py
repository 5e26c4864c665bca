"""Who may do what with a report or letter, and when. Each returns, or raises NotAllowed or Invalid with a sentence."""

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.queries import holders
from accounts.refusals import Invalid, NotAllowed, NotHere, require
from evidence.queries import findings_agreed, unlinked_headlines
from inspections.models import Inspection
from inspections.roles import permit, roles_on
from inspections.workflow import State
from reports import queries, sections
from reports.models import Complaint, Report, Sending
from reports.workflow import CLEARING
from scheduling.queries import day

# About twenty pages for one section: no honest text is longer, and a pasted file is refused beside its field.
TEXT_LIMIT = 50_000
# Each line is printed as a paragraph, and a worker lays out some hundred a second: more would keep it from publishing.
LINE_LIMIT = 1_000


def spoken(when: object) -> str:
    """A date as it is said: Friday 16 February 2024."""
    return f"{when:%A} {when.day} {when:%B %Y}" if when else "a day not known yet"  # type: ignore[attr-defined]


def before_drafting(inspection: Inspection) -> str:
    """Why a report cannot be begun yet, with the day; "" when it can."""
    if inspection.state == State.INCOMPLETE:
        return "This was closed before it was complete, so there is no report. What was recorded is kept."
    if inspection.has_reached(State.FIELDWORK_ENDED):
        return ""
    last_day = spoken(day(inspection.timeline, "fieldwork_end"))
    return f"The report can be drafted from feedback on, at the end of fieldwork: {last_day}."


def may_create(inspection: Inspection, document: str, by: Person) -> None:
    """From the end of fieldwork on; the kind of document follows from the kind of activity (REP-01, REP-02)."""
    permit(by, inspection, Thing.DRAFT, Verb.CREATE)
    before = before_drafting(inspection)
    require(not before, before, "the lead inspector, by recording the real end of fieldwork")
    right = sections.document_of(inspection)
    require(right, "This kind of activity has no report or letter.")
    if document != right:
        raise Invalid(
            "document", f"This activity produces a {right}, not a {document or 'document without a kind'}.", "REP-01"
        )
    require(queries.report_of(inspection) is None, f"The {right} has been begun already.")


def may_edit(report: Report, by: Person) -> None:
    """The lead alone, until the final version has gone out (REP-03)."""
    permit(by, report.inspection, Thing.DRAFT, Verb.EDIT, "Only the lead inspector edits the text.")
    require(
        not report.inspection.has_reached(State.FINAL_SENT), "The final version has been sent: its text stays as it is."
    )


def may_write_childrens_summary(report: Report, by: Person) -> None:
    permit(
        by,
        report.inspection,
        Thing.CHILDRENS_SUMMARY,
        Verb.EDIT,
        "Only the lead inspector writes the summary for children.",
    )
    if not report.inspection.graded:
        raise Invalid("text", "A visit has no summary for children.", "REP-02")
    require(
        not report.inspection.has_reached(State.FINAL_SENT), "The summary for children went out with the final version."
    )


def may_submit(report: Report, missing: list[str], by: Person) -> None:
    permit(by, report.inspection, Thing.DRAFT, Verb.EDIT, "Only the lead inspector submits the text.")
    require(not report.inspection.has_reached(State.FINAL_SENT), "The final version has been sent.")
    require(CLEARING.allows(report.state, "submit"), "It has been submitted already.")
    require(not missing, "It is not complete yet. " + " ".join(missing))


def may_review(report: Report, by: Person) -> str:
    """Which step this person may take now: "qa_manager" or "director". Nobody reviews their own work (N2)."""
    permit(by, report.inspection, Thing.DRAFT, Verb.DECIDE)
    steps = {"with_qa_manager": (Role.QA_MANAGER, "qa_manager"), "with_director": (Role.DIRECTOR, "director")}
    require(report.state in steps, f"There is nothing to review now: {report.state_label.lower()}.")
    role, step = steps[report.state]
    require(role in roles_on(by, report.inspection), f"It waits for the {role.label.lower()}.")
    _three_people(report, step, by)
    return step


def _three_people(report: Report, step: str, by: Person) -> None:
    """The lead inspector, the QA manager and the national director of one inspection are three people (N2, QA-03)."""
    roles_ever = set(report.inspection.members.filter(person=by).values_list("role", flat=True))
    others = roles_ever - ({Role.QA_MANAGER.value} if step == "qa_manager" else set())
    require(not others, "Nobody reviews an inspection on which they have worked.")
    require(
        not report.reviews.filter(by=by).exclude(step=step).exists(), "The other review must come from another person."
    )
    require(report.made_by_id != by.pk, "Nobody reviews their own text.")


def may_send_draft(report: Report, sha256: str) -> None:
    """Exactly this content was cleared by the QA manager (CLEAR-01)."""
    require(queries.sending(report, "draft") is None, "The draft has been sent already.")
    must_be_cleared_by_qa(report, sha256)
    _findings_stand(report.inspection)
    bare = set(queries.unlinked(report))
    named = [part.label for part in sections.parts_of(report) if part.code in bare and not part.question]
    require(
        not named,
        f"These sections rest on no agreed shared summary and are not marked as introduction or context: "
        f"{'; '.join(named)}.",
        "the lead inspector, on the page of the section",
        "EVID-11",
    )
    _headlines_linked(report.inspection)


def _findings_stand(inspection: Inspection) -> None:
    """A letter holds no grade: its content stays the same when the findings are opened again."""
    sentence = "The findings are not agreed any more."
    stand = inspection.graded or findings_agreed(inspection)
    require(stand, sentence, "the lead inspector, on the page of the findings", "EVID-17")


def _headlines_linked(inspection: Inspection) -> None:
    told = [f"“{each.text}” ({spoken(each.meeting.day)})" for each in unlinked_headlines(inspection)]
    require(
        not told,
        "Cafcass was told this in keep-in-touch meetings. It cites no agreed shared summary and is not marked as "
        f"introduction or context: {'; '.join(told)}.",
        "the lead inspector, on the page of keep-in-touch meetings",
        "EVID-11",
    )


def must_be_cleared_by_qa(report: Report, sha256: str) -> None:
    """Exactly this content, and nobody changed it since (CLEAR-01)."""
    require(
        queries.cleared_by(report, "qa_manager", sha256),
        "The QA manager has not cleared this text as it stands now.",
        "the QA manager, by clearing it",
        "CLEAR-01",
    )


def may_send_final(report: Report, sha256: str) -> None:
    """The window is closed, comments are answered, no complaint is open, text and children's summary are ready."""
    require(queries.sending(report, "final") is None, "The final version has been sent already.")
    draft = queries.sending(report, "draft")
    require(draft, "The draft has not been sent.")
    assert draft
    _window_over(report, draft)
    may_not_be_on_hold(report)
    waiting = queries.unanswered(report)
    require(
        not waiting,
        "Every comment needs an answer before the final version goes out. Without one: "
        + ", ".join(f"comment {comment.pk}" for comment in waiting)
        + ".",
        rule="CLEAR-08",
    )
    must_be_cleared_by_qa(report, sha256)
    require(
        report.document != "report" or queries.cleared_by(report, "director", sha256),
        "The national director has not cleared this text as it stands now.",
        "the national director, by clearing it",
        "CLEAR-02",
    )
    has_summary = not report.inspection.graded or queries.has_childrens_summary(report)
    require(has_summary, "The summary for children is not written yet.", rule="CHILD-03")


def _window_over(report: Report, draft: Sending) -> None:
    nothing_to_say = queries.said_nothing(report)
    require(
        nothing_to_say or queries.window_is_closed(draft),
        f"Cafcass may comment until the end of {spoken(draft.window_closes)}.",
        "Cafcass, by confirming that it has no comments and no complaint",
        "CLEAR-10",
    )


def may_not_be_on_hold(report: Report) -> None:
    require(
        not queries.open_hold(report),
        "This is on hold: a formal complaint is being considered.",
        "the complaint handler, by deciding it",
        "CLEAR-14",
    )


def may_share(report: Report, kind: str, person: Person, by: Person) -> None:
    thing = Thing.DRAFT_SENT if kind == "draft" else Thing.FINAL_SENT
    permit(by, report.inspection, thing, Verb.DECIDE, "Only the chief executive names who else receives it.")
    require(queries.sending(report, kind), "It has not been sent yet.")
    if person not in holders(Role.LINK_PERSON):
        raise Invalid("person", "Select a link person from the list.")


def may_comment(report: Report, by: Person) -> None:
    permit(by, report.inspection, Thing.COMMENT, Verb.CREATE, "You have not been given the draft to comment on.")
    require(
        not report.inspection.has_reached(State.FINAL_SENT),
        "The final version has been sent, so the draft takes no more comments.",
    )


def may_say_nothing(report: Report, by: Person) -> None:
    permit(by, report.inspection, Thing.DRAFT_SENT, Verb.DECIDE, "Only the chief executive confirms this.")
    require(not queries.said_nothing(report), "This was confirmed already.")
    require(not report.comments.exists(), "Cafcass has sent comments, and they will be answered.")
    require(not report.complaints.exists(), "Cafcass has made a complaint, and it will be decided.")
    require(report.inspection.state == State.DRAFT_SENT, "The final version has been sent already.")


def may_complain(report: Report, by: Person) -> None:
    permit(by, report.inspection, Thing.COMPLAINT, Verb.CREATE, "Only the chief executive makes a formal complaint.")


def may_answer(report: Report, by: Person) -> None:
    permit(by, report.inspection, Thing.COMMENT_ANSWER, Verb.EDIT)
    require(
        not report.inspection.has_reached(State.FINAL_SENT),
        "The answers went out with the final version and stay as they are.",
        rule="CLEAR-08",
    )


def may_read_complaints(report: Report, by: Person) -> None:
    """Whoever ever worked on the inspection reads no complaint about it, whatever post they hold now (CH)."""
    if report.inspection.members.filter(person=by).exists():
        raise NotHere


def may_decide_complaint(complaint: Complaint, by: Person) -> None:
    """Somebody who never worked on the inspection (CH)."""
    inspection = complaint.report.inspection
    permit(by, inspection, Thing.COMPLAINT_DECISION, Verb.DECIDE)
    require(
        not inspection.members.filter(person=by).exists(),
        "Nobody decides a complaint about an inspection they worked on.",
    )
    require(complaint.state == "open", "This complaint has been decided.")


def may_decide_publication(report: Report, by: Person) -> Sending:
    """The final version that is to be published."""
    permit(by, report.inspection, Thing.PUBLICATION, Verb.DECIDE)
    worked_on_it = report.inspection.members.filter(person=by).exists()
    require(not worked_on_it, "Nobody decides on the publication of an inspection on which they have worked.")
    require(
        report.inspection.state == State.FINAL_SENT,
        "Only a final version under embargo can be given its day of publication.",
    )
    may_not_be_on_hold(report)
    final = queries.sending(report, "final")
    require(final, "The final version has not been sent.")
    assert final
    return final


def may_be_published_now(report: Report) -> None:
    """What must hold at the very moment, asked under the lock that a complaint takes too (N7, N8)."""
    decision, final = queries.decision(report), queries.sending(report, "final")
    if not decision or not final:
        raise NotAllowed("Nobody has decided on publication.")
    require(decision.due_on <= clock.today(), f"The embargo stands until {spoken(decision.due_on)}.", rule="CLEAR-13")
    earliest = day(report.inspection.timeline, "publication")
    require(earliest and earliest <= clock.today(), f"The earliest day is {spoken(earliest)} now.", rule="CLEAR-13")
    may_not_be_on_hold(report)
    require(decision.content_sha256 == final.content_sha256, "The decision was about another text.")
