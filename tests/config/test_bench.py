"""The bench's own steps hold on an inspection of a few notes, so that a new rule does not stop it unseen."""

import pytest

from config.bench.pages import pages, queries
from config.bench.report import report_html
from config.bench.seeding import seed

pytestmark = pytest.mark.django_db


def test_it_seeds_asks_every_page_and_writes_the_report() -> None:
    here = seed(notes=120, individual=60, shared=12, documents=60, further=700)
    assert here.inspection.documents.filter(kind="note").count() == 820
    asked = {page.name: queries(page) for page in pages(here)}
    assert {name: count for name, count in asked.items() if count > 12} == {}
    assert "improve" in report_html(here)
