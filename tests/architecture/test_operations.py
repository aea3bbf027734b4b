"""Every operation says who may call it; every request shape is closed and bounded."""

from collections.abc import Iterator
from typing import Any

import pytest

from bimtek_api.core.actor import Permission
from bimtek_api.core.fields import Write
from bimtek_api.main import create_app
from tests.conftest import settings_for

KNOWN = {"public"} | {str(permission) for permission in Permission}


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return create_app(settings_for("none")).openapi()


def operations(contract: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_carries_a_permission(contract: dict[str, Any]) -> None:
    found = dict(operations(contract))
    assert len(found) > 30
    assert {
        name: each.get("x-permission") for name, each in found.items() if each.get("x-permission") not in KNOWN
    } == {}


def test_every_operation_is_described(contract: dict[str, Any]) -> None:
    assert [name for name, each in operations(contract) if not each.get("description")] == []


def test_every_parameter_is_bounded(contract: dict[str, Any]) -> None:
    loose = []
    for name, operation in operations(contract):
        for parameter in operation.get("parameters", []):
            shape = parameter["schema"]
            kinds = shape.get("anyOf", [shape])
            for kind in kinds:
                if kind.get("type") == "integer" and not {"minimum", "maximum"} <= kind.keys():
                    loose.append(f"{name} {parameter['name']}")
                if kind.get("type") == "string" and not bounded(kind):
                    loose.append(f"{name} {parameter['name']}")
    assert loose == []


def bounded(kind: dict[str, Any]) -> bool:
    return bool({"maxLength", "enum", "const"} & kind.keys()) or kind.get("format") in {"uuid", "date", "date-time"}


def shapes(kind: type[Write]) -> Iterator[type[Write]]:
    for each in kind.__subclasses__():
        yield each
        yield from shapes(each)


def test_every_request_shape_refuses_unknown_fields() -> None:
    found = list(shapes(Write))
    assert len(found) >= 8
    assert [each.__name__ for each in found if each.model_config.get("extra") != "forbid"] == []


def test_every_field_of_a_request_is_bounded() -> None:
    loose = []
    for each in shapes(Write):
        schema = each.model_json_schema()
        for name, shape in schema.get("properties", {}).items():
            for kind in shape.get("anyOf", [shape]):
                if kind.get("type") == "string" and not bounded(kind) and kind.get("format") not in {"time", "uri"}:
                    loose.append(f"{each.__name__}.{name}")
                if kind.get("type") == "integer" and not {"minimum", "maximum"} <= kind.keys():
                    loose.append(f"{each.__name__}.{name}")
                if kind.get("type") == "array" and "maxItems" not in kind:
                    loose.append(f"{each.__name__}.{name}")
    assert loose == []


def test_the_contract_is_openapi_3_1_under_v1(contract: dict[str, Any]) -> None:
    assert contract["openapi"].startswith("3.1")
    outside = {path for path in contract["paths"] if not path.startswith("/v1/")}
    assert outside == {"/livez", "/readyz"}
