"""Addresses by kind of document, so that one template serves all three: `{% page_of kind "detail" document.pk %}`."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def page_of(context: Context, kind: Any, page: str, pk: Any = None) -> str:
    """`kind` has a `stem` (a Kind or a Link) or is a document, which names its kind."""
    stem = getattr(kind, "stem", None) or kind.kind
    given = {"ref": context["request"].inspection.ref} | ({"pk": pk} if pk else {})
    return reverse(f"{stem}_{page}", kwargs=given)
