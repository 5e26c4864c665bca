"""Lines of enquiry: few, themed, initial until on site; told to Cafcass aloud and shown to nobody there."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from files.models import OutgoingMail
from framework.versions import version
from information.actions import further
from information.actions import lines as actions
from information.models import FurtherRequest, LineOfEnquiry, LineTold
from tests.access.addresses import addresses
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send, unopened

pytestmark = pytest.mark.django_db
GIVEN = {"title": "How delay is managed", "theme": "Delay", "how": "Interviews with managers"}
ON_MONDAY = {"day_day": "5", "day_month": "2", "day_year": "2024", "time": "13:10", "with_whom": "CEO"}

CLOSED_TOO = {
    "line_create": GIVEN,
    "sample_child_create": {"reference": "PR-01", "reason": "random"},
    "own_sample": {"reference": "PR-01", "what": "Heard early"}
    | {"audited_on_day": "10", "audited_on_month": "1", "audited_on_year": "2024"},
}


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def set_lines(inspection, cast, count, **more):
    given = GIVEN | {"information_needed": "none"} | more
    return [actions.set_line(inspection, by=cast.lead, **given) for _ in range(count)]


@pytest.mark.rule("OFF-11")
def test_few_themed_and_initial_until_the_team_is_on_site(cast, as_, inspection):
    lead = as_(cast.lead)
    few = version(inspection.framework_version).settings.lines_of_enquiry_advice_max
    with giving.at_work():
        assert "theme" in errors(send(lead, page(inspection, "line_create"), title="Delay", theme=""))
        set_lines(inspection, cast, few)
        assert "should be few" not in lead.get(page(inspection, "line_list")).content.decode()
        assert send(lead, page(inspection, "line_create"), **GIVEN, criteria=["LDR-01"]).status_code == 302
        assert (
            "There are 7 lines of enquiry. They should be few"
            in lead.get(page(inspection, "line_list")).content.decode()
        )
        line = LineOfEnquiry.objects.get(number=7)
        assert (line.state, line.criteria) == ("initial", ["LDR-01"])
        assert lead.get(page(inspection, "line_open", line.pk)).status_code == 403
        assert lead.post(page(inspection, "line_open", line.pk), unopened()).status_code == 403
    with clock.moved_to(stages.ON_SITE_AT):
        assert send(as_(cast.deputy), page(inspection, "line_open", line.pk)).status_code == 302
    line.refresh_from_db()
    assert line.state == "open"
    with pytest.raises(DatabaseError), transaction.atomic():
        LineOfEnquiry.objects.update(theme="")


def test_only_the_lead_sets_one_and_an_unknown_criterion_is_refused(cast, as_, inspection):
    with giving.at_work():
        for who in (cast.deputy, cast.team_inspector, cast.analyst):
            assert as_(who).post(page(inspection, "line_create"), unopened() | GIVEN).status_code == 403
        assert "criteria" in errors(send(as_(cast.lead), page(inspection, "line_create"), **GIVEN, criteria=["XX-1"]))


def test_two_who_change_a_line_at_once_lose_neither_text(cast, as_, inspection):
    with giving.at_work():
        (line,) = set_lines(inspection, cast, 1)
        address, lead = page(inspection, "line_edit", line.pk), as_(cast.lead)
        first = opened(lead, address)
        send(as_(cast.deputy), address, **GIVEN | {"how": "Changed meanwhile"})
        late = lead.post(address, first | GIVEN | {"how": "Typed late"})
    assert late.status_code == 409
    assert "Typed late" in late.content.decode()
    assert "Changed meanwhile" in late.content.decode()


@pytest.mark.rule("OFF-13")
def test_cafcass_is_told_aloud_and_reads_it_nowhere(cast, as_, inspection):
    title = "Kestrel question"
    with giving.at_work():
        (line,) = set_lines(inspection, cast, 1, title=title)
        further.draft_request(
            inspection, kind="service", what="The policy", reason="For the line", line=line, by=cast.lead
        )
    with clock.moved_to(stages.ON_SITE_AT):
        early = ON_MONDAY | {"time": "13:20"}
        told = page(inspection, "lines_told")
        assert "day" in errors(send(as_(cast.lead), told, **early))
    with clock.moved_to(clock.at(stages.W1, 14)):
        assert as_(cast.deputy).get(told).status_code == 403
        assert send(as_(cast.lead), told, **ON_MONDAY).status_code == 302
        shown = " ".join(as_(cast.team_inspector).get(page(inspection, "line_list")).content.decode().split())
        assert "Shared Monday 5 February 2024 13:10 with CEO" in shown
        ids = {"ref": inspection.ref, "pk": line.pk}
        for who in (cast.link_person, cast.chief_executive, cast.contributor):
            client = as_(who)
            for address in addresses():
                if address.name.startswith("line"):
                    assert client.get(address.url(ids)).status_code == 404
            for name in ("cafcass_inspection", "cafcass_annex", "own_request_list", "own_offer"):
                assert title not in client.get(page(inspection, name)).content.decode()
    assert not any(title in mail.subject + mail.body for mail in OutgoingMail.objects.all())
    with pytest.raises(DatabaseError), transaction.atomic():
        LineTold.objects.update(with_whom="x")


@pytest.mark.rule("OFF-13", part="a line set or changed after the page was opened is not told unread")
def test_lines_that_came_or_changed_meanwhile_are_shown_before_they_count_as_told(cast, as_, inspection):
    lead, address = as_(cast.lead), page(inspection, "lines_told")
    with giving.at_work():
        (first,) = set_lines(inspection, cast, 1)
    with clock.moved_to(clock.at(stages.W1, 14)):
        form = opened(lead, address)
        actions.change_line(first, **GIVEN | {"how": "By reading cases", "information_needed": "none"}, by=cast.lead)
        set_lines(inspection, cast, 1, title="Kestrel question")
        late = lead.post(address, form | ON_MONDAY)
        assert late.status_code == 409
        shown = late.content.decode()
        for words in ("Kestrel question", "By reading cases", "As it stood when you opened the page"):
            assert words in shown
        assert not LineTold.objects.exists()
        again = {name: late.context["form"][name].value() for name in ("op", "shown")}
        assert lead.post(address, again | ON_MONDAY).status_code == 302
        # Another lead had the page open from before: nothing is left to be told.
        assert lead.post(address, form | ON_MONDAY | {"with_whom": "Director"}).status_code == 403
        set_lines(inspection, cast, 1, title="A third")
        told = lead.post(address, unopened() | {"shown": form["shown"]} | ON_MONDAY)
        assert "Cafcass was told of it meanwhile" in told.content.decode()
        broken = lead.post(address, unopened() | {"shown": "x 9.9 ٣.1 " + "9" * 30 + ".1"} | ON_MONDAY)
        assert broken.status_code == 409
    assert LineTold.objects.count() == 2


@pytest.mark.rule("OFF-14")
def test_a_line_without_a_how_is_named_and_not_told(cast, as_, inspection):
    with giving.at_work():
        set_lines(inspection, cast, 1)
        set_lines(inspection, cast, 1, title="Bare line", how="")
        set_lines(inspection, cast, 1, title="Silent line", information_needed="")
    with clock.moved_to(clock.at(stages.W1, 14)):
        refused = as_(cast.lead).post(page(inspection, "lines_told"), unopened() | ON_MONDAY)
        assert refused.status_code == 403
        said = refused.content.decode()
        assert "L2 Bare line" in said
        assert "L3 Silent line" in said
        assert "L1 " not in said
    assert not LineTold.objects.exists()


@pytest.mark.rule("OFF-15")
def test_a_request_for_a_line_is_the_leads_to_send(cast, as_, inspection):
    typed = {"kind": "service", "what": "The policy", "reason": "For the line"}
    with giving.at_work():
        (line,) = set_lines(inspection, cast, 1)
        create = page(inspection, "further_request_create")
        assert send(as_(cast.team_inspector), create, **typed, line=line.pk).status_code == 302
        made = FurtherRequest.objects.get()
        assert (made.state, made.line) == ("proposed", line)
        assert "The policy" not in as_(cast.link_person).get(page(inspection, "own_request_list")).content.decode()
        further.agree_request(made, by=cast.lead)
        shown = as_(cast.link_person).get(page(inspection, "own_request_list")).content.decode()
        assert "The policy" in shown
        assert line.title not in shown
    assert date(2024, 1, 23) == clock.london(FurtherRequest.objects.get().decided_at).date()


def test_lines_and_sample_stay_as_they_are_once_it_was_closed_incomplete(cast, as_):
    closed = stages.incomplete(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        for who, name in (
            (cast.lead, "line_create"),
            (cast.lead, "sample_child_create"),
            (cast.link_person, "own_sample"),
        ):
            shown = as_(who).post(page(closed, name), unopened() | CLOSED_TOO.get(name, {}))
            assert shown.status_code == 403, name
            assert "This was closed, so" in shown.content.decode()
        assert "Offer it" not in as_(cast.link_person).get(page(closed, "own_sample")).content.decode()
    assert not LineOfEnquiry.objects.exists()
