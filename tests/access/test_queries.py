"""No page asks the database more than twelve times, whoever opens it; those that do are named."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from tests.access.addresses import addresses
from tests.access.world import world

pytestmark = pytest.mark.crawl
MOST = 12
# Literal on purpose. What must hold before going on site comes from every room; the meeting's screen has six lists.
MORE = {"readiness": 26, "team_meetings": 14}
# Points in a transaction are no questions, and the clock's own row is not asked for in production.
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", 'SELECT "accounts_clocksetting"')


@pytest.mark.parametrize("state", ["announced", "published"])
def test_no_page_asks_more_often_than_it_may(db, cast, state):
    here, over = world(state, cast), {}
    with clock.moved_to(here.now):
        for who in ("lead", "qa_manager", "analyst", "link_person", "chief_executive"):
            client = Client(raise_request_exception=False)
            client.force_login(here.person(who))
            for address in addresses():
                # What was captured before is not kept without end.
                connection.queries_log.clear()
                with transaction.atomic():
                    with CaptureQueriesContext(connection) as captured:
                        response = client.get(here.url(address))
                    transaction.set_rollback(True)
                asked = sum(not query["sql"].startswith(NOT_COUNTED) for query in captured.captured_queries)
                if response.status_code == 200 and asked > MORE.get(address.name, MOST):
                    over[f"{address.name} as {who}"] = asked
    assert over == {}
