"""Typesetting. Only the worker pays for the engine: nothing here imports it before `render` is called."""

from collections.abc import Sequence

BASE_STYLESHEET = "report.css"


class FetchRefused(Exception):
    """The document wanted something from outside the folder of printing material."""


def render(html: str, *, stylesheets: Sequence[str] = (BASE_STYLESHEET,)) -> bytes:
    """A tagged PDF/UA-1; the same HTML and stylesheets give the same bytes. Raises FetchRefused.

    `stylesheets` are names in `static/print/`. The HTML says its language, its <title>, and in
    <meta name="dcterms.created"> its date: the engine is given no clock.
    """
    from files.pdf.engine import typeset

    return typeset(html, stylesheets)
