"""What a programme decision can rest on, as each part offers it (PROG-03, SELF-14)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts import clock
from inspections import window
from inspections.models import IntelligenceItem, ProgrammeConcern
from inspections.models.programme import TITLE
from inspections.programme import grade_labels, result
from inspections.queries import last_outcome

Kind = IntelligenceItem.Kind


@dataclass(frozen=True)
class Offer:
    """One item that can be ticked. `key` names it for ever, such as "weakness-3"; `kind` is of IntelligenceItem.Kind.

    `credible_plan` is for a weakness that Cafcass reported itself and for which the analyst found its plan credible.
    """

    key: str
    kind: str
    source: str
    day: date
    summary: str
    credible_plan: bool = False

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)


Provider = Callable[[], Iterable[Offer]]
PROVIDERS: list[Provider] = []


def announce(provider: Provider) -> Provider:
    """Registers a function () -> offers; called when the app starts. One query each."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)
    return provider


def offered() -> list[Offer]:
    """Everything that may be linked now, the room's own first."""
    return [offer for provider in PROVIDERS for offer in provider()]


def known_before() -> Iterator[Offer]:
    """The last outcome and the inspection window count as items."""
    last = last_outcome()
    if last is None or last.ended_on is None:
        return
    found = result(last, grade_labels()) or "No grades"
    yield Offer(f"outcome-{last.pk}", Kind.OUTCOME, last.title, last.ended_on, found)
    standing, today = window.of(last), clock.today()
    assert standing
    yield Offer(f"window-{last.pk}", Kind.WINDOW, f"After {last.title}"[:TITLE], today, standing.said(today))


def open_concerns() -> Iterator[Offer]:
    """Programme concerns that are still to be decided on."""
    for concern in ProgrammeConcern.objects.exclude(status=ProgrammeConcern.Status.CLOSED):
        yield of_concern(concern)


def of_concern(concern: ProgrammeConcern) -> Offer:
    source = f"{concern.ref}: {concern.source}"[:TITLE]
    return Offer(f"concern-{concern.pk}", Kind.CONCERN, source, concern.raised_on, concern.summary)
