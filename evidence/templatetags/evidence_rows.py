"""What stands many times on a page, put together without a template: that took the page more time than to find it."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from evidence.queries.coverage import Cell, InspectorCount
from evidence.queries.search import Found
from govuk.templatetags.govuk import tag_of

register = template.Library()
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
    return format_html_join(
        "\n",
        CELL,
        (
            (each.shade, format_html(LINK, each.address, each.number, label) if each.address else each.number)
            for each in cells
        ),
    )


@register.simple_tag
def inspector_rows(rows: Iterable[InspectorCount], notes: str, leads: bool) -> SafeString:
    """What each inspector has recorded; `notes` is the list of notes. `leads`: a day without any is said."""
    return format_html_join(
        "\n", INSPECTOR, ((notes, each.pk, each.name, _numbers(each, leads and each.none_today)) for each in rows)
    )


def _numbers(row: InspectorCount, none_today: bool) -> SafeString:
    today = format_html("{} {}", row.today, tag_of("None today", "grey")) if none_today else row.today
    cells = (
        ("Notes", row.notes),
        ("Case evaluations", row.case_evaluations),
        ("Individual summaries", row.individual_summaries),
        ("Recorded today", today),
        ("Notes in no summary yet", row.unsummarised),
    )
    return format_html_join("\n", NUMBER, cells)


@register.simple_tag
def found_lines(rows: Iterable[Found]) -> SafeString:
    """The lines that a search found, the first word found marked."""
    return format_html_join("\n", LINE, map(_parts, rows))


def _parts(row: Found) -> tuple[object, ...]:
    state = format_html(" {}", tag_of("Withdrawn", "grey")) if row.withdrawn else ""
    hit = format_html("<mark>{}</mark>", row.hit) if row.hit else ""
    return row.address, row.title, state, row.before, hit, row.after, row.about
