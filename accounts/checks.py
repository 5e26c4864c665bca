"""System checks of this room."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from accounts import appendonly


@register(Tags.database)
def triggers_stand(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Says when a trigger that keeps the record is missing (run with `manage.py check --database default`)."""
    return [
        Error(
            f"The database trigger {name} is missing.",
            hint="Run manage.py migrate: it makes them anew.",
            id="accounts.E001",
        )
        for using in databases or []
        for name in appendonly.missing(using)
    ]
