"""What the API takes and answers as types for the pages: `docs/openapi.json` as TypedDicts, in a stub of its own.

The stub is not in git. `make ready` builds it; type checkers read it, and run time never does.
Usage: python -m tools.shapes
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datamodel_code_generator import DataModelType, InputFileType, generate
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.parser import LiteralType

ROOT = Path(__file__).parents[1]
CONTRACT, STUB = ROOT / "docs/openapi.json", ROOT / "src/bimtek_web/api/shapes.pyi"
REF = "#/components/schemas/"
TYPED = ("integer", "number", "boolean")
LONG = re.compile(r"bimtek_api__(?:\w+__)?([a-z_]+?)__[a-z_]+__([A-Z]\w+)")
PLAIN = re.compile(r"\bPage_[A-Z]\w+_|\b[A-Z]\w+-(Input|Output)")
PARTS = re.compile(r"Body_([a-z_]+?)_v1_([a-z]+)\w*")

Json = dict[str, Any]


def titled(name: str) -> str:
    return "".join(word.title() for word in name.split("_"))


def renamed(contract: str) -> str:
    """Names as people say them. Where two rooms have a `MemberRead`, the room says whose, wherever it stands."""
    contract = LONG.sub(lambda found: titled(found[1]) + found[2], contract)
    contract = PLAIN.sub(lambda found: re.sub(r"[_-]", "", found[0]), contract)
    times = Counter(name for name, _ in set(PARTS.findall(contract)))
    return PARTS.sub(lambda found: titled(found[2] * (times[found[1]] > 1) + "_" + found[1] + "_form"), contract)


def parts_of(node: object) -> Iterator[Json]:
    """Every object in a piece of the contract, itself included."""
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts_of(each)


def reached(schemas: Json, roots: list[object]) -> set[str]:
    """The names of all schemas that these pieces lead to."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        named = {str(part["$ref"]).removeprefix(REF) for part in parts_of(waiting.pop()) if "$ref" in part}
        waiting += [schemas[name] for name in named - found]
        found |= named
    return found


def leaf(node: Json, choices: set[str], twins: set[str]) -> Json | None:
    """What becomes of one value that somebody types; None where it is made of others."""
    named = str(node.get("$ref", "")).removeprefix(REF)
    if named in choices or "enum" in node or "const" in node:
        return {"type": "string"}
    if node.get("format") in ("date", "date-time"):
        return {"anyOf": [{"type": "string"}, {"type": "null"}]}
    if node.get("type") in TYPED:
        return {"anyOf": [{"type": node["type"]}, {"type": "string"}]}
    return {"$ref": f"{REF}{named}Typed"} if named in twins else None


def as_typed(node: object, choices: set[str], twins: set[str]) -> object:
    """A piece of a request as a page sends it: a choice, a number or a day is what somebody typed, or nothing.

    The API judges it, and says its sentence. What is answered as well has a twin for what is typed.
    """
    if isinstance(node, list):
        return [as_typed(each, choices, twins) for each in node]
    if not isinstance(node, dict):
        return node
    files = {name for name, each in node.get("properties", {}).items() if "contentMediaType" in each}
    if files:  # they travel beside the texts of a form
        fields = {name: each for name, each in node["properties"].items() if name not in files}
        node = node | {"properties": fields, "required": sorted(fields.keys() & set(node.get("required", [])))}
    return leaf(node, choices, twins) or {name: as_typed(each, choices, twins) for name, each in node.items()}


def queries(contract: Json) -> Iterator[tuple[str, Json]]:
    """Every operation that may be asked something behind its address, by the name of the function that answers."""
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            if method != "parameters" and any(each["in"] == "query" for each in operation.get("parameters", [])):
                tail = "".join(sign if sign.isalnum() else "_" for sign in path) + f"_{method}"
                yield titled(operation["operationId"].removesuffix(tail)), operation


def query_shape(operation: Json) -> Json:
    """What may be asked, as one more shape."""
    asked = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
    properties = {each: as_typed({"type": "integer"}, set(), set()) for each in asked}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def for_pages(contract: Json) -> Json:
    """The contract with requests as pages send them, and a shape for every query."""
    schemas: Json = contract["components"]["schemas"]
    operations = [
        each for methods in contract["paths"].values() for name, each in methods.items() if name != "parameters"
    ]
    sent = reached(schemas, [operation.get("requestBody") for operation in operations])
    read = reached(schemas, [operation["responses"] for operation in operations])
    choices = {name for name, schema in schemas.items() if "enum" in schema}
    twins = sent & read - choices
    typed = {name: as_typed(schemas[name], choices, twins) for name in sorted(sent - choices)}
    shaped = schemas | {f"{name}Typed" if name in twins else name: schema for name, schema in typed.items()}
    shaped |= {f"{name}Query": query_shape(operation) for name, operation in queries(contract)}
    return contract | {"components": {"schemas": shaped}, "paths": {}}


def main() -> None:
    generate(
        json.dumps(for_pages(json.loads(renamed(CONTRACT.read_text())))),
        input_file_type=InputFileType.OpenAPI,
        input_filename=CONTRACT.name,
        output=STUB,
        output_model_type=DataModelType.TypingTypedDict,
        enum_field_as_literal=LiteralType.All,
        target_python_version=PythonVersion.PY_311,
        collapse_root_models=True,
        disable_timestamp=True,
        formatters=[],
    )


if __name__ == "__main__":
    main()
