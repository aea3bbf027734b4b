"""No column gets in by a body: every writing shape refuses every column it does not name (mass assignment)."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from pydantic import BaseModel, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.core.fields import Write
from bimtek_api.tables import METADATA
from tests import factories

COLUMNS = sorted({column.name for table in METADATA.tables.values() for column in table.columns})


def shapes(kind: type[BaseModel] = Write) -> Iterator[type[BaseModel]]:
    for each in kind.__subclasses__():
        yield each
        yield from shapes(each)


def names(shape: type[BaseModel]) -> set[str]:
    return set(shape.model_fields) | {str(field.alias) for field in shape.model_fields.values()}


def let_in(shape: type[BaseModel]) -> list[str]:
    """Columns the shape does not name and yet does not refuse."""
    foreign = [column for column in COLUMNS if column not in names(shape)]
    try:
        shape.model_validate(dict.fromkeys(foreign, "1"))
    except ValidationError as error:
        refused = {each["loc"][-1] for each in error.errors() if each["type"] == "extra_forbidden"}
        return [column for column in foreign if column not in refused]
    return foreign


def test_every_shape_refuses_every_column_it_does_not_name() -> None:
    found = {shape.__name__: let_in(shape) for shape in shapes()}
    assert len(found) > 100
    assert {name: columns for name, columns in found.items() if columns} == {}


def bodies(app: FastAPI) -> Iterator[tuple[str, dict]]:
    """Schemas of every body of JSON, by operation."""
    described = app.openapi()
    for path, operations in described["paths"].items():
        for verb, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                schema = content["application/json"]["schema"]
                yield f"{verb} {path}", described["components"]["schemas"].get(schema.get("$ref", "")[21:], schema)


def test_every_body_of_the_api_is_closed(app: FastAPI) -> None:
    """But for the one that only looks at what has been typed so far."""
    found = dict(bodies(app))
    assert len(found) > 100
    open_ones = [name for name, schema in found.items() if schema.get("additionalProperties") is not False]
    assert open_ones == ["post /v1/registrations/checks"]


@pytest.mark.parametrize("column", ["status", "id", "person_id", "version", "number", "created_at", "district"])
async def test_a_registration_with_a_column_more_is_not_made(
    client: AsyncClient, db: AsyncSession, vault: Vault, column: str
) -> None:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    answer = await factories.register(client, factories.registration(session.id) | {column: "1"})
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(f"/{column}", "unknown_field")]
    rows = await client.get("/v1/registrations", headers=officer.headers)
    assert rows.json()["items"] == []
