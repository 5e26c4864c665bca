"""The demo's lines of enquiry on site: opened on the Monday, with the notes that bear on them."""

from typing import Any

from accounts import clock
from config.demo.content import moment
from config.demo.recording import Recording
from evidence.actions.sorting import say_lines, say_source
from information.actions.lines import open_line
from information.models import LineOfEnquiry


def lined(made: Recording, content: dict[str, Any]) -> None:
    """Everything of the content that had happened by `made.until`."""
    at = moment(content["opened"], made.monday)
    lines = {each.number: each for each in LineOfEnquiry.objects.filter(inspection=made.inspection)}
    if at > made.until:
        return
    with clock.moved_to(at):
        for line in lines.values():
            open_line(line, by=made.people[content["opened"]["by"]])
    for number, row in content["notes"].items():
        if note := made.notes.get(number):
            with clock.moved_to(max(at, note.received_at)):
                say_source(note.document, kind=row["kind"], voice=row.get("voice", ""), by=note.author)
                on = [lines[each] for each in row.get("lines", []) if each in lines]
                say_lines(note.document, on, by=note.author)
