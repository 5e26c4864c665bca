"""Words that are kept back stand on no page of anybody else, in no offer of a form nor among examples (EVID-23)."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid
from evidence.actions.capture import append
from evidence.actions.sorting import say_example
from evidence.actions.told import link_headline, record_told
from evidence.models import Document, Head, Headline
from evidence.queries.examples import examples
from evidence.queries.kept_back import NOT_YET
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import opened, url
from tests.evidence.test_names import on_the_list
from tests.evidence.test_names_besides import compared
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
NAMED = "Her mum Sarah Zedd said so."


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.mark.rule("EVID-23", part="whatever is sent as chosen, a form that comes back shows nothing that is kept back")
def test_a_form_that_comes_back_shows_nothing_of_what_was_sent_as_chosen(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    note = stages.note(inspection, cast.team_inspector, text=NAMED)
    address = url(inspection, "individual_summary_create")
    for who, shows in ((cast.deputy, False), (cast.lead, False), (cast.team_inspector, True)):
        client = as_(who)
        answer = client.post(address, opened(client, address) | {"cites": [str(note.pk)]})
        assert answer.status_code == 400
        assert ("Zedd" in answer.content.decode()) == shows


@pytest.mark.rule("EVID-23", part="what is kept back stands neither among examples nor among what is said of leaders")
def test_examples_and_what_is_said_of_leaders_keep_it_back(cast: Cast, as_: As, inspection: Inspection) -> None:
    note = stages.note(inspection, cast.team_inspector)
    summary = stages.individual(inspection, cast.team_inspector, [note])
    say_example(summary.document, True, by=cast.team_inspector)
    parts = stages.words(f"An example. {NAMED}") | {"leaders": f"They knew. {NAMED}"}
    document = Document.objects.get(pk=summary.document_id)
    append(
        inspection,
        kind="individual_summary",
        op=uuid4(),
        by=cast.team_inspector,
        parts=parts,
        fields={"area": summary.area, "heading": summary.heading},
        document=document,
        parent=summary,
        cites=[note],
    )
    assert Head.objects.get(document=document).names_open
    for who in (cast.lead, cast.deputy, cast.qa_manager):
        for page in ("about_leaders", "outstanding_examples"):
            shown = as_(who).get(url(inspection, page)).content.decode()
            assert "Zedd" not in shown
            assert NOT_YET in shown
    # The same words stand beside each section of the report.
    assert [each.text for each in examples(inspection, version(inspection.framework_version))] == [NOT_YET]


@pytest.mark.rule("EVID-23", part="a headline shows and cites nothing that is kept back")
def test_a_headline_neither_shows_nor_takes_up_what_is_kept_back(cast: Cast, as_: As, inspection: Inspection) -> None:
    cited = stages.note(inspection, cast.team_inspector, text="Seen with Zebulon there.")
    other = stages.note(inspection, cast.team_inspector, text="Zebulon came late.")
    record_told(inspection, day=clock.today(), headlines=["Early help."], by=cast.deputy)
    headline = Headline.objects.get()
    link_headline(headline, cites=[cited], by=cast.deputy)
    on_the_list(inspection, "Whinchat, Zebulon")
    compared(inspection)
    page = as_(cast.deputy).get(url(inspection, "headline_link", pk=headline.pk)).content.decode()
    assert "Zebulon" not in page
    assert NOT_YET in page
    with pytest.raises(Invalid, match="not shared yet"):
        link_headline(headline, cites=[cited, other], by=cast.deputy)


@pytest.mark.rule(
    "EVID-23", part="the source of a case evaluation that is kept back is its writer's alone, in sample or not"
)
def test_the_source_of_a_case_evaluation_is_kept_back_with_its_words(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    seen = stages.case(inspection, cast.team_inspector, parts={"strengths": NAMED})
    append(
        inspection,
        kind="case_evaluation",
        op=uuid4(),
        by=cast.team_inspector,
        parts={**seen.words.parts, "strengths": NAMED},
        fields={"source": "SARAH ZEDD"},
        facts={name: value for name, value in seen.facts.items() if name not in ("practice", "findings", "complete")},
        document=seen.document,
        parent=seen,
    )
    address = url(inspection, "case_evaluation_detail", pk=seen.document_id)
    for who, shows in ((cast.lead, False), (cast.qa_manager, False), (cast.team_inspector, True)):
        assert ("SARAH ZEDD" in as_(who).get(address).content.decode()) == shows
