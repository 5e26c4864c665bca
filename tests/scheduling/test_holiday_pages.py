"""The calendar's pages: read by everybody at Ofsted, entered by the administrator, and saying what moved."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts import clock
from govuk.forms import date_data
from scheduling.actions import create_timeline
from scheduling.models import Holiday
from scheduling.queries import day

NOW = datetime(2027, 9, 10, 12, tzinfo=ZoneInfo("Europe/London"))


def sent(client, **fields):
    page = client.get("/holidays/new/")
    op = page.context["form"]["op"].value()
    return client.post("/holidays/new/", {"op": op, **fields})


@pytest.mark.rule("TIME-11", part="a holiday proclaimed later is entered on a page and moves what is ahead")
def test_a_proclaimed_holiday_moves_dates_and_says_so(cast, as_):
    with clock.moved_to(NOW):
        timeline = create_timeline("inspection", "2024-04-05", date(2027, 9, 6), cast.scheduler)
        before = day(timeline, "draft")
        answer = sent(as_(cast.administrator), name="Day of thanks", **date_data("day", date(2027, 9, 20)))
        assert answer.status_code == 302
        timeline.refresh_from_db()
        assert (before, day(timeline, "draft")) == (date(2027, 10, 1), date(2027, 10, 4))
        page = as_(cast.administrator).get("/holidays/")
    assert Holiday.objects.get().name == "Day of thanks"
    assert "Day of thanks" in page.content.decode()


def test_a_day_that_is_a_holiday_already_is_refused_beside_the_field(cast, as_):
    answer = sent(as_(cast.administrator), name="Christmas again", **date_data("day", date(2026, 12, 25)))
    assert answer.status_code == 400
    assert answer.context["form"].errors["day"]
    assert "Christmas again" in answer.content.decode()


def test_31_february_is_refused_and_kept(cast, as_):
    answer = sent(as_(cast.administrator), name="Nonsense", day_day="31", day_month="2", day_year="2027")
    assert answer.status_code == 400
    assert "must be a real date" in answer.content.decode()
    assert 'value="31"' in answer.content.decode()


def test_others_at_ofsted_read_and_do_not_enter(cast, as_):
    assert as_(cast.lead).get("/holidays/").status_code == 200
    assert as_(cast.lead).get("/holidays/new/").status_code == 403
    assert as_(cast.link_person).get("/holidays/").status_code == 404
