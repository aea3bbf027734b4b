"""house.md 3.1: every method of the client is called; what it sends and answers is what the contract says.

The contract is the running application's own. Each method is given values of the shapes its signature names, and its
request is held against the operation behind that address: there is one, query and body fit, and the answer is of the
shape the signature promises.
"""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest
from tools import contract as files
from tools import shapes as tool

from bimtek_api.core.crypto import decode_key
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import BaseClient, Caller
from tests.conftest import KEYS
from tests.contract.samples import FORMATS, sample

CONTRACT: dict[str, Any] = json.loads(tool.renamed(files.written(files.running())))
SCHEMAS = CONTRACT["components"]["schemas"]
QUERIES = {
    name: [each["name"] for each in operation["parameters"] if each["in"] == "query"]
    for name, operation in tool.queries(CONTRACT)
}
TEXTS = {"kind": "registrations", "district": "16.71", "code": "16.71", "number": "AAA", "token": "a" * 20}


def methods() -> Iterator[ast.AsyncFunctionDef]:
    for part in ApiClient.__mro__:
        if issubclass(part, BaseClient) and part not in (ApiClient, BaseClient):
            tree = ast.parse(inspect.getsource(part)).body[0]
            assert isinstance(tree, ast.ClassDef)
            yield from (each for each in tree.body if isinstance(each, ast.AsyncFunctionDef))


METHODS = {each.name: each for each in methods()}


def shape(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name.removesuffix('Typed') if name not in SCHEMAS else name}"}


def given(name: str, annotation: ast.expr | None) -> Any:
    """A value for one parameter, of the shape its annotation names."""
    said = ast.unparse(annotation) if annotation else "str"
    if found := re.fullmatch(r"(list\[)?shapes\.(\w+)\]?", said):
        made = sample(shape(found[2]), SCHEMAS) if not found[2].endswith("Form") else form(found[2])
        return [made] if found[1] else made
    known = {"int": 7, "bool": True, "bytes": b"x", "Change": sample(shape("PersonChange"), SCHEMAS)}
    return known.get(said, {"name": "Sari"} if "Mapping" in said else TEXTS.get(name, FORMATS["uuid"]))


def form(name: str) -> dict[str, Any]:
    made = sample(shape(name), SCHEMAS)
    return {
        field: text for field, text in made.items() if "contentMediaType" not in SCHEMAS[name]["properties"][field]
    }


def arguments(method: ast.AsyncFunctionDef) -> dict[str, Any]:
    asked = {each.arg: given(each.arg, each.annotation) for each in (*method.args.args[1:], *method.args.kwonlyargs)}
    if method.name == "ask_change":
        asked["kind"] = "person"
    if method.args.kwarg and (named := re.search(r"shapes\.(\w+)Query", ast.unparse(method.args.kwarg))):
        asked |= dict.fromkeys(QUERIES[named[1]], "1")
    return asked


class Held:
    """Holds each request against the contract and answers as it says: with `answer`, of the shape `schema`."""

    answer: Any = None
    schema: dict[str, Any] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = operation_path(request.url.path, request.method.lower())
        operation = CONTRACT["paths"][path][request.method.lower()]
        hold_query(request, operation)
        hold_body(request, operation.get("requestBody", {}).get("content", {}))
        wants_version = any(each["name"].lower() == "if-match" for each in operation.get("parameters", []))
        assert wants_version or "if-match" not in request.headers
        status, told = next((code, each) for code, each in operation["responses"].items() if code.startswith("2"))
        self.schema = told.get("content", {}).get("application/json", {}).get("schema")
        if not self.schema:
            return httpx.Response(int(status), content=b"paper")
        self.answer = sample(self.schema, SCHEMAS)
        return httpx.Response(int(status), json=self.answer)


def operation_path(asked: str, method: str) -> str:
    """The operation's address; one without a place for an id before one with it, as the router chooses."""
    fitting = [
        path for path, known in CONTRACT["paths"].items()
        if method in known and re.fullmatch(re.sub(r"{[^}]*}", "[^/]+", path), asked)
    ]  # fmt: skip
    assert fitting, f"no operation {method.upper()} {asked}"
    return min(fitting, key=lambda path: path.count("{"))


def hold_query(request: httpx.Request, operation: dict[str, Any]) -> None:
    known = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
    assert set(request.url.params) <= known


def hold_body(request: httpx.Request, content: dict[str, Any]) -> None:
    if "multipart/form-data" in content:
        told = SCHEMAS[content["multipart/form-data"]["schema"]["$ref"].rsplit("/", 1)[1]]
        sent = set(re.findall(rb'; name="([^"]+)"', request.content))
        assert {each.encode() for each in told["required"]} <= sent <= {each.encode() for each in told["properties"]}
    elif "application/json" in content:
        whole = content["application/json"]["schema"] | {"components": {"schemas": SCHEMAS}}
        jsonschema_rs.validator_for(whole).validate(json.loads(request.content))
    else:
        assert request.content in (b"", b"{}")


def promised(result: Any, held: Held) -> str:
    """The shape of what came back, by its name in the contract."""
    schema = held.schema or {}
    if result != held.answer:
        whole = SCHEMAS[schema["$ref"].rsplit("/", 1)[1]]["properties"]
        schema = next(whole[name] for name, each in held.answer.items() if each == result)
    return name_of(schema)


def name_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"shapes.{schema['$ref'].rsplit('/', 1)[1]}"
    if "anyOf" in schema:
        return " | ".join(name_of(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list[{name_of(schema['items'])}]"
    return {"string": "str", "integer": "int", "null": "None"}[schema["type"]]


@pytest.mark.parametrize("name", sorted(METHODS))
async def test_what_a_method_sends_and_answers_is_in_the_contract(name: str) -> None:
    held, method = Held(), METHODS[name]
    async with httpx.AsyncClient(transport=httpx.MockTransport(held), base_url="http://api") as http:
        api = ApiClient(http, Caller("id", "203.0.113.7", decode_key(KEYS["address"])))
        result = await getattr(api, name)(**arguments(method))
    said = ast.unparse(method.returns) if method.returns else ""
    if name == "check_registration":  # the faults of the answer, by field
        assert result == ApiProblem(422, held.answer).errors
    elif said != "None":
        assert said == promised(result, held)


def test_every_method_is_asked_by_a_page() -> None:
    """What no page asks is deleted."""
    used = {
        each.attr if isinstance(each, ast.Attribute) else getattr(each, "value", None)
        for path in (tool.ROOT / "src/bimtek_web").rglob("*.py")
        if path.parts[-2] != "api"
        for each in ast.walk(ast.parse(path.read_text()))
    }
    assert [name for name in METHODS if name not in used] == []


def test_every_address_a_page_asks_for_itself_exists() -> None:
    """Papers and lists come as bytes, by their address."""
    pages = "".join(path.read_text() for path in (tool.ROOT / "src/bimtek_web/pages").rglob("*.py"))
    asked = {re.sub(r"{(?:[^{}]|{[^}]*})*}", "x", path) for path in re.findall(r'"(/v1/[^"]*)"', pages)}
    assert len(asked) > 20
    for path in asked:
        operation_path(path, "get")
