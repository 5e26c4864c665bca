"""The demo's evidence: notes, individual and shared summaries, and the judgements that rest on them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts import clock
from config.demo.content import moment
from config.demo.people import People
from evidence.actions.agreement import agree
from evidence.actions.capture import append
from evidence.actions.judgement import agree_judgements, give_grade
from evidence.actions.paper import keep_paper
from evidence.actions.voices import note_voices
from evidence.cases import OF_NOTE
from evidence.kinds import INDIVIDUAL, KINDS, LEADERS, NOTHING_TO_ADD
from evidence.models import Revision
from evidence.queries.voices import voices
from fieldwork.actions.closing import explain
from fieldwork.queries.overview import matters
from inspections.actions import end_fieldwork
from inspections.models import Inspection

# Said only where a summary rests on one source or one inspector.
FEW = "Others looked and found nothing that adds to it"


@dataclass
class Recording:
    """What was recorded so far, by the keys of the content; nothing later than `until` is written."""

    inspection: Inspection
    people: People
    until: datetime
    monday: date | None = None
    notes: dict[int, Revision] = field(default_factory=dict)
    summaries: dict[str, Revision] = field(default_factory=dict)

    def moment(self, row: dict[str, Any]) -> datetime:
        """The moment of a row, written on it or under its "at"."""
        return moment(row["at"] if isinstance(row["at"], dict) else row, self.monday)

    def write(self, kind: str, row: dict[str, Any], key: str, **more: Any) -> Revision | None:
        """One revision at its moment; None when that is still to come."""
        at = self.moment(row)
        if at > self.until:
            return None
        with clock.moved_to(at):
            op = uuid5(NAMESPACE_URL, f"{self.inspection.ref}/{kind}/{key}")
            fields = {name: row[name] for name in ("area", "heading", "finding", "source") if name in row}
            return append(
                self.inspection,
                kind=kind,
                op=op,
                by=self.people[row["by"]],
                fields=fields | more.pop("seen", {}),
                **more,
            )

    def note(self, number: int, row: dict[str, Any]) -> None:
        at = clock.london(self.moment(row))
        seen = {"observed_on": at.date(), "observed_at": at.time()}
        facts = {name: row[name] for name in OF_NOTE if name in row}
        if written := self.write("note", row, str(number), parts={"text": row["text"]}, seen=seen, facts=facts):
            self.notes[number] = written
            if "paper" in row:
                with clock.moved_to(at):
                    keep_paper(written.document, what=row["paper"], by=self.people[row["by"]])

    def summary(self, kind: str, row: dict[str, Any], cites: list[Revision | None]) -> None:
        answers = [prompt for prompt in KINDS[kind].prompts if prompt in row]
        parts = {part: row[part] for part in ("statement", "evidence", "difference", *answers)}
        if kind == INDIVIDUAL.code:
            parts.setdefault(LEADERS, NOTHING_TO_ADD)
        known = [revision for revision in cites if revision]
        if written := self.write(kind, row, row["key"], parts=parts, cites=known):
            self.summaries[row["key"]] = written

    def agreed(self, row: dict[str, Any]) -> None:
        if revision := self.summaries.get(row["key"]):
            with clock.moved_to(self.moment(row)):
                few = row.get("few", FEW)
                agree(revision.document, opened=revision, narrow_reason=few, by=self.people[row["agreed_by"]])


def record(recording: Recording, content: dict[str, Any]) -> Recording:
    """Everything of the content that had happened by `recording.until`."""
    for number, row in enumerate(content["notes"]):
        recording.note(number, row)
    for row in content["individual_summaries"]:
        recording.summary("individual_summary", row, [recording.notes.get(number) for number in row["cites"]])
    for row in content["shared_summaries"]:
        recording.summary("shared_summary", row, [recording.summaries.get(key) for key in row["takes"]])
        recording.agreed(row)
    return recording


def judged(recording: Recording, judgements: dict[str, Any], *, reason: str = "") -> None:
    """The three areas, then overall, on the last morning. `reason`: why findings are left over (EVID-15)."""
    lead = recording.people["lead"]
    with clock.moved_to(moment(judgements["agreed_at"])):
        for area in ("private", "public", "leaders", "overall"):
            row = judgements[area]
            cites = [recording.summaries[key] for key in row["cites"]]
            give_grade(recording.inspection, area, grade=row["grade"], text=row["rationale"], cites=cites, by=lead)
        if voices(recording.inspection).unused:
            note_voices(recording.inspection, note=judgements["voices"], by=lead)
        agree_judgements(recording.inspection, reason=reason, by=lead)


def ended(recording: Recording, said: dict[str, Any]) -> None:
    """The lead confirms the last day, and says why what was not done was not."""
    lead = recording.people["lead"]
    with clock.moved_to(moment(said)):
        for each in matters(recording.inspection):
            explain(recording.inspection, each.code, reason=said["why_not"], by=lead)
        end_fieldwork(recording.inspection, last_day=said["date"], by=lead)
