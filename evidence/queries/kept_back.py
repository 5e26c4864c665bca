"""Words that only their author reads, because a question about a name in them is open (EVID-23)."""

from typing import Any

from django.db.models import Case, Expression, Q, TextField, Value, When

from accounts.models import Person
from evidence.kinds import SHARED

NOT_YET = "(The team cannot see this yet.)"
LACKS = "an answer about a name"
REFERENCE = "the reference of its case"


def lacks(head: Any) -> list[str]:
    """What is missing before it may be cited, beside what its revision lacks."""
    missing = {LACKS: head.names_open, REFERENCE: head.reference_awaited}
    return [words for words, so in missing.items() if so]


def unless_kept_back(text: Expression, kept_back: Q) -> Case:
    """The text, or NOT_YET where the condition says that it is kept back."""
    return Case(When(kept_back, then=Value(NOT_YET)), default=text, output_field=TextField())


def of_heads(text: Any, reader: Person | None = None) -> Case:
    """For rows of heads: a shared summary is the team's own text, and everybody reads what they wrote themselves."""
    others = Q(names_open=True) & ~Q(kind=SHARED.code)
    return unless_kept_back(text, others & ~Q(owner=reader) if reader else others)
