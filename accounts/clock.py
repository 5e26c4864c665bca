"""The product's one clock. People live in Europe/London; the database holds UTC.

In demo and test the clock can be moved; the offset is a row, so web and worker agree. In production that is refused.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import DateField, DateTimeField, Field, QuerySet

from accounts.prepared import AtSending, Prepared, Values
from accounts.refusals import require

if TYPE_CHECKING:
    from accounts.models import ClockSetting

LONDON = ZoneInfo("Europe/London")
_standing: ContextVar[datetime | None] = ContextVar("standing_clock", default=None)
# One reading of the offset row serves a whole request; the middleware opens and closes it.
_offset: ContextVar[timedelta | None] = ContextVar("clock_offset", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _standing.get() or datetime.now(UTC) + offset()


def today() -> date:
    """The day it is for people in England."""
    return now().astimezone(LONDON).date()


def london(moment: datetime) -> datetime:
    """The same moment as people in England read it on a clock."""
    return moment.astimezone(LONDON)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """That day and time of England as an aware UTC datetime."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


class _Read(AtSending):
    """What the clock says when a query is sent, so that one query can be put together once and sent at any time."""

    def __init__(self, said: "Callable[[], datetime | date]", output_field: "Field[Any, Any]") -> None:
        super().__init__(None, output_field=output_field)
        self.said = said

    def read(self, values: Values) -> Any:
        return self.said()


NOW, TODAY = _Read(now, DateTimeField()), _Read(today, DateField())


def offset() -> timedelta:
    """How far the product's clock stands from the real one; always nothing in production."""
    if settings.PRODUCTION:
        return timedelta()
    known = _offset.get()
    return read_offset() if known is None else known


def _setting() -> "QuerySet[ClockSetting]":
    from accounts.models import ClockSetting

    return ClockSetting.objects.filter(pk=1)


_SETTING = Prepared(_setting)


def read_offset() -> timedelta:
    from accounts.models import ClockSetting

    try:
        row = _SETTING.first()
    except DatabaseError:
        # Django's system checks make a Person, and so ask the time, before the first migration.
        if ClockSetting._meta.db_table in connection.introspection.table_names():
            raise
        return timedelta()
    return row.offset if row else timedelta()


def move(by: timedelta) -> None:
    """Sets the clock's offset for every process. Raises NotAllowed in production."""
    from accounts.models import ClockSetting

    require(not settings.PRODUCTION, "The clock cannot be moved in production.")
    ClockSetting.objects.update_or_create(pk=1, defaults={"offset": by})
    if _offset.get() is not None:
        _offset.set(by)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within the block the offset row is read once."""
    token = _offset.set(None if settings.PRODUCTION else read_offset())
    try:
        yield
    finally:
        _offset.reset(token)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Within the block the clock stands still at that moment, in this process only. Refused in production."""
    require(not settings.PRODUCTION, "The clock cannot be moved in production.")
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)
