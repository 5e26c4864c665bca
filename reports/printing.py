"""The printed document: HTML for the typesetter, made from the fixed content of a rendering and nothing else."""

from django.template.loader import render_to_string

from reports.models import Rendering
from reports.outline import outline_of

STYLESHEETS = ("report.css", "outcome.css")


def html_of(rendering: Rendering) -> str:
    """The whole document. The same content at the same stage with the same embargo gives the same text."""
    context = {"stage": rendering.stage, "embargo_until": rendering.embargo_until, **outline_of(rendering.content)}
    return render_to_string(f"reports/print/{rendering.content['document']}.html", context)
