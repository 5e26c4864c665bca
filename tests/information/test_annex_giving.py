"""Cafcass gives what Annex A asks for: by number, from the tray, by a colleague; receipts; what is sealed is shut."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.models import Event
from accounts.refusals import NotAllowed
from files.jobs import run_queued
from files.models import OutgoingMail
from information import actions
from information.models import AnnexDelegate, AnnexFile, AnnexReading
from inspections import actions as inspecting
from tests.information import giving
from tests.information.lists import OLD, listed, workbook
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def room(client, inspection):
    return client.get(reverse("cafcass_annex", args=[inspection.ref]))


def numbers(rows):
    return [row.item.number for row in rows]


def upload(client, address, **files):
    sent = [SimpleUploadedFile(name, content) for name, content in files["documents"]]
    return client.post(address, opened(client, address) | {"documents": sent})


def test_many_files_find_their_items_and_the_rest_waits_in_the_tray(cast, as_, inspection):
    link, address = as_(cast.link_person), reverse("cafcass_annex", args=[inspection.ref])
    with giving.at_work():
        files = [("A-02 audits.txt", b"one"), ("A-02 more.txt", b"two"), ("a-03_figures.csv", b"a,b"), ("x.txt", b"x")]
        sent = upload(link, address, documents=files)
        assert sent.status_code == 302
        run_queued()
        assert giving.item(inspection, "A-02").steps.count() == 1
        page = room(link, inspection)
        told = page.context["room"]
        assert numbers(told.yours) == ["A-01", "A-04"]
        assert numbers(told.done) == ["A-02", "A-03"]
        assert [file.name for file in told.tray] == ["x.txt"]
        assert "2 of 4 given" in page.content.decode()
        assert "Received: 3 with their items; 1 in the tray" in page.content.decode()
        assert "x.txt" not in as_(cast.lead).get(reverse("annex", args=[inspection.ref])).content.decode()
        tray = reverse("cafcass_tray", args=[inspection.ref])
        waiting = AnnexFile.objects.get(item=None)
        assert as_(cast.lead).get(reverse("annex_file", args=[inspection.ref, waiting.pk])).status_code == 404
        placed = send(link, tray, **{f"file_{waiting.pk}": giving.item(inspection, "A-04").pk})
        assert placed.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.item.number, waiting.name) == ("A-04", "A-04 x.txt")
    assert waiting.item.state == "given"


def test_a_sending_that_broke_off_is_sent_again_and_nothing_is_here_twice(cast, as_, inspection):
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 one.txt")
        again = giving.give(inspection, cast.link_person, "A-02 one.txt", "A-02 two.txt")
    assert again.again == ["A-02 one.txt"]
    assert "not taken a second time" in again.said
    assert AnnexFile.objects.count() == 2


def test_an_empty_file_is_refused_by_name_and_nothing_is_kept(cast, as_, inspection):
    with giving.at_work():
        address = reverse("cafcass_annex", args=[inspection.ref])
        sent = upload(as_(cast.link_person), address, documents=[("A-02 a.txt", b""), ("A-03 b.txt", b"text")])
        assert "“A-02 a.txt” is empty" in errors(sent)["documents"][0]
        assert not AnnexFile.objects.exists()


def test_the_receipt_has_time_and_hash_and_who_opened_it_when(cast, as_, inspection):
    with giving.at_work():
        (file,) = giving.give(inspection, cast.link_person, "audits.txt", number="A-02").placed
    assert file.name == "A-02 audits.txt"
    with clock.moved_to(clock.at(stages.W1, 9)):
        answer = as_(cast.team_inspector).get(reverse("annex_file", args=[inspection.ref, file.pk]))
        assert answer.getvalue() == giving.TEXT + b"audits.txt"
        assert 'filename="A-02 audits.txt"' in answer["Content-Disposition"]
        for who, page in ((cast.link_person, "own_item"), (cast.lead, "annex_item")):
            more = [inspection.ref] if page == "annex_item" else []
            told = as_(who).get(reverse(page, args=[*more, file.item_id])).content.decode()
            assert "Tue 23 Jan 2024, 11:00 from Linden Specimen" in " ".join(told.split())
            assert file.upload.sha256 in told
            assert f"{cast.team_inspector.name}, Mon 5 Feb 2024, 09:00" in " ".join(told.split())
    reading = AnnexReading.objects.get()
    assert (reading.person, reading.at) == (cast.team_inspector, clock.at(stages.W1, 9))
    assert Event.objects.filter(verb="opened file", object_id=str(file.pk)).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        AnnexReading.objects.all().delete()


def test_what_is_not_checked_or_held_is_opened_by_nobody_and_answers_nothing(cast, as_, inspection):
    with giving.at_work():
        program = b"MZ\x90\x00" + b"\x00" * 90
        (file,) = giving.give(inspection, cast.link_person, "A-02 x.pdf", content=program, checked=False).placed
        address = reverse("annex_file", args=[inspection.ref, file.pk])
        assert as_(cast.lead).get(address).status_code == 404
        run_queued()
        assert as_(cast.lead).get(address).status_code == 404
        assert as_(cast.link_person).get(reverse("own_annex_file", args=[file.pk])).status_code == 404
        page = room(as_(cast.link_person), inspection)
        assert "A-02" in numbers(page.context["room"].yours)
        assert "The name says PDF" in page.content.decode()


def test_a_tray_of_which_nothing_was_placed_says_so(cast, as_, inspection):
    with giving.at_work():
        (file,) = giving.give(inspection, cast.link_person, "x.txt").tray
        link, tray = as_(cast.link_person), reverse("cafcass_tray", args=[inspection.ref])
        page = opened(link, tray)
        assert "No file of the tray got an item" in str(errors(link.post(tray, page)))
        assert link.post(tray, page | {"file_" + "9" * 30: "1"}).status_code == 400
        actions.seal_file(file, by=cast.link_person)
        late = link.post(tray, page | {f"file_{file.pk}": giving.item(inspection, "A-04").pk})
    assert "No file of the tray got an item" in late.content.decode()


def test_a_wrong_file_of_a_colleague_who_has_the_item_no_more_is_sealed_by_the_link_person(
    cast, as_, inspection, django_assert_max_num_queries
):
    with giving.at_work():
        item, link = giving.item(inspection, "A-02"), as_(cast.link_person)
        given = actions.delegate_item(item, cast.contributor, by=cast.link_person)
        (file,) = giving.give(inspection, cast.contributor, "wrong.txt", number="A-02").placed
        seal, own = reverse("own_file_seal", args=[file.pk]), reverse("own_item", args=[item.pk])
        assert link.get(seal).status_code == 403
        assert seal not in link.get(own).content.decode()
        assert seal in as_(cast.contributor).get(own).content.decode()
        actions.end_delegation(given, by=cast.link_person)
        with django_assert_max_num_queries(12):
            assert seal in link.get(own).content.decode()
        assert as_(cast.chief_executive).get(seal).status_code == 200
        assert send(link, seal).status_code == 302
    file.refresh_from_db()
    assert file.sealed_by == cast.link_person


def test_a_wrong_file_is_sealed_by_its_giver_though_the_item_was_taken_back(cast, as_, inspection):
    with giving.at_work():
        given = actions.delegate_item(giving.item(inspection, "A-02"), cast.contributor, by=cast.link_person)
        (file,) = giving.give(inspection, cast.contributor, "wrong.txt", number="A-02").placed
        actions.end_delegation(given, by=cast.link_person)
        colleague, seal = as_(cast.contributor), reverse("own_file_seal", args=[file.pk])
        assert seal in colleague.get(reverse("own_items")).content.decode()
        done = send(colleague, seal)
        assert (done.status_code, colleague.get(done["Location"]).status_code) == (302, 200)
        assert colleague.get(reverse("own_items")).status_code == 404
    file.refresh_from_db()
    assert file.sealed_by == cast.contributor


def test_a_wrong_file_is_sealed_at_once_and_only_by_its_giver(cast, as_, inspection):
    with giving.at_work():
        (file,) = giving.give(inspection, cast.link_person, "A-02 wrong.txt").placed
        seal, opens = reverse("own_file_seal", args=[file.pk]), reverse("annex_file", args=[inspection.ref, file.pk])
        assert as_(cast.lead).get(opens).status_code == 200
        assert as_(cast.lead).get(seal).status_code == 404
        assert as_(cast.chief_executive).get(seal).status_code == 403
        assert send(as_(cast.link_person), seal).status_code == 302
        assert as_(cast.lead).get(opens).status_code == 404
        assert as_(cast.link_person).get(reverse("own_annex_file", args=[file.pk])).status_code == 404
        told = as_(cast.lead).get(reverse("annex_item", args=[inspection.ref, file.item_id])).content.decode()
        assert "1 more was sealed at Cafcass" in told
        assert "wrong.txt" not in told
    assert giving.item(inspection, "A-02").state == "asked"
    with pytest.raises(DatabaseError), transaction.atomic():
        AnnexFile.objects.filter(pk=file.pk).update(sealed_at=None, sealed_by=None)
    with giving.at_work():
        assert giving.give(inspection, cast.link_person, "A-02 wrong.txt").placed


def test_a_colleague_sees_the_item_given_to_them_and_nothing_else(cast, as_, inspection):
    mine, other = giving.item(inspection, "A-02"), giving.item(inspection, "A-03")
    colleague, link = as_(cast.contributor), as_(cast.link_person)
    with giving.at_work():
        assert colleague.get(reverse("own_item", args=[mine.pk])).status_code == 404
        assert send(link, reverse("own_item_delegate", args=[mine.pk]), person=cast.contributor.pk).status_code == 302
        assert "1 with colleagues" in room(link, inspection).content.decode()
        (mail,) = OutgoingMail.objects.filter(to=cast.contributor.email)
        assert "Audit" not in mail.subject + mail.body
        sent = upload(colleague, reverse("own_item", args=[mine.pk]), documents=[("figures.txt", b"ours")])
        assert sent.status_code == 302
        assert str(mine) in colleague.get(reverse("own_items")).content.decode()
        for address in (
            reverse("own_item", args=[other.pk]),
            reverse("cafcass_annex", args=[inspection.ref]),
            reverse("cafcass_inspection", args=[inspection.ref]),
            reverse("annex", args=[inspection.ref]),
        ):
            assert colleague.get(address).status_code == 404
        assert colleague.get(reverse("own_item_not_held", args=[mine.pk])).status_code == 403
        giving.give(inspection, cast.link_person, "A-03 ours.txt")
        theirs = AnnexFile.objects.get(item=other)
        assert colleague.get(reverse("own_annex_file", args=[theirs.pk])).status_code == 404
        delegate = AnnexDelegate.objects.get()
        assert send(link, reverse("own_item_take_back", args=[mine.pk, delegate.pk])).status_code == 302
        assert colleague.get(reverse("own_item", args=[mine.pk])).status_code == 404
        assert colleague.get(reverse("own_annex_file", args=[AnnexFile.objects.get(item=mine).pk])).status_code == 404
        shown = colleague.get(reverse("own_items")).content.decode()
        assert "A-02 figures.txt" in shown
        assert str(mine) not in shown
    assert giving.item(inspection, "A-02").state == "given"


def test_an_item_is_not_given_twice_to_the_same_colleague(cast, as_, inspection):
    address = reverse("own_item_delegate", args=[giving.item(inspection, "A-02").pk])
    with giving.at_work():
        assert send(as_(cast.link_person), address, person=cast.contributor.pk).status_code == 302
        again = send(as_(cast.chief_executive), address, person=cast.contributor.pk)
        assert errors(again)["person"] == [f"{cast.contributor} has this item already."]
    assert OutgoingMail.objects.filter(to=cast.contributor.email).count() == 1


def test_an_item_of_cafcass_says_of_which_inspection_it_is(cast, as_, inspection):
    with giving.at_work():
        shown = as_(cast.link_person).get(reverse("own_item", args=[giving.item(inspection, "A-02").pk]))
    assert inspection.title in shown.content.decode()


def test_somebody_who_is_no_contributor_gets_no_item(cast, as_, inspection):
    with giving.at_work(), pytest.raises(Exception, match="not a contributor"):
        actions.delegate_item(giving.item(inspection, "A-02"), cast.cafcass_stranger, by=cast.link_person)


@pytest.mark.rule("NOTI-05")
def test_not_held_is_a_whole_answer(cast, as_, inspection):
    link = as_(cast.link_person)
    with giving.at_work():
        address = reverse("own_item_not_held", args=[giving.item(inspection, "A-02").pk])
        assert "reason" in errors(send(link, address, reason=""))
        assert send(link, address, reason="No such policy").status_code == 302
        page = room(link, inspection)
        assert "1 of 4 given" in page.content.decode()
        assert numbers(page.context["room"].done) == ["A-02"]
        assert (
            "Not held: No such policy" in as_(cast.lead).get(reverse("annex", args=[inspection.ref])).content.decode()
        )


def test_same_as_another_item_that_has_the_files_itself(cast, as_, inspection):
    link = as_(cast.link_person)
    with giving.at_work():
        two, three = giving.item(inspection, "A-02"), giving.item(inspection, "A-03")
        empty = send(link, reverse("own_item_same_as", args=[two.pk]), other=three.pk)
        assert "Nothing is given for A-03 yet" in str(errors(empty)["other"])
        giving.give(inspection, cast.link_person, "A-03 ours.txt")
        assert send(link, reverse("own_item_same_as", args=[two.pk]), other=three.pk).status_code == 302
        assert "Same as A-03" in room(link, inspection).content.decode()
        in_a_ring = send(link, reverse("own_item_same_as", args=[three.pk]), other=two.pk)
        assert "other" in errors(in_a_ring)
        assert "other" in errors(send(link, reverse("own_item_same_as", args=[three.pk]), other=three.pk))


def test_what_another_item_points_to_stays_an_answer_or_takes_the_other_with_it(cast, as_, inspection):
    link = as_(cast.link_person)
    with giving.at_work():
        two, three, four = (giving.item(inspection, number) for number in ("A-02", "A-03", "A-04"))
        giving.give(inspection, cast.link_person, "A-03 ours.txt", "A-04 theirs.txt")
        actions.say_same_as(two, three, by=cast.link_person)
        actions.return_item(three, reason="The wrong year", by=cast.lead)
        for page, typed in (("own_item_same_as", {"other": four.pk}), ("own_item_not_held", {"reason": "No"})):
            refused = send(link, reverse(page, args=[three.pk]), **typed)
            assert "A-02 points to this item." in str(errors(refused))
        actions.seal_file(AnnexFile.objects.get(item=three), by=cast.link_person)
        assert (giving.item(inspection, "A-02").state, giving.item(inspection, "A-03").state) == ("asked", "returned")
        assert send(link, reverse("own_item_same_as", args=[three.pk]), other=four.pk).status_code == 302
    assert giving.item(inspection, "A-02").same_as is None


@pytest.mark.rule("DATA-01", part="a list of children is sealed as one whatever its name, by the names of its columns")
@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("children.csv", listed({}, fields=OLD), "given"),
        ("unicode.txt", listed({}, delimiter="\t", fields=OLD).decode().encode("utf-16"), "given"),
        ("children.xlsx", workbook({}), "given"),
        ("sums.csv", b"Team,Court,Number\nNorth,Invented,3\n", "asked"),
        ("nothing.xlsx", b"PK\x03\x04 is no workbook", "asked"),
        ("long.txt", b"a," * 200_000, "asked"),
    ],
)
def test_a_list_of_children_without_a_number_is_known_by_its_columns(cast, inspection, name, content, state):
    item = inspection.annex_request.items.get(child_level=True)
    with giving.at_work():
        given = giving.give(inspection, cast.link_person, name, content=content, checked=False)
    item.refresh_from_db()
    assert item.state == state
    assert [file.item for file in given.placed] == ([item] if state == "given" else [])
    assert len(given.tray) == (state == "asked")


@pytest.mark.rule("OFF-03", part="only the senior analytical officer or the lead marks data as checked")
def test_an_item_is_returned_with_a_reason_and_accepted_by_lead_or_analyst(cast, as_, inspection):
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 ours.txt")
        item = giving.item(inspection, "A-02")
        accept = reverse("annex_accept", args=[inspection.ref, item.pk])
        back = reverse("annex_return", args=[inspection.ref, item.pk])
        for who in (cast.team_inspector, cast.deputy, cast.qa_manager):
            assert as_(who).post(accept, {}).status_code == 403
            assert as_(who).post(back, {}).status_code == 403
        assert "reason" in errors(send(as_(cast.analyst), back, reason=""))
        assert send(as_(cast.analyst), back, reason="The regional figures are missing").status_code == 302
        page = room(as_(cast.link_person), inspection)
        assert numbers(page.context["room"].yours) == ["A-01", "A-02", "A-03", "A-04"]
        assert "The regional figures are missing" in page.content.decode()
        assert send(as_(cast.lead), accept).status_code == 403
        giving.give(inspection, cast.link_person, "A-02 regions.txt")
        assert send(as_(cast.analyst), accept).status_code == 302
    assert giving.item(inspection, "A-02").state == "accepted"


def test_two_who_decide_at_once(cast, as_, inspection):
    with giving.at_work():
        giving.give(inspection, cast.link_person, "A-02 ours.txt")
        item = giving.item(inspection, "A-02")
        back = reverse("annex_return", args=[inspection.ref, item.pk])
        analyst = as_(cast.analyst)
        first = opened(analyst, back)
        actions.accept_item(item, by=cast.lead)
        late = analyst.post(back, first | {"reason": "Typed late"})
        assert late.status_code == 409
        assert "Typed late" in late.content.decode()


@pytest.mark.rule("OFF-02")
def test_every_inspector_of_the_team_opens_every_document_and_nobody_else(cast, as_, inspection):
    with giving.at_work():
        (file,) = giving.give(inspection, cast.link_person, "A-02 ours.txt").placed
        address = reverse("annex_file", args=[inspection.ref, file.pk])
        assert as_(cast.third_team_inspector).get(address).status_code == 404
    member = stages.join(cast, inspection, cast.third_team_inspector, "team")
    with giving.at_work():
        everybody = (cast.lead, cast.deputy, cast.team_inspector, cast.third_team_inspector, cast.analyst, cast.shadow)
        assert [as_(who).get(address).status_code for who in everybody] == [200] * 6
        assert as_(cast.other_lead).get(address).status_code == 404
        assert as_(cast.administrator).get(address).status_code == 404
        inspecting.end_role(member, reason="Ill.", by=cast.scheduler)
        assert as_(cast.third_team_inspector).get(address).status_code == 404


@pytest.mark.rule("DATA-01", part="the list of children is opened by the analyst alone")
def test_the_list_of_children_is_the_analysts_alone(cast, as_, inspection):
    with giving.at_work():
        (file,) = giving.give(inspection, cast.link_person, "A-01 list.csv").placed
        address = reverse("annex_file", args=[inspection.ref, file.pk])
        assert as_(cast.analyst).get(address).status_code == 200
        for who in (cast.lead, cast.deputy, cast.team_inspector, cast.qa_manager):
            assert as_(who).get(address).status_code == 403


def test_after_fieldwork_nothing_more_is_given(cast, inspection):
    ended = stages.fieldwork_ended(cast)
    with clock.moved_to(stages.ENDED_AT), pytest.raises(Exception, match="fieldwork has ended"):
        giving.give(ended, cast.link_person, "A-02 late.txt")
    assert not AnnexFile.objects.exists()


@pytest.mark.rule("DEFER-04", part="nothing is given between a granted deferral and the next call, and nothing is lost")
def test_a_deferral_freezes_what_is_given_until_the_second_call(cast, as_):
    inspection = giving.announced(cast)
    with clock.moved_to(giving.GIVEN_AT):
        giving.give(inspection, cast.link_person, "before.txt", number="A-01")
        asked = {"requester": "Chief executive", "requester_role": "Chief executive", "reason": "A flood."}
        inspecting.request_deferral(inspection, **asked, asked_at=clock.now(), by=cast.lead)
        granted = {"outcome": "granted", "reasons": "Serious.", "policy": "Policy"}
        inspecting.decide_deferral(inspection, **granted, by=cast.decision_maker)
        with pytest.raises(NotAllowed, match="deferral was granted"):
            giving.give(inspection, cast.link_person, "meanwhile.txt", number="A-01")
    second = clock.at(date(2024, 2, 19), 9)
    with clock.moved_to(giving.GIVEN_AT):
        again = stages.fresh(inspection)
        inspecting.plan_again(again, date(2024, 3, 4), reason="After the flood", by=cast.lead)
    with clock.moved_to(second.replace(hour=10)):
        inspecting.announce(again, called_at=second, told_whom="chief_executive", by=cast.lead)
        giving.give(again, cast.link_person, "after.txt", number="A-01")
        page = as_(cast.link_person).get(reverse("cafcass_annex", args=[inspection.ref])).content.decode()
    names = " ".join(AnnexFile.objects.filter(request__inspection=inspection).values_list("name", flat=True))
    assert "before.txt" in names
    assert "after.txt" in names
    assert "meanwhile" not in names
    numbers = list(giving.request(inspection).items.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers))
    assert "Wednesday 21 February 2024" in page or "Wed 21 Feb" in page
