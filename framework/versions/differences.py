"""A later version's file holds only what differs; laid over the earlier one it gives the whole."""

from typing import Any


def laid_over(earlier: Any, later: Any) -> Any:
    """Mappings are joined key by key and lists of coded items code by code; anything else is replaced.

    A coded item with `withdrawn: true` leaves the list.
    """
    if isinstance(earlier, dict) and isinstance(later, dict):
        return earlier | {key: laid_over(earlier.get(key), value) for key, value in later.items()}
    if _coded(earlier) and _coded(later):
        return _by_code(earlier, later)
    return later


def _coded(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and _code(item) for item in value)


def _code(item: dict[str, Any]) -> Any:
    return item.get("code") or item.get("id")


def _by_code(earlier: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items = {_code(item): item for item in earlier}
    for item in later:
        items[_code(item)] = laid_over(items.get(_code(item), {}), item)
    return [item for item in items.values() if not item.get("withdrawn")]
