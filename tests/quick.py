"""What bin/test --quick leaves out: the functions that took longest when they were last measured, in slow.txt."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import fmean

LIST = Path(__file__).with_name("slow.txt")
# Of a case, on the machine that measures; what is new counts as quick until it is measured.
MOST_SECONDS = 0.06


def slow() -> frozenset[str]:
    return frozenset(LIST.read_text().split())


def function_of(nodeid: str) -> str:
    """The test without its case."""
    return nodeid.partition("[")[0]


def too_long(seconds: Mapping[str, float]) -> list[str]:
    """The functions of which a case takes too long on average, from the seconds of each case with its set-up."""
    cases: dict[str, list[float]] = defaultdict(list)
    for nodeid, taken in seconds.items():
        cases[function_of(nodeid)].append(taken)
    return sorted(name for name, taken in cases.items() if fmean(taken) > MOST_SECONDS)


def write(names: Iterable[str]) -> None:
    LIST.write_text("".join(f"{name}\n" for name in names))
