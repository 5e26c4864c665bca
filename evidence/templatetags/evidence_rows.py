"""What stands many times on a page, put together without a template: that took the page more time than to find it."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from evidence.queries.coverage import Cell, InspectorCount
from evidence.queries.search import Found
from govuk.templatetags.govuk import tag_of

register = template.Library()
REMEMBERED = 4_096
Numbers = tuple[tuple[str, int, bool], ...]
CELL = '<td class="govuk-table__cell app-shade app-shade--{}">{}</td>'
LINK = '<a class="govuk-link app-shade__link" href="{}">{}<span class="govuk-visually-hidden"> for {}</span></a>'
INSPECTOR = (
    '<tr class="govuk-table__row">\n'
    '<th scope="row" class="govuk-table__header" data-label=""><a class="govuk-link" href="{}?whose={}">{}</a></th>\n'
    "{}\n</tr>"
)
NUMBER = '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="{}">{}</td>'
LINE = (
    '<div class="govuk-!-margin-bottom-5">\n'
    '<h3 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href="{}">{}</a>{}</h3>\n'
    '<p class="govuk-body govuk-!-margin-bottom-1">{}{}{}</p>\n'
    '<p class="govuk-hint govuk-!-margin-bottom-0">{}</p>\n'
    "</div>"
)


@register.simple_tag
def shaded_cells(cells: Iterable[Cell], label: str) -> SafeString:
    """The cells of one row of the coverage; `label` says to a screen reader which row a link belongs to."""
    return SafeString("\n".join([_cell(each, label) for each in cells]))


# From one look at the coverage to the next few of them change.
@lru_cache(maxsize=REMEMBERED, typed=True)
def _cell(cell: Cell, label: str) -> SafeString:
    said = format_html(LINK, cell.address, cell.number, label) if cell.address else cell.number
    return format_html(CELL, cell.shade, said)


@register.simple_tag
def inspector_rows(rows: Iterable[InspectorCount], notes: str, leads: bool) -> SafeString:
    """What each inspector has recorded; `notes` is the list of notes. `leads`: a day without any is said."""
    return SafeString("\n".join([_inspector(notes, each.pk, each.name, _numbers(each, leads)) for each in rows]))


def _numbers(row: InspectorCount, leads: bool) -> Numbers:
    """Each with its heading, and whether it is to be said that there is none today."""
    return (
        ("Notes", row.notes, False),
        ("Case evaluations", row.case_evaluations, False),
        ("Individual summaries", row.individual_summaries, False),
        ("Recorded today", row.today, leads and row.none_today),
        ("Notes in no summary yet", row.unsummarised, False),
    )


@lru_cache(maxsize=REMEMBERED, typed=True)
def _inspector(notes: str, pk: int, name: str, numbers: Numbers) -> SafeString:
    cells = (
        (heading, format_html("{} {}", number, tag_of("None today", "grey")) if none else number)
        for heading, number, none in numbers
    )
    return format_html(INSPECTOR, notes, pk, name, format_html_join("\n", NUMBER, cells))


@register.simple_tag
def found_lines(rows: Iterable[Found]) -> SafeString:
    """The lines that a search found, the first word found marked."""
    return format_html_join("\n", LINE, map(_parts, rows))


def _parts(row: Found) -> tuple[object, ...]:
    state = format_html(" {}", tag_of("Withdrawn", "grey")) if row.withdrawn else ""
    hit = format_html("<mark>{}</mark>", row.hit) if row.hit else ""
    return row.address, row.title, state, row.before, hit, row.after, row.about
