"""Setting a page costs a second: only the tests of the PDF itself use the engine."""

import pytest

PAPER = b"%PDF-1.7 of a test"


@pytest.fixture(autouse=True)
def quick_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real_pdf" not in request.fixturenames:
        monkeypatch.setattr("files.pdf.render", lambda html, stylesheets=(): PAPER + html.encode())


@pytest.fixture
def real_pdf() -> None:
    """The test wants the typesetter."""
