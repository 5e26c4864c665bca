"""What the import contract does not see points downward too: relations, addresses, templates, tags."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.engine import Engine

from tests.config.house.rooms import ROOMS, ROOT, below, models, python_files, tags, templates, url_rooms

LOOKUPS = {
    "aggregate", "alias", "annotate", "defer", "exclude", "filter", "get", "only", "order_by", "prefetch_related",
    "select_related", "values", "values_list", "Count", "Exists", "F", "Max", "Min", "Prefetch", "Q", "Sum",
}  # fmt: skip


def test_every_folder_with_python_in_it_is_a_room_of_the_contract() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders == set(ROOMS), "add the room to root_packages and layers in pyproject.toml"


def test_relations_between_models_point_downward() -> None:
    upward = [f"{model.__name__}.{field.name}" for room, model, field, other in _crossing() if not below(other, room)]
    assert not upward


def test_a_relation_into_another_room_names_how_it_is_read_back() -> None:
    unnamed = [
        f"{model.__name__}.{field.name}"
        for _, model, field, _ in _crossing()
        if not field.remote_field.related_name and not field.remote_field.hidden
    ]
    assert not unnamed, "give it a related_name, or '+' where it is never read back"


def _crossing() -> Iterator[tuple]:
    for room, model in models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                other = field.related_model._meta.app_label
                if other in ROOMS and other != room:
                    yield room, model, field, other


@pytest.mark.parametrize(("room", "path"), list(templates()), ids=lambda value: getattr(value, "name", value))
def test_a_template_names_only_what_stands_below(room: str, path: Path) -> None:
    text, owners = path.read_text(), url_rooms()
    libraries = Engine.get_default().libraries
    for tag, name in tags(text, "url"):
        assert name in owners, f"{tag} '{name}' does not exist"
        assert _may_name(room, name, owners), f"'{name}' belongs to {owners[name]}, above {room}"
    for tag, name in tags(text, "include", "extends"):
        owner = name.split("/")[0]
        assert owner in ROOMS, f"{tag} '{name}' belongs to no room"
        assert below(owner, room), f"{tag} '{name}' points upward"
    for library in _loaded(text):
        owner = libraries.get(library, "").split(".")[0]
        assert owner not in ROOMS or below(owner, room), f"the tags '{library}' belong to {owner}, above {room}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_names_only_addresses_that_stand_below(room: str) -> None:
    owners = url_rooms()
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files(room)
        for name in _reversed_names(ast.parse(path.read_text()))
        if name in owners and not _may_name(room, name, owners)
    ]
    assert not found


def _may_name(room: str, name: str, owners: dict[str, str]) -> bool:
    """The front door and the home page are everybody's: the settings name them, whichever room serves them."""
    return name in {settings.LOGIN_URL, settings.LOGIN_REDIRECT_URL} or below(owners[name], room)


def _reversed_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _callee(node) in {"reverse", "reverse_lazy", "redirect"} and node.args:
            yield from (str(first.value) for first in node.args[:1] if isinstance(first, ast.Constant))


def _loaded(text: str) -> Iterator[str]:
    for line in text.split("{% load ")[1:]:
        yield from (word for word in line.split("%}")[0].split() if word != "from")


@pytest.mark.parametrize("room", ROOMS)
def test_a_relation_is_read_upward_only_in_queries(room: str) -> None:
    from_above = _names_from_above(room)
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in python_files(room)
        if not ({"queries", "queries.py"} & set(path.parts))
        for name, line in _read_names(ast.parse(path.read_text()))
        if name in from_above
    ]
    assert not found, "a lower room reads this from an upper one; do it in queries.py"


def _names_from_above(room: str) -> set[str]:
    """Names by which models of the room and below reach up, but for words that these rooms also use themselves."""
    reached = set()
    for owner, model in models():
        for relation in model._meta.related_objects if below(owner, room) else ():
            source = relation.related_model._meta.app_label
            if source in ROOMS and source != room and not below(source, room) and relation.get_accessor_name():
                reached.add(str(relation.get_accessor_name()))
    return reached - _own_names(room)


def _own_names(room: str) -> set[str]:
    lower = ROOMS[ROOMS.index(room) :]
    trees = [ast.parse(path.read_text()) for each in lower for path in python_files(each)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [node.target for node in nodes if isinstance(node, ast.AnnAssign)]
    targets += [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    return defined | names | {target.attr for target in targets if isinstance(target, ast.Attribute)}


def _read_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.Call) and _callee(node) in LOOKUPS:
            words = [keyword.arg or "" for keyword in node.keywords]
            words += [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
            yield from ((word.lstrip("-").split("__")[0], node.lineno) for word in words)


def _callee(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
