"""What somebody typed into a form that was refused: shown to them once more, so that no text is lost."""

from django.http import HttpRequest

# What a browser adds, what says which sending it is, and what nobody should see on a screen.
UNSAID = ("csrfmiddlewaretoken", "op", "version", "seen", "step", "token", "code")
SECRET = "password"  # pragma: allowlist secret
# A choice or a date is made again in a moment; a sentence is not.
SHORT = 20


def typed_in(request: HttpRequest | None) -> list[tuple[str, str]]:
    """By the name of its field in plain words, each text of some length that was sent."""
    if request is None or request.method != "POST":
        return []
    fields = [(name, text) for name, texts in request.POST.lists() for text in texts if isinstance(text, str)]
    return [
        (name.replace("_", " ").capitalize(), text)
        for name, text in fields
        if len(text.strip()) >= SHORT and name not in UNSAID and SECRET not in name
    ]
