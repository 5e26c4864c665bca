"""The demo's log of rights requests, and a period after which evidence may be deleted (an invented figure)."""

from datetime import datetime, timedelta

from accounts import clock
from config.demo.people import People
from desk import retention, rights

YEARS = 6


def protected(until: datetime, people: People) -> None:
    """One request that was answered, one that waits."""
    by = people["administrator"]
    with clock.moved_to(until - timedelta(days=20)):
        about = "Mailbox, number 7 (invented)"
        first = rights.log_request(received_on=clock.today(), kind="access", about=about, by=by)
        retention.set_period("evidence", YEARS, by=by)
    with clock.moved_to(until - timedelta(days=8)):
        text = "A copy was sent by post."
        rights.log_answer(first, answered_on=clock.today(), text=text, by=by)
        about = "Mailbox, number 9 (invented)"
        rights.log_request(received_on=clock.today(), kind="rectification", about=about, by=by)
