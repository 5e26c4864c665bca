"""The numbers of a pagination, put together here: a dozen conditions for each of them is slow work for a template."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from govuk.choices import attributes, escaped, printed

Item = Mapping[str, Any]


def numbers(items: Sequence[Item]) -> SafeString:
    """Every page that is offered, and a sign where some are left out."""
    return mark_safe("\n".join(_items(items)))


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in filter(None, items):
        state = "--current" if item.get("current") else ""
        classes = f"govuk-pagination__item govuk-pagination__item{state}" if state else "govuk-pagination__item"
        if item.get("ellipsis"):
            yield f'<li class="{classes} govuk-pagination__item--ellipsis">\n&ctdot;</li>'
        else:
            yield f'<li class="{classes}">\n{_link(item)}\n</li>'


def _link(item: Item) -> str:
    number = escaped(printed(item.get("number")))
    said = escaped(item.get("visuallyHiddenText") or f"Page {number}")
    current = ' aria-current="page"' if item.get("current") else ""
    href, more = escaped(printed(item.get("href"))), attributes(item.get("attributes"))
    link = f'<a class="govuk-link govuk-pagination__link" href="{href}" aria-label="{said}"{current}{more}>'
    return f"{link}\n{number}\n</a>"
