"""Who may do what with evidence, asked of the access table itself, on the pages and without them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from accounts.access import Role, Verb, cell, verbs_for
from accounts.refusals import NotAllowed
from evidence.actions import agreement
from evidence.actions.judgement import agree_judgements
from evidence.kinds import KINDS, Kind
from evidence.models import Document, DocumentComment, Head, Revision
from inspections import actions
from inspections.models import Inspection, TeamMember
from inspections.roles import roles_on
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import SEEN, page_of, send, url
from tests.evidence.stages import individual, note, shared
from tests.inspections.stages import ON_SITE_AT, join, planned

As = Callable[..., Client]
PAGES = {"list": Verb.READ, "create": Verb.CREATE}
DOCUMENT_PAGES = {"detail": Verb.READ, "comment": Verb.COMMENT}
WORKERS = ("lead", "deputy", "team_inspector", "second_team_inspector")
OTHERS = ("shadow", "analyst", "qa_manager", "director", "administrator", "scheduler", "decision_maker", "auditor")
STRANGERS = ("stranger", "other_lead", "removed", "chief_executive", "link_person", "contributor", "cafcass_stranger")


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = planned(cast)
    leaver = join(cast, found, cast.removed, "team")
    with clock.moved_to(found.made_at):
        actions.end_role(leaver, reason="Moved to another inspection.", by=cast.scheduler)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(stages.clock.at(ON_SITE_AT.date().replace(month=1, day=22), 9, 30)):
        call = {"called_at": clock.now(), "told_whom": "chief_executive"}
        actions.announce(found, by=cast.lead, **call)
    with clock.moved_to(ON_SITE_AT):
        yield Inspection.objects.get(pk=found.pk)


def expected(cast: Cast, person: str, inspection: Inspection, kind: Kind, verb: Verb) -> int:
    somebody = getattr(cast, person)
    verbs = verbs_for(roles_on(somebody, inspection), kind.thing, somebody, inspection)
    return 404 if not verbs else 200 if verb in verbs else 403


@pytest.mark.crawl
@pytest.mark.parametrize("person", [*WORKERS, *OTHERS, *STRANGERS])
def test_every_role_meets_the_access_table(cast: Cast, as_: As, inspection: Inspection, person: str) -> None:
    stages.one_of_each(inspection, cast.team_inspector)
    client = as_(getattr(cast, person))
    for kind in KINDS.values():
        document = Document.objects.get(kind=kind.code)
        for page, verb in PAGES.items():
            answer = client.get(url(inspection, f"{kind.stem}_{page}"))
            assert answer.status_code == expected(cast, person, inspection, kind, verb), (kind.stem, page)
        for page, verb in DOCUMENT_PAGES.items():
            answer = client.get(page_of(document, page))
            assert answer.status_code == expected(cast, person, inspection, kind, verb), (kind.stem, page)


def test_the_matrix_is_not_empty(cast: Cast, inspection: Inspection) -> None:
    """So that a table with nothing in it could not make the test above pass."""
    note_kind = KINDS["note"]
    answers = [expected(cast, person, inspection, note_kind, Verb.CREATE) for person in (*WORKERS, *OTHERS, *STRANGERS)]
    assert answers.count(200) == len(WORKERS)
    assert answers.count(403) == 2
    assert answers.count(404) == len(OTHERS) + len(STRANGERS) - 2


@pytest.mark.rule("TEAM-06", part="a shadowing inspector gathers no evidence")
@pytest.mark.parametrize("person", ["shadow", "qa_manager"])
def test_shadow_and_qa_manager_write_nothing(cast: Cast, as_: As, inspection: Inspection, person: str) -> None:
    client, somebody = as_(getattr(cast, person)), getattr(cast, person)
    given = SEEN | {"text": "x", "statement": "x", "op": "6b1c2f1e-6f57-4f7c-9a43-0d8f3a1b2c3d"}
    for kind in KINDS.values():
        assert client.post(url(inspection, f"{kind.stem}_create"), given).status_code == 403
    base = stages.one_of_each(inspection, cast.team_inspector)
    before = Revision.objects.count()
    for document in Document.objects.all():
        for page in ("edit", "withdrawal", "merge"):
            assert client.post(page_of(document, page), given).status_code == 403
    assert client.post(page_of(base.document, "agreement"), given).status_code == 403
    for write in (note, lambda i, p: individual(i, p, []), lambda i, p: shared(i, p, [])):
        with pytest.raises(NotAllowed):
            write(inspection, somebody)
    assert Revision.objects.count() == before
    with pytest.raises(NotAllowed):
        agreement.agree(base.document, opened=base, by=somebody)


@pytest.mark.rule("EVID-04")
def test_only_the_owner_edits_and_lead_deputy_and_qa_manager_comment(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    """Inspector 2 gets 403 on inspector 3's item, the lead's comment saves, and items are counted by inspector."""
    mine = note(inspection, cast.team_inspector, text="Mine.")
    summary = individual(inspection, cast.team_inspector, [mine])
    for revision in (mine, summary):
        for person in (cast.second_team_inspector, cast.lead, cast.deputy):
            assert as_(person).get(page_of(revision.document, "edit")).status_code == 403
            answer = as_(person).post(page_of(revision.document, "edit"), {"text": "Theirs."})
            assert answer.status_code == 403
            assert "Only Tia Example, who wrote it, edits this" in answer.content.decode()
        for person in (cast.lead, cast.deputy, cast.qa_manager):
            assert send(as_(person), page_of(revision.document, "comment"), text="Which office?").status_code == 302
        refused = as_(cast.second_team_inspector).post(page_of(revision.document, "comment"), {"text": "No."})
        assert refused.status_code == 403
        assert Head.objects.get(document=revision.document).revision == revision
    assert DocumentComment.objects.count() == 6
    assert "Which office?" in as_(cast.team_inspector).get(page_of(mine.document, "detail")).content.decode()
    page = as_(cast.lead).get(url(inspection, "coverage"))
    rows = {row.pk: row for row in page.context["inspectors"]}
    assert (rows[cast.team_inspector.pk].notes, rows[cast.team_inspector.pk].today) == (1, 2)
    assert rows[cast.second_team_inspector.pk].today == 0
    assert page.content.decode().count("None today") == 3
    other = as_(cast.second_team_inspector).get(url(inspection, "coverage")).content.decode()
    assert "None today" not in other


def test_a_team_inspector_does_not_agree_or_grade(cast: Cast, as_: As, inspection: Inspection) -> None:
    base = stages.summed_up(inspection, cast.team_inspector)
    client = as_(cast.team_inspector)
    assert client.post(page_of(base.document, "agreement"), {}).status_code == 403
    assert client.get(url(inspection, "judgement_edit", area="private")).status_code == 403
    assert client.post(url(inspection, "judgement_agreement"), {}).status_code == 403
    assert client.get(url(inspection, "judgement_detail")).status_code == 200
    with pytest.raises(NotAllowed):
        agree_judgements(inspection, by=cast.team_inspector)


def test_a_shadow_sees_no_judgement(cast: Cast, as_: As, inspection: Inspection) -> None:
    stages.agreed(inspection, cast.team_inspector, cast.lead)
    stages.grade(inspection, "private", "good", cast.lead)
    for person in (cast.shadow, cast.analyst, cast.chief_executive, cast.link_person, cast.administrator):
        assert as_(person).get(url(inspection, "judgement_detail")).status_code == 404


def test_removed_in_the_middle_of_a_session(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, address = as_(cast.second_team_inspector), url(inspection, "note_list")
    assert client.get(address).status_code == 200
    member = TeamMember.objects.get(inspection=inspection, person=cast.second_team_inspector)
    actions.end_role(member, reason="Called away.", by=cast.lead)
    with clock.moved_to(clock.now() + stages.timedelta(seconds=1)):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("person", ["chief_executive", "link_person", "contributor", "cafcass_stranger", "stranger"])
def test_no_word_of_the_evidence_reaches_an_outsider(cast: Cast, as_: As, inspection: Inspection, person: str) -> None:
    """A canary in every field, and every page of this room asked for: none answers with it."""
    canary = "canary7f3a"
    revision = stages.agreed(inspection, cast.team_inspector, cast.lead, source=canary)
    agreement.comment(Document.objects.filter(kind="note")[0], text=canary, by=cast.lead)
    stages.grade(inspection, "private", "good", cast.lead, text=canary)
    client = as_(getattr(cast, person))
    pages: list[Any] = [
        page_of(each, page) for each in Document.objects.all() for page in ("detail", "edit", "comment")
    ]
    pages += [url(inspection, f"{stem}_list") for stem in KINDS] + [url(inspection, "coverage")]
    pages += [url(inspection, "judgement_detail"), page_of(revision.document, "agreement")]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 404
        assert canary not in answer.content.decode()


def test_the_director_reads_when_there_is_something_to_review(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.director)
    assert client.get(url(inspection, "note_list")).status_code == 404
    Inspection.objects.update(state="fieldwork_ended")
    assert client.get(url(inspection, "note_list")).status_code == 200
    assert client.get(url(inspection, "note_create")).status_code == 403


def test_nobody_signed_in_is_asked_to_sign_in(as_: As, inspection: Inspection) -> None:
    answer = as_(None).get(url(inspection, "note_list"))
    assert answer.status_code == 302
    assert "next=" in answer.url


def test_roles_of_the_evidence_are_those_of_the_database_trigger() -> None:
    cells = {(role, cell(kind.thing, role)) for role in Role for kind in KINDS.values()}
    writers = {role for role, found in cells if found and Verb.CREATE in found.verbs}
    assert writers == {Role.LEAD, Role.DEPUTY, Role.TEAM}
