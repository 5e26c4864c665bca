"""What the rooms above registered: the handlers of jobs, who may see them, and what each tick does."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from accounts.models import Person
    from files.jobs.running import Run
    from files.models import Job, StoredFile

Handler = Callable[["Run"], "StoredFile | None"]
Predicate = Callable[["Person", "Job"], bool]
TickFunction = Callable[[], Any]

HANDLERS: dict[str, Handler] = {}
READABLE_BY: dict[str, Predicate] = {}
ON_TICK: list[TickFunction] = []


class GiveUp(Exception):
    """A handler's own end without a result: the sentence is shown to whoever asked, and nothing is tried again."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Registers the function that does the jobs of this kind. Raises ValueError when another one has the name."""

    def register(function: Handler) -> Handler:
        if HANDLERS.setdefault(kind, function) is not function:
            raise ValueError(f"Two handlers want the jobs of kind '{kind}'.")
        return function

    return register


def readable_by(kind: str) -> Callable[[Predicate], Predicate]:
    """Registers who may see the progress of these jobs, besides whoever asked for them: (person, job) -> bool."""

    def register(predicate: Predicate) -> Predicate:
        READABLE_BY[kind] = predicate
        return predicate

    return register


def on_tick(function: TickFunction) -> TickFunction:
    """Registers a function that the worker calls at every tick. It may be called at any time and twice."""
    if function not in ON_TICK:
        ON_TICK.append(function)
    return function


def load() -> None:
    """Imports the `tasks` module of every room, where they register. Cheap after the first time."""
    autodiscover_modules("tasks")
