"""What stands above every control: label, hint and error, put together here because every field has them."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from govuk.choices import NOTHING, also, attributes, content, escaped, printed

Given = Mapping[str, Any] | None


def label(given: Given, name: Any) -> SafeString:
    """The label of the control with this id; nothing where it has no words."""
    if not given or not (given.get("html") or given.get("text") not in (None, "")):
        return NOTHING
    classes, more = also(given.get("classes")), attributes(given.get("attributes"))
    drawn = f'<label class="govuk-label{classes}"{more} for="{escaped(printed(name))}">\n{content(given)}\n</label>'
    return mark_safe(f'<h1 class="govuk-label-wrapper">{drawn}</h1>' if given.get("isPageHeading") else drawn)


def hint(given: Given, name: Any) -> SafeString:
    """What explains the control."""
    if not given:
        return NOTHING
    classes, more = also(given.get("classes")), attributes(given.get("attributes"))
    return mark_safe(f'<div id="{escaped(name)}" class="govuk-hint{classes}"{more}>{content(given)}</div>')


def error(given: Given, name: Any) -> SafeString:
    """What is wrong with what was typed."""
    if not given:
        return NOTHING
    classes, more = also(given.get("classes")), attributes(given.get("attributes"))
    said = escaped(given.get("visuallyHiddenText") or "Error")
    return mark_safe(
        f'<p id="{escaped(name)}" class="govuk-error-message{classes}"{more}>\n'
        f'<span class="govuk-visually-hidden">{said}:</span> {content(given)}\n</p>'
    )
