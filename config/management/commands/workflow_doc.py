"""Writes docs/workflow.md, or with --check says whether it is up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.workflow_doc import document


class Command(BaseCommand):
    help = "Writes docs/workflow.md from the transition tables. With --check, fails when the page has drifted."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        page = settings.BASE_DIR / "docs" / "workflow.md"
        if not check:
            page.write_text(document())
        elif not page.exists() or page.read_text() != document():
            raise CommandError(
                "docs/workflow.md differs from the transition tables. Run: python manage.py workflow_doc"
            )
