"""The report of the 2024 replay: drafted, cleared, sent, commented on, sent again and published, each at its moment."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts import clock
from accounts.models import Person
from config.demo.content import moment
from config.demo.recording import Recording
from files.jobs import run_queued
from reports import actions
from reports.models import Report
from scheduling.queries import day


def released(recording: Recording, content: dict[str, Any]) -> None:
    """From the first word to the published page."""
    report = drafted(recording, content)
    people = recording.people
    send_draft(report, people, moment(content["draft_sent"]))
    for row in content["comments"]:
        commented(report, row, people)
    send_final(report, people, moment(content["final_sent"]))
    publish(report, people, moment(content["publication_decided"]), moment(content["published"]))


def drafted(recording: Recording, content: dict[str, Any]) -> Report:
    lead = recording.people["lead"]
    with clock.moved_to(moment(content["started"])):
        report = actions.create_report(recording.inspection, document="report", by=lead)
        report = actions.save_texts(report, content["first_page"], version=None, by=lead)
        for code, row in content["sections"].items():
            cites = [recording.summaries[key] for key in row["cites"]]
            report = actions.save_texts(report, {code: row["text"]}, version=None, cites=cites, by=lead)
        return actions.save_childrens_summary(report, content["childrens_summary"], version=None, by=lead)


def cleared(report: Report, people: dict[str, Person], at: datetime) -> None:
    """Through the QA manager and the national director on the day before."""
    for step, (who, hours) in enumerate((("lead", 26), ("qa_manager", 24), ("director", 22))):
        with clock.moved_to(at - timedelta(hours=hours)):
            report.refresh_from_db()
            if step == 0:
                actions.submit(report, version=report.version, by=people[who])
            else:
                actions.review(report, outcome="cleared", version=report.version, by=people[who])


def printed(report: Report, stage: str, embargo_until: date | None, lead: Person) -> None:
    """Asks for the PDF and makes it at once, as the worker would within seconds."""
    actions.ask_for_pdf(report, stage, embargo_until=embargo_until, by=lead)
    run_queued()


def send_draft(report: Report, people: dict[str, Person], at: datetime) -> None:
    cleared(report, people, at)
    with clock.moved_to(at):
        printed(report, "draft", None, people["lead"])
        actions.send_draft(report, by=people["lead"])


def commented(report: Report, row: dict[str, Any], people: dict[str, Person]) -> None:
    with clock.moved_to(moment(row["at"])):
        comment = actions.comment(
            report, about=row["about"], paragraph=row["paragraph"], text=row["text"], by=people[row["by"]]
        )
    answer = row["answer"]
    with clock.moved_to(moment(answer["at"])):
        actions.answer(comment, outcome=answer["outcome"], text=answer["text"], version=None, by=people[answer["by"]])


def send_final(report: Report, people: dict[str, Person], at: datetime) -> None:
    from reports.dates import publication_if_sent

    with clock.moved_to(at):
        planned = publication_if_sent(report.inspection.timeline, clock.today())
        printed(report, "final", planned, people["lead"])
        actions.send_final(report, by=people["lead"])


def publish(report: Report, people: dict[str, Person], decided: datetime, at: datetime) -> None:
    with clock.moved_to(decided):
        report.inspection.timeline.refresh_from_db()
        due = day(report.inspection.timeline, "publication")
        assert due
        actions.decide_publication(report, due_on=due, by=people["director"])
        run_queued()
    with clock.moved_to(at):
        actions.release_due()
