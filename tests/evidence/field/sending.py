"""A device of the tests: writes saves as the field page does."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from inspections.models import Inspection


def save(inspection: Inspection, *, op: UUID | None = None, doc: UUID | None = None, **given: Any) -> dict[str, Any]:
    """A finished note on the first on-site day, unless said otherwise."""
    body = {"source": "Interview", "observed_on": "2024-02-05", "observed_at": "10:40", "place": "private"}
    return {
        "op": str(op or uuid4()),
        "doc": str(doc or uuid4()),
        "parent": None,
        "kind": "note",
        "inspection": inspection.ref,
        "seq": 1,
        "schema": 1,
        **given,
        "body": body | {"text": "A letter on time."} | given.get("body", {}),
    }


def raw(sent: dict[str, Any]) -> bytes:
    return json.dumps(sent, default=str).encode()


def put(client: Client, sent: dict[str, Any]) -> Any:
    return client.put(f"/field/v1/ops/{sent['op']}", raw(sent), content_type="application/json")
