"""What a browser posts on the form pages: the hidden fields of the page that was opened, and what a person typed."""

from typing import Any
from uuid import uuid4

from django.test import Client


def opened(client: Client, url: str) -> dict[str, str]:
    """The hidden fields as the page gives them."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in ("op", "version", "shown") if name in form.fields}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def send(client: Client, url: str, **typed: Any) -> Any:
    """Opens the page, fills it in and sends it."""
    return client.post(url, opened(client, url) | typed)


def unopened() -> dict[str, str]:
    """Hidden fields for a request that no page was opened for."""
    return {"op": str(uuid4()), "version": ""}


def errors(response: Any) -> dict[str, list[str]]:
    """What the page says beside each field."""
    found: dict[str, list[str]] = response.context["form"].errors
    return found
