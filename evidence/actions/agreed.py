"""What agreeing the judgements of an inspection and the findings of a visit do alike, and opening them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import NotAllowed
from evidence import rules
from evidence.models import Judgement, VisitFindings
from framework.workflow import Machine, NoSuchTransition

Agreed = TypeVar("Agreed", Judgement, VisitFindings)


@dataclass(frozen=True)
class Agreeing:
    """`words` is what is agreed, as sentences and the record name it."""

    words: str
    machine: Machine

    def state_of(self, row: Agreed) -> str:
        return "agreed" if row.agreed_at else self.machine.initial

    def target(self, row: Agreed, name: str) -> str:
        """The state after that step. Raises NotAllowed for one that cannot be taken now."""
        state = self.state_of(row)
        try:
            return self.machine.target(state, name)
        except NoSuchTransition as error:
            raise NotAllowed(f"This cannot be done now: the {self.words} are {state}.") from error

    def agree(self, row: Agreed, after: str, uncarried: Sequence[Any], reason: str, by: Person) -> Agreed:
        """`reason`: why findings are carried by no shared summary, where there are such. Raises Invalid (EVID-15)."""
        said = not uncarried or bool(reason.strip())
        rules.refuse_unless(said, "reason", "Enter why these findings are carried by no shared summary.", "EVID-15")
        row.agreed_at, row.agreed_by = clock.now(), by
        return self._save(row, "agree", self.machine.initial, after, reason if uncarried else "", by)

    def reopen(self, row: Agreed, version_opened: int | None, reason: str, by: Person) -> Agreed:
        check_version(row.version, version_opened)
        after = self.target(row, "reopen")
        rules.refuse_unless(bool(reason.strip()), "reason", f"Enter why the {self.words} are reopened.")
        row.agreed_at = row.agreed_by = None
        return self._save(row, "reopen", "agreed", after, reason, by)

    def _save(self, row: Agreed, name: str, before: str, after: str, reason: str, by: Person) -> Agreed:
        row.version += 1
        row.save(update_fields=["agreed_at", "agreed_by", "version"])
        ref = row.inspection.ref
        record(f"{name} {self.words}", row, by=by, inspection=ref, before=before, after=after, reason=reason)
        return row
