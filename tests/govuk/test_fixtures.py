"""The Design System publishes, for every component, options and the markup that they must give. Ours gives the same."""

import json
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5
from django.conf import settings
from django.template.loader import render_to_string

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
# What this product never says: an option in another language, or one that its templates have no use for.
NOT_OFFERED: dict[str, str] = {}


def fixtures() -> list[Any]:
    found = []
    for component in RENDERED:
        cases = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
        found += [pytest.param(component, case, id=f"{component}: {case['name']}") for case in cases]
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
        return render_to_string("govuk/components/textarea.html", {"params": character_count(options)})
    return render_to_string(f"govuk/components/{component}.html", {"params": options})


@pytest.mark.parametrize(("component", "case"), fixtures())
def test_component_gives_the_published_markup(component: str, case: dict[str, Any]) -> None:
    assert tree(ours(component, case["options"])) == tree(case["html"])


def test_every_component_has_fixtures() -> None:
    assert len(fixtures()) > 400
