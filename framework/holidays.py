"""Bank holidays of England and Wales as data, with the year up to which they are published (GEN-07)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from framework.versions.reading import BadFramework, raw, typed

FILE = Path(__file__).parent / "bank_holidays.yaml"


@dataclass(frozen=True)
class _Day:
    day: date
    name: str


@dataclass(frozen=True)
class _File:
    first_year: int
    last_year: int
    published_until: int
    holidays: tuple[_Day, ...]


@dataclass(frozen=True)
class BankHolidays:
    """The named days by date. Years after `published_until` are expected, not published."""

    by_date: Mapping[date, str]
    first_year: int
    last_year: int
    published_until: int


@cache
def bank_holidays(file: Path = FILE) -> BankHolidays:
    """Raises BadFramework when the file is wrong or a year has no entries."""
    data: _File = typed(_File, raw(file), file=file.name)
    years = {each.day.year for each in data.holidays}
    for year in range(data.first_year, data.last_year + 1):
        if year not in years:
            raise BadFramework(file.name, "holidays", f"there is none in {year}")
    by_date = {each.day: each.name for each in data.holidays}
    return BankHolidays(MappingProxyType(by_date), data.first_year, data.last_year, data.published_until)
