"""A sample brought to a stage through the product's own actions."""

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Person
from files import uploads
from files.jobs import run_queued, tick
from information.actions import sample as actions
from information.actions.listing import check_list, send_list
from information.models import SampledChild
from inspections.models import Inspection
from tests.information import giving
from tests.information.lists import OLD, listed

PUBLIC = {"proceeding": "care_supervision", "reason": "random"}
PRIVATE = {"proceeding": "contact_residence", "reason": "random"}
# One of each group that is to be considered, so that nothing is pointed out.
EVERY_GROUP = [
    {"age": "age_0", "gender": "girl", "disability": "disabled", "ethnicity": "asian"},
    {"age": "age_1", "gender": "boy", "disability": "not_disabled", "ethnicity": "black"},
    {"age": "age_5", "gender": "other_gender", "ethnicity": "mixed"},
    {"age": "age_10", "ethnicity": "white"},
    {"age": "age_16", "ethnicity": "other_ethnicity"},
]


def add(inspection: Inspection, reference: str, by: Person, **given: Any) -> SampledChild:
    return actions.add_child(inspection, reference=reference, by=by, **PUBLIC | given)


def balanced(inspection: Inspection, by: Person) -> list[SampledChild]:
    return [add(inspection, f"PU-{at:02}", by, characteristics=each) for at, each in enumerate(EVERY_GROUP, start=1)]


def list_sent(inspection: Inspection, by: Person, *rows: dict[str, str]) -> None:
    """A list of these rows, let through and counted by the worker. Each has a case of its own."""
    cases = [{"case_id": f"C{at:03}", "case_name": f"Case {at}"} | row for at, row in enumerate(rows, start=1)]
    content = listed(*cases, fields=OLD)
    with uploads.arriving([ContentFile(content, name="list.csv")]) as arrived:
        made = check_list(giving.request(inspection), arrived[0], content, by=by)
    send_list(made, necessary="Annex A asks for it.", by=by)
    run_queued()
    tick()
    run_queued()
