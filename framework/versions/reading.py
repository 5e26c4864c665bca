"""Strict reading: a YAML file becomes a frozen dataclass or a BadFramework that names file, key and reason."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml


class BadFramework(Exception):
    """The framework's data cannot be used. The sentence names the file, the key and the reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key or 'the file'}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class _Loader(yaml.CSafeLoader):
    """Refuses a key given twice, which YAML would silently let the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _ in node.value]
        doubled = next((key for key in keys if keys.count(key) > 1), None)
        if doubled is not None:
            raise yaml.constructor.ConstructorError(None, None, f"the key '{doubled}' is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


def raw(path: Path) -> dict[str, Any]:
    """The file as plain dicts and lists. Raises BadFramework when it is absent, not YAML, or no mapping."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except FileNotFoundError as error:
        raise BadFramework(_name(path), "", "the file is missing") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFramework(_name(path), "", " ".join(str(error).split())) from error
    if not isinstance(data, dict):
        raise BadFramework(_name(path), "", "must be a mapping of keys")
    return data


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def typed(shape: Any, value: Any, *, file: str, key: str = "") -> Any:
    """`value` as an instance of `shape`: a dataclass, tuple[X, ...], dict[str, X], Literal, union or plain type."""
    origin = get_origin(shape)
    if is_dataclass(shape):
        return _dataclass(shape, value, file, key)
    if origin is tuple:
        return _tuple(get_args(shape)[0], value, file, key)
    if origin is dict:
        return _dict(get_args(shape)[1], value, file, key)
    if origin is Literal:
        return _one_of(get_args(shape), value, file, key)
    if origin in (Union, types.UnionType):
        return _optional(get_args(shape), value, file, key)
    return _plain(shape, value, file, key)


@cache
def _shape(shape: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    return {field.name.rstrip("_"): field for field in fields(shape)}, get_type_hints(shape)


def _dataclass(shape: Any, value: Any, file: str, key: str) -> Any:
    known, hints = _shape(shape)
    if not isinstance(value, Mapping):
        raise BadFramework(file, key, f"must be a mapping of keys, not {value!r}")
    _check_keys(known, value, file, key)
    given = {
        known[name].name: typed(hints[known[name].name], item, file=file, key=_inside(key, name))
        for name, item in value.items()
    }
    return shape(**given)


def _check_keys(known: Mapping[str, Field[Any]], value: Mapping[Any, Any], file: str, key: str) -> None:
    for name in value:
        if name not in known:
            raise BadFramework(file, _inside(key, name), "is not a known key")
    for name, field in known.items():
        if name not in value and field.default is MISSING:
            raise BadFramework(file, _inside(key, name), "is missing")


def _inside(key: str, name: object) -> str:
    return f"{key}.{name}" if key else str(name)


def _tuple(item: Any, value: Any, file: str, key: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise BadFramework(file, key, f"must be a list, not {value!r}")
    built = tuple(typed(item, each, file=file, key=f"{key}[{_label(each, at)}]") for at, each in enumerate(value))
    codes = [each.code for each in built if hasattr(each, "code")]
    doubled = next((code for code in codes if codes.count(code) > 1), None)
    if doubled:
        raise BadFramework(file, key, f"has '{doubled}' twice")
    return built


def _label(item: Any, at: int) -> object:
    return item.get("code", item.get("id", at)) if isinstance(item, Mapping) else at


def _dict(item: Any, value: Any, file: str, key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadFramework(file, key, f"must be a mapping of keys, not {value!r}")
    built = {str(name): typed(item, each, file=file, key=_inside(key, name)) for name, each in value.items()}
    return types.MappingProxyType(built)


def _one_of(allowed: tuple[Any, ...], value: Any, file: str, key: str) -> Any:
    if value not in allowed or type(value) not in {type(each) for each in allowed}:
        raise BadFramework(file, key, f"must be one of {', '.join(map(str, allowed))}, not {value!r}")
    return value


def _optional(shapes: tuple[Any, ...], value: Any, file: str, key: str) -> Any:
    if value is None and types.NoneType in shapes:
        return None
    return typed(next(shape for shape in shapes if shape is not types.NoneType), value, file=file, key=key)


def _plain(shape: Any, value: Any, file: str, key: str) -> Any:
    if shape is time:
        return _time(value, file, key)
    # bool is an int and datetime a date for Python, never for us.
    if type(value) is not shape:
        raise BadFramework(file, key, f"must be {_WORDS[shape]}, not {value!r}")
    return value


_WORDS = {str: "text", int: "a whole number", bool: "true or false", date: "a date like 2024-04-05"}


def _time(value: Any, file: str, key: str) -> time:
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadFramework(file, key, f"must be a time like '09:30', not {value!r}") from error
