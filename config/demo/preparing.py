"""The call sheet, the preparation, lines of enquiry, reading and requests of the inspection in progress."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts import clock
from config.demo.content import content
from config.demo.people import People
from information.actions import call_sheet, documents, further, lines, pia, preparing, reading
from information.actions.staff_pack import provide_staff_pack
from information.models import AnnexItem
from information.queries.documents import GivenDocument, documents_of
from information.queries.pia import contents, engagement_text
from information.rules.pia import ENGAGEMENT
from inspections.actions.link_person import Link, name_link_person
from inspections.models import Inspection

SAID = ("method", "ceo_available", "first_place", "first_with", "talk", "talk_method", "talk_held", "talk_people")
LINK = ("link_person", "link_authority")


def prepared(inspection: Inspection, called: datetime, until: datetime, people: People) -> None:
    """As the lead and the team would have done it in the notice week."""
    said, lead = content("preparing"), people["lead"]
    if called + timedelta(hours=60) > until:
        return
    with clock.moved_to(called + timedelta(hours=said["sheet"]["hours"])):
        _sheet(inspection, clock.london(called), said["sheet"], people)
        _named(inspection, said["link"], people)
        preparing.name_contact(inspection, **said["contact"], by=lead)
        preparing.write_steps(inspection, steps=said["steps"], by=lead)
        preparing.log_incident(inspection, **said["incident"], by=lead)
    with clock.moved_to(called + timedelta(hours=said["matters"]["hours"])):
        for code in said["matters"]["codes"]:
            with_whom, day = said["matters"]["with_whom"], clock.today()
            preparing.mark_matter(inspection, code, done=True, done_on=day, with_whom=with_whom, by=lead)
        provide_staff_pack(inspection, op=uuid5(NAMESPACE_URL, f"{inspection.ref}/staff-pack"), by=lead)
        for row in said["lines"]:
            lines.set_line(inspection, **row, by=lead)
    with clock.moved_to(called + timedelta(hours=48)):
        _read(inspection, said["reading"], people)
        _looked_through(inspection, said["documents"], people)
        for row in said["requests"]:
            further.draft_request(inspection, **{**row, "by": people[row["by"]]})
    with clock.moved_to(called + timedelta(hours=said["analysis"]["hours"])):
        _analysed(inspection, said["analysis"], people)


def _named(inspection: Inspection, row: dict[str, Any], people: People) -> None:
    """The link person, who has an account already, as the chief executive named them in the call."""
    link = Link(**row, named_on=clock.today(), email=people["link_person"].email, name=people["link_person"].name)
    name_link_person(inspection, link, by=people["lead"])


def _analysed(inspection: Inspection, row: dict[str, Any], people: People) -> None:
    begun = {ENGAGEMENT: engagement_text() or row["nothing"]} | row["sections"]
    sections = {item.code: begun.get(item.code, row["nothing"]) for item in contents(inspection)}
    pia.write_analysis(inspection, sections=sections, priorities=row["priorities"], by=people["analyst"])
    pia.agree_priorities(inspection, by=people["lead"])
    issue = pia.issue_analysis(inspection, by=people["analyst"])
    for key in ("lead", "deputy_1", "team_1"):
        pia.read_analysis(issue, profile=True, by=people[key])


def _sheet(inspection: Inspection, called: datetime, row: dict[str, Any], people: People) -> None:
    given = {name: row[name] for name in (*SAID, *LINK)}
    given |= {"called_on": called.date(), "called_time": called.time(), "first_on": inspection.timeline.onsite_week}
    given |= {name: time.fromisoformat(row[name]) for name in ("first_time", "talk_time")}
    call_sheet.save_sheet(inspection, given, by=people["lead"])


def _read(inspection: Inspection, row: dict[str, Any], people: People) -> None:
    items = {each.number: each for each in AnnexItem.objects.filter(request__inspection=inspection)}
    if row["one"] in items:
        reader = people[row["reader"]]
        reading.share_out(items[row["one"]], kind="one_and_summarise", reader=reader, by=people["lead"])
        reading.share_out(items[row["all"]], kind="all", by=people["lead"])
        reading.say_read(items[row["one"]], summary=row["summary"], by=reader)


def _looked_through(inspection: Inspection, said: dict[str, Any], people: People) -> None:
    """Most of what is looked through document by document; the performance information still waits."""
    for row in said["sorted"]:
        days = {"audited_on": clock.today() - timedelta(days=row["days"])} if "days" in row else {}
        given = {"category": row["category"], "action_plan": row.get("action_plan", ""), **days}
        for document in _named_documents(inspection, row["name"]):
            documents.sort_document(inspection, document, **given, by=people[row["by"]])
    for row in said["reviewed"]:
        given = {"key_points": row["key_points"], "criteria": row.get("criteria", [])}
        for document in _named_documents(inspection, row["name"]):
            documents.review_document(inspection, document, **given, by=people[row["by"]])


def _named_documents(inspection: Inspection, name: str) -> list[GivenDocument]:
    """None where the version asks for other items."""
    return [each for each in documents_of(inspection) if each.name == name]
