"""The contract is a file: it says what the API is, and a change that takes something away is seen."""

import copy
import json
from typing import Any

import pytest
from tools import contract
from tools.narrowing import narrowed

OLD: dict[str, Any] = {
    "paths": {
        "/things": {
            "post": {
                "parameters": [{"in": "query", "name": "q", "required": False, "schema": {"type": "string"}}],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Write"}}},
                },
                "responses": {
                    "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Read"}}}}
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Write": {
                "type": "object", "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 80}, "kind": {"type": "string", "enum": ["a", "b"]},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Write"}},
                },
            },
            "Read": {
                "type": "object", "required": ["id", "name"],
                "properties": {
                    "id": {"type": "string"}, "name": {"type": "string"},
                    "kind": {"type": "string", "enum": ["a", "b"]},
                },
            },
        }
    },
}  # fmt: skip
THINGS, WRITE, READ = (
    ("paths", "/things", "post"),
    ("components", "schemas", "Write"),
    ("components", "schemas", "Read"),
)
NULL = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def changed(*place: Any, to: Any = None) -> dict[str, Any]:
    """The old contract with one thing set, or taken out."""
    new = copy.deepcopy(OLD)
    part = new
    for step in place[:-1]:
        part = part[step]
    if to is None:
        del part[place[-1]]
    else:
        part[place[-1]] = to
    return new


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (changed(*THINGS[:2], "post"), "POST /things: gone"),
        (changed(*THINGS, "parameters", 0), "query parameter q gone"),
        (changed(*THINGS, "parameters", 0, "required", to=True), "query parameter q is required now"),
        (changed(*THINGS, "responses", "201"), "never answers 201 any more"),
        (changed(*WRITE, "properties", "note"), "body/note: gone"),
        (changed(*WRITE, "required", to=["name", "kind"]), "body/kind: required now"),
        (changed(*WRITE, "properties", "name", "maxLength", to=40), "body/name: maxLength is 40 now"),
        (changed(*WRITE, "properties", "name", "minLength", to=2), "body/name: minLength is 2 now"),
        (changed(*WRITE, "properties", "name", "type", to="integer"), "body/name: type is another"),
        (changed(*WRITE, "properties", "kind", "enum", to=["a"]), "body/kind: takes fewer values"),
        (changed(*WRITE, "properties", "note", to={"type": "string"}), "body/note: null is refused now"),
        (changed(*READ, "properties", "name"), "201/name: gone"),
        (changed(*READ, "required", to=["id"]), "201/name: not always there now"),
        (changed(*READ, "properties", "name", to=NULL), "201/name: null is answered now"),
    ],
)
def test_whatever_is_taken_away_is_said(new: dict[str, Any], said: str) -> None:
    assert any(said in each for each in narrowed(OLD, new)), narrowed(OLD, new)


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        changed("paths", "/more", to={"get": {"responses": {}}}),
        changed(*WRITE, "properties", "extra", to={"type": "string"}),
        changed(*WRITE, "properties", "name", "maxLength", to=90),
        changed(*WRITE, "properties", "kind", "enum", to=["a", "b", "c"]),
        changed(*WRITE, "required", to=[]),
        changed(*READ, "properties", "extra", to={"type": "string"}),
        changed(*READ, "required", to=["id", "name", "kind"]),
    ],
)
def test_what_is_added_is_free(new: dict[str, Any]) -> None:
    assert narrowed(OLD, new) == []


def test_the_file_says_what_the_api_is() -> None:
    """After a change: `make contract`."""
    assert json.loads(contract.FILE.read_text()) == json.loads(contract.written(contract.running()))


def test_an_operation_keeps_its_id() -> None:
    """C79: a client made from the contract calls it by that name."""
    old, new = copy.deepcopy(OLD), copy.deepcopy(OLD)
    old["paths"]["/things"]["post"]["operationId"] = "add_thing"
    assert narrowed(OLD, old) == []
    new["paths"]["/things"]["post"]["operationId"] = "make_thing"
    assert narrowed(old, new) == ["POST /things: has another operationId"]
