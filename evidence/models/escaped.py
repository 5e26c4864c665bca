"""JSON kept as ASCII text: it holds what a JSON column cannot, such as null characters and half surrogate pairs."""

import json
from typing import Any

from django.db import models


class EscapedJSON(models.Field):
    """Any JSON value, every other character escaped. It is stored and read whole, and nothing is looked up in it."""

    def get_internal_type(self) -> str:
        return "TextField"

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, sort_keys=True)

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return None if value is None else json.loads(value)
