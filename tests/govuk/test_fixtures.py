"""The Design System publishes, for every component, options and the markup that they must give. Ours gives the same."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5  # type: ignore[import-untyped]
from django.conf import settings

from govuk.drawing import draw
from govuk.params import character_count

COMPONENTS = Path(settings.BASE_DIR) / "node_modules/govuk-frontend/dist/govuk/components"
RENDERED = [
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-summary",
    "file-upload",
    "input",
    "inset-text",
    "notification-banner",
    "pagination",
    "panel",
    "radios",
    "select",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
]
# Options that our templates do not take: other languages, a limit that a script sets later, values that are not text.
NOT_OFFERED = {
    "character-count: when neither maxlength nor maxwords are set",
    "character-count: with translations",
    "file-upload: translated",
    "select: with falsy values",
}


@cache
def fixtures() -> dict[str, tuple[str, dict[str, Any]]]:
    """Component and case, by their common name."""
    found = {}
    for component in RENDERED:
        for case in json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]:
            found[f"{component}: {case['name']}"] = component, case
    return found


def tree(html: str) -> Any:
    """The markup as nested tuples: attributes in any order, white space folded."""
    return simplified(tinyhtml5.parse(html, namespace_html_elements=False).find("body"))


def simplified(element: Any) -> Any:
    children = [folded(element.text)]
    for child in element:
        children += [simplified(child), folded(child.tail)]
    attributes = {name: " ".join(value.split()) for name, value in element.attrib.items()}
    return element.tag, attributes, [child for child in children if child]


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def ours(component: str, options: dict[str, Any]) -> str:
    if component == "character-count":
        return draw("textarea", character_count(options))
    return draw(component, options)


@pytest.mark.parametrize("name", sorted(fixtures().keys() - NOT_OFFERED))
def test_component_gives_the_published_markup(name: str) -> None:
    component, case = fixtures()[name]
    assert tree(ours(component, case["options"])) == tree(case["html"])


def test_what_is_not_offered_exists_and_is_little() -> None:
    assert fixtures().keys() >= NOT_OFFERED
    assert len(fixtures()) - len(NOT_OFFERED) > 450
