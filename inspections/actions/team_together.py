"""Several people join in one act: all of them, or nobody and a sentence for each who may not."""

from collections.abc import Collection, Iterator, Mapping

from django.db import transaction

from accounts.models import Person
from accounts.refusals import Invalid
from inspections.actions.team import add_member
from inspections.models import Inspection, TeamMember


class Several(Invalid):
    """More than one finding; it stands for the first where somebody takes only one."""

    def __init__(self, findings: Collection[Invalid]) -> None:
        first = next(iter(findings))
        super().__init__(first.field, first.message, first.rule)
        self.findings = tuple(findings)


@transaction.atomic
def add_together(
    inspection: Inspection, chosen: Mapping[str, Collection[Person]], *, reason: str = "", by: Person
) -> list[TeamMember]:
    """Gives each person the role under which they were chosen. Raises Several, by role or "reason"."""
    made: list[TeamMember] = []
    findings: dict[tuple[str, str], Invalid] = {}
    for role, person in _one_by_one(chosen):
        try:
            made.append(_added(inspection, person, role, reason, by))
        except Invalid as finding:
            found = Invalid("reason" if finding.field == "reason" else role, finding.message, finding.rule)
            findings.setdefault((found.field, found.message), found)
    if not made and not findings:
        raise Invalid("team", "Select at least one person.")
    if findings:
        raise Several(findings.values())
    return made


def _one_by_one(chosen: Mapping[str, Collection[Person]]) -> Iterator[tuple[str, Person]]:
    return ((role, person) for role, people in chosen.items() for person in people)


def _added(inspection: Inspection, person: Person, role: str, reason: str, by: Person) -> TeamMember:
    """The reason is kept with those only who exceed a limit."""
    try:
        return add_member(inspection, person, role, by=by)
    except Invalid as finding:
        if finding.field != "reason" or not reason.strip():
            raise
    return add_member(inspection, person, role, reason=reason, by=by)
