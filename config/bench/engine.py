"""The same HTML by our rendering and by the engine alone: the one place outside the worker that imports the engine."""

from django.conf import settings

from files import pdf


def ours(html: str, stylesheets: list[str]) -> bytes:
    return pdf.render(html, stylesheets=stylesheets)


def alone(html: str, stylesheets: list[str]) -> bytes:
    """What somebody would write who had only the engine: the same variant of PDF, so that the same work is done."""
    from weasyprint import HTML

    folder = settings.BASE_DIR / "static" / "print"
    made: bytes = HTML(string=html, base_url=folder.as_uri() + "/").write_pdf(
        stylesheets=[str(folder / name) for name in stylesheets], pdf_variant="pdf/ua-1"
    )
    return made
