"""The one place that changes the state of an inspection; upper rooms hang their guards on the named transitions."""

from collections.abc import Callable

from django.db.models import BigIntegerField

from accounts.models import Person
from accounts.prepared import Given, Prepared
from accounts.record import record
from accounts.refusals import NotAllowed
from framework.workflow import NoSuchTransition
from inspections.models import Inspection
from inspections.workflow import LIFECYCLE

Guard = Callable[[Inspection], None]
GUARDS: dict[str, list[Guard]] = {}
Follower = Callable[[Inspection, Person | None], None]
FOLLOWERS: dict[str, list[Follower]] = {}


def guard(transition: str) -> Callable[[Guard], Guard]:
    """Registers a guard for a named transition; it raises NotAllowed with a sentence when the step must wait."""

    def register(check: Guard) -> Guard:
        GUARDS.setdefault(transition, []).append(check)
        return check

    return register


def after(transition: str) -> Callable[[Follower], Follower]:
    """Registers what an upper room does with a named transition, in its transaction, once the state has changed."""

    def register(follow: Follower) -> Follower:
        FOLLOWERS.setdefault(transition, []).append(follow)
        return follow

    return register


# What rooms above find open before the team goes on site, as sentences; going all the same asks for a reason (OFF-01).
OPEN_BEFORE_START: list[Callable[[Inspection], list[str]]] = []


def open_before_start(inspection: Inspection) -> str:
    return " ".join(point for ask in OPEN_BEFORE_START for point in ask(inspection))


_LOCKED = Prepared(lambda: Inspection.objects.select_for_update().filter(pk=Given("pk", BigIntegerField())))


def locked(inspection: Inspection) -> Inspection:
    """The row, taken for change until the transaction ends. Raises TransactionManagementError outside of one."""
    row = _LOCKED.first(pk=inspection.pk)
    if row is None:
        raise Inspection.DoesNotExist
    return row


def advance(inspection: Inspection, transition: str, *, by: Person | None, reason: str = "") -> Inspection:
    """Takes a named step of the lifecycle, inside the caller's transaction. Raises NotAllowed."""
    row = locked(inspection)
    before = row.state
    try:
        target = LIFECYCLE.target(before, transition)
    except NoSuchTransition as error:
        raise NotAllowed(f"This cannot be done now: the inspection is {row.state_label.lower()}.") from error
    for check in GUARDS.get(transition, []):
        check(row)
    row.state, row.version = target, row.version + 1
    row.save(update_fields=["state", "version"])
    inspection.state, inspection.version = row.state, row.version
    record(transition, row, by=by, inspection=row.ref, before=before, after=target, reason=reason)
    for follow in FOLLOWERS.get(transition, []):
        follow(row, by)
    return row
