"""Times of the date sums and of the PDF."""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from scheduling.queries import calendar, preview


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def offsets_100k() -> float:
    """Seconds for 100,000 working-day offsets from days and by numbers drawn beforehand."""
    known, draw = calendar(), random.Random(1)
    asked = [(date(2012, 1, 1) + timedelta(days=draw.randrange(9000)), draw.randrange(-70, 71)) for _ in range(100_000)]

    def work() -> None:
        for day, number in asked:
            known.offset(day, number)

    return round(seconds(work), 4)


def timelines_1k() -> float:
    """Seconds for 1,000 whole timetables, week after week."""
    mondays = [date(2012, 1, 2) + timedelta(weeks=number % 1400) for number in range(1_000)]

    def work() -> None:
        for monday in mondays:
            preview("inspection", monday, "2024-04-05")

    return round(seconds(work), 3)


def pdf_ratio(html: str, stylesheets: list[str], rounds: int = 7) -> float:
    """Our rendering's median time over that of the engine alone on the same HTML, both warm, by turns.

    Processor time, since both only compute: so what else the machine does just then weighs on neither.
    """
    from config.bench.engine import alone, ours

    for work in (ours, alone):
        work(html, stylesheets)
    pairs = [(cpu(lambda: ours(html, stylesheets)), cpu(lambda: alone(html, stylesheets))) for _ in range(rounds)]
    return round(median(a for a, _ in pairs) / median(b for _, b in pairs), 3)
