"""The typesetting engine, kept from the network and from every file outside `static/print/`."""

import hashlib
import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint import VERSION as ENGINE_VERSION
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from files.pdf import FetchRefused

FOLDER = (Path(settings.BASE_DIR) / "static" / "print").resolve()
IDENTIFIER_BYTES = 16


class PrintingMaterial(URLFetcher):
    """Answers with files of the folder and stops the rendering at anything else."""

    refused = ""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        path = Path(unquote(urlsplit(url).path)).resolve()
        if urlsplit(url).scheme != "file" or not path.is_relative_to(FOLDER) or not path.is_file():
            self.refused = f"A document may not fetch {url}."
            raise FatalURLFetchingError(self.refused)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def typeset(html: str, stylesheets: Sequence[str]) -> bytes:
    """See files.pdf.render."""
    fetcher, base, fonts = PrintingMaterial(), FOLDER.as_uri() + "/", FontConfiguration()
    styles = [(FOLDER / name).read_text() for name in stylesheets]
    try:
        sheets = [CSS(string=style, base_url=base, url_fetcher=fetcher, font_config=fonts) for style in styles]
        document = HTML(string=html, base_url=base, url_fetcher=fetcher)
        content: bytes = document.write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=_identifier(html, styles),
        )
    except FatalURLFetchingError as refusal:
        # The engine's own exception is no Exception and would end the worker.
        raise FetchRefused(str(refusal)) from refusal
    if fetcher.refused:
        # While it draws a picture inside the page the engine swallows even this.
        raise FetchRefused(fetcher.refused)
    return content


def _identifier(html: str, styles: Sequence[str]) -> bytes:
    """From the content, because the engine's own choice would be made from the finished bytes or by chance."""
    digest = hashlib.sha256()
    for part in (ENGINE_VERSION, html, *styles):
        digest.update(part.encode())
    return digest.digest()[:IDENTIFIER_BYTES]
