"""Texts besides evidence: where one may name somebody, whoever writes it is asked once, and sent again it is saved."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django import forms
from django.http import HttpResponse

if TYPE_CHECKING:
    from accounts.models import Person
    from inspections.models import Inspection

SEEN = "names_seen"
INSTEAD = "Put a case reference, initials or a role there; or send it again, and it is saved as it stands"


class Place(Protocol):
    """Where in a text a name may stand."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Found = Sequence[tuple[str, Place]]


@dataclass(frozen=True)
class Guard:
    """What the room above that knows names does: it finds them, and records that they were sent again."""

    find: Callable[["Inspection", Mapping[str, str]], Found]
    keep: Callable[["Inspection", Mapping[str, str], Any, "Person"], None]


GUARDS: list[Guard] = []


def announce(guard: Guard) -> None:
    """Called by its AppConfig when the app starts."""
    GUARDS[:] = [guard]


class AskedAboutNames:
    """A form page of one inspection whose fields `guarded` are looked through before they are saved (EVID-23).

    It stops nobody: the form comes back once with what it typed, and the same form is saved the second time.
    """

    guarded: ClassVar[tuple[str, ...]] = ("text",)

    def form(self, data: Any = None, files: Any = None) -> forms.BaseForm:
        form: forms.BaseForm = super().form(data, files)  # type: ignore[misc]
        form.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput)
        return form

    def accept(self, form: Any) -> HttpResponse:
        texts, seen = self.texts(form), form.cleaned_data.pop(SEEN, "")
        here = self.inspection  # type: ignore[attr-defined]
        found = GUARDS[0].find(here, texts) if texts else []
        if not found:
            return super().accept(form)  # type: ignore[misc]
        if seen != _seen(texts, found):
            return self.ask_once(form, texts, found)
        perform = self.perform  # type: ignore[has-type]

        def performing(form: Any) -> str:
            address: str = perform(form)
            GUARDS[0].keep(here, texts, found, self.request.user)  # type: ignore[attr-defined]
            return address

        # With the act itself, so that a second click, which is answered without it, keeps nothing twice.
        self.perform = performing
        response: HttpResponse = super().accept(form)  # type: ignore[misc]
        return response

    def texts(self, form: Any) -> dict[str, str]:
        said = {name: form.cleaned_data.get(name) for name in self.guarded if name in form.fields}
        return {name: text for name, text in said.items() if text}

    def ask_once(self, form: Any, texts: dict[str, str], found: Found) -> HttpResponse:
        """The same page with the words beside their field, everything typed, and nothing saved yet."""
        for name in texts:
            words = [texts[name][mark.start : mark.end] for part, mark in found if part == name]
            if words:
                named = ", ".join(f"“{each}”" for each in dict.fromkeys(words))
                form.add_error(name, f"{named} may be a name. {INSTEAD}")
        form.data = form.data.copy()
        form.data[SEEN] = _seen(texts, found)
        return self.page(form, status=400)  # type: ignore[attr-defined]


def _seen(texts: dict[str, str], found: Found) -> str:
    """What somebody was shown, without any word of it."""
    told = [f"{name}:{texts[name][mark.start : mark.end]}" for name, mark in found]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
