"""A sample brought to a stage through the product's own actions."""

from typing import Any

from accounts.models import Person
from information.actions import sample as actions
from information.models import SampledChild
from inspections.models import Inspection

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
