"""What rooms above do when one member takes the place of another: the diary moves the entries still ahead."""

from collections.abc import Callable

from accounts.models import Person
from inspections.models import TeamMember

# (who leaves, who comes, by whom); called in the same transaction, once both roles are written.
Hook = Callable[[TeamMember, TeamMember, Person], None]
HOOKS: list[Hook] = []


def on_replacement(hook: Hook) -> Hook:
    """Called by a room when the app starts."""
    if hook not in HOOKS:
        HOOKS.append(hook)
    return hook


def replaced(leaver: TeamMember, comer: TeamMember, by: Person) -> None:
    for hook in HOOKS:
        hook(leaver, comer, by)
