"""Whether the parts of the product run, for whoever looks after it. Nothing here is secret."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from accounts import clock
from desk.models import WorkerTick
from files import scanning

TICKS_MISSED = 8


@dataclass(frozen=True)
class Health:
    """What the health page says. `tick_age` is None when the worker never ticked."""

    tick_age: timedelta | None
    # "answers", "silent", or "none" where none is named, which production refuses.
    scanner: str = "none"

    @property
    def worker_runs(self) -> bool:
        limit = timedelta(seconds=settings.TICK_SECONDS * TICKS_MISSED)
        return self.tick_age is not None and self.tick_age < limit

    @property
    def well(self) -> bool:
        return self.worker_runs and self.scanner != "silent"

    def as_json(self) -> dict[str, object]:
        seconds = None if self.tick_age is None else int(self.tick_age.total_seconds())
        worker = "runs" if self.worker_runs else "silent"
        said = {"database": "answers", "worker": worker, "virus_scanner": self.scanner}
        return {**said, "tick_seconds_ago": seconds}


def real_now() -> datetime:
    """The moment whatever the demo's clock says: a worker's age is not part of the story."""
    return (clock.now() - clock.offset()).astimezone(UTC)


def note_tick() -> None:
    """Called at every tick of the worker."""
    WorkerTick.objects.update_or_create(pk=1, defaults={"at": real_now()})


def health() -> Health:
    """Asks the database; one that does not answer raises, and the page is an error page."""
    tick = WorkerTick.objects.filter(pk=1).first()
    return Health(real_now() - tick.at if tick else None, _scanner())


def _scanner() -> str:
    if not settings.CLAMD_URL:
        return "none"
    return "answers" if scanning.answers() else "silent"
