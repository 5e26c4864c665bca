"""Addresses of documents. To work out thirty of them takes a page as long as to find the documents, so each kind is
worked out once, with a place for the id."""

from functools import lru_cache
from uuid import UUID

from django.urls import reverse

NO_ID = UUID(int=0)


@lru_cache(maxsize=1024)
def _with_a_place(name: str, ref: str) -> str:
    return reverse(name, args=[ref, NO_ID])


def address_of(name: str, ref: str, pk: object) -> str:
    """Of the page of this name (ref and id) of one document."""
    return _with_a_place(name, ref).replace(str(NO_ID), str(pk))
