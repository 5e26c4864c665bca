"""Times the pages, the PDF and the date sums on an inspection as large as the real one."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from config.bench.diary import checking_ms
from config.bench.pages import GOAL_QUERIES, GOAL_RATIO, GOAL_SEARCH, measured
from config.bench.report import report_html
from config.bench.seeding import NOTES, seed
from config.bench.serving import served
from config.bench.sums import offsets_100k, pdf_ratio, timelines_1k
from reports.printing import STYLESHEETS

REQUESTS = 100


class Command(BaseCommand):
    help = "Times pages, PDF and date sums, in a database of its own on the engine in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
        parser.add_argument("--requests", type=int, default=REQUESTS, help="timed requests a page")
        parser.add_argument("--notes", type=int, default=NOTES, help=f"how many notes there are, at least {NOTES}")

    def handle(self, *, json: Path | None, requests: int, notes: int, **options: Any) -> None:
        before = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            # On disk, so that the web processes find it.
            connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / "bench.sqlite3")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            figures = {"offsets_100k_s": offsets_100k(), "timelines_1k_s": timelines_1k()}
            figures |= self.on_the_large_inspection(requests, notes)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
        self.show(figures)
        if json:
            write(json, figures)

    def on_the_large_inspection(self, requests: int, notes: int) -> dict[str, Any]:
        self.stderr.write(f"Writing {max(notes, NOTES):,} notes and 600 summaries …")
        here = seed(further=max(notes - NOTES, 0))
        self.stderr.write("Asking for the pages …")
        with served(database_url()) as port:
            rows = measured(here, port, requests)
        pdf = pdf_ratio(report_html(here), list(STYLESHEETS))
        return {"pages": rows, "pdf_ratio": pdf, "diary_check_ms": checking_ms(here.inspection)}

    def show(self, figures: dict[str, Any]) -> None:
        engine = connection.vendor
        self.stdout.write(f"{'page on ' + engine:<34}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>7}{'of p95':>8}")
        for row in figures["pages"]:
            over = row["queries"] > GOAL_QUERIES or not _quick(row)
            times = f"{row['p50_ms']:>9}{row['p95_ms']:>9}{row['ratio']:>7}{row['p95_ratio']:>8}"
            self.stdout.write(f"{row['page']:<34}{row['queries']:>8}{times}{'  over the goal' if over else ''}")
        self.stdout.write(f"PDF against the engine alone, warm: {figures['pdf_ratio']}")
        self.stdout.write(f"A whole diary looked through for all to point out: {figures['diary_check_ms']} ms")
        self.stdout.write(f"100,000 working-day offsets: {figures['offsets_100k_s']} s")
        self.stdout.write(f"1,000 timelines: {figures['timelines_1k_s']} s")


def _quick(row: dict[str, Any]) -> bool:
    """A search is measured by its slow requests, and may take longer; another page by its usual one."""
    if row["page"].startswith("search"):
        return bool(row["p95_ratio"] <= GOAL_SEARCH[connection.vendor])
    return bool(row["ratio"] <= GOAL_RATIO)


def database_url() -> str:
    """The bench's own database as the web process is told of it."""
    made = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{made['NAME']}"
    user = f"{made['USER']}:{made['PASSWORD']}" if made["PASSWORD"] else made["USER"]
    return f"postgres://{user}@{made['HOST']}:{made['PORT'] or 5432}/{made['NAME']}"


def write(path: Path, figures: dict[str, Any]) -> None:
    keys = ("pages", "pdf_ratio", "diary_check_ms", "offsets_100k_s", "timelines_1k_s")
    path.write_text(json.dumps({key: figures[key] for key in keys}, indent=1) + "\n")
