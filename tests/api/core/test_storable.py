"""NUL is in no text PostgreSQL keeps, so it gets into no request: a clear refusal, never a fault."""

from typing import Any

import pytest
from httpx import AsyncClient
from pydantic import BaseModel, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from tests import factories
from tests.api.core.test_closed_bodies import shapes

LENGTHS = (2, 5, 10, 16, 17, 36)  # what the fields' own limits let through
SEARCHES = {"q"}  # these drop it
BY_CODE = {"number": "\0", "code": "123456"}
BODIES: dict[str, dict[str, Any]] = {
    "receipts/copies": BY_CODE,
    "receipts/openings": BY_CODE,
    "receipts/lookups": {"number": "BT\0", "birth_date": "1988-09-04"},
    "logins": {"email": "a\0@contoh.id", "password": "\0", "code": "\0"},
    "enrolments/views": {"token": "\0"},
    "logins/sign-ons": {"attempt": "\0", "state": "\0", "code": "\0", "iss": "\0"},
}


def taken(shape: type[BaseModel], field: str) -> bool:
    """Whether the shape lets some text with a NUL through in this field."""
    for length in LENGTHS:
        text = "1" * (length - 1) + "\0"
        for given in (text, [text], {"a": text}, {text: "a"}, {"a": [text]}):
            try:
                shape.model_validate({field: given})
            except ValidationError as error:
                if all(each["loc"][0] != field for each in error.errors() if each["loc"]):
                    return True
            else:
                return True
    return False


def test_no_request_shape_takes_a_nul() -> None:
    found = [(shape, name) for shape in shapes() for name in shape.model_fields if name not in SEARCHES]
    assert len(found) > 300
    assert [f"{shape.__name__}.{name}" for shape, name in found if taken(shape, name)] == []


@pytest.mark.parametrize("path", BODIES)
async def test_strangers_get_a_refusal_for_it(client: AsyncClient, path: str) -> None:
    answer = await client.post(f"/v1/{path}", json=BODIES[path])
    assert answer.status_code == 422, answer.text
    assert "text_characters" in {each["code"] for each in answer.json()["errors"]}


async def test_an_answer_of_a_form_is_judged_alike(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    body = factories.registration(session.id) | {"answers": {"size": ["\0"]}}
    errors = (await factories.register(client, body)).json()["errors"]
    assert ("/answers", "text_characters") in {(each["pointer"], each["code"]) for each in errors}
    judged = await client.post("/v1/registrations/checks", json=body)
    assert judged.status_code == 200
    assert "text_characters" in {each["code"] for each in judged.json()["errors"]}
