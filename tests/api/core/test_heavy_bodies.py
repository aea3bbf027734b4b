"""integrity.md 7, attacked again: a body of a megabyte kept the API for half an hour, another got 13 MB back."""

import json
import time
import unicodedata

import pytest
from httpx import AsyncClient
from pydantic_core import PydanticCustomError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import texts
from bimtek_api.core.fields import clean
from tests import factories

MIXED = "\u0f71\u0f72\u0f74\u0323\u0301\u0327"
SOON = 0.2  # seconds of computing; before, the first of these took half an hour


def computed(text: str) -> float:
    began = time.process_time()
    with pytest.raises(PydanticCustomError):
        clean(text)
    return time.process_time() - began


def test_marks_upon_marks_are_refused_before_they_are_put_in_order() -> None:
    for text in (MIXED * 75_000, MIXED * 3_000, "\u0f73\u0301" * 9_000, "\u0344" * 19_000, "a" * 900_000):
        assert computed(text) < SOON, ascii(text[:6])


def test_no_letter_that_carries_marks_is_overlooked() -> None:
    """Whatever comes apart into marks alone counts as one, wherever Unicode keeps it."""
    everything = map(chr, [*range(0xD800), *range(0xE000, 0x110000)])
    carried = {each for each in everything if texts.is_mark(each)}
    assert carried == set(texts.MARKS)


@pytest.mark.parametrize("text", ["Nguyễn Thị Ánh", "한국어", "a\u0323\u0302", "ꦗꦮ", "Z̶͈̍ͅa̸"])
def test_names_of_any_language_are_kept(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


async def send(client: AsyncClient, path: str, content: bytes, kind: str = "application/json") -> tuple[int, int]:
    headers = factories.once() | {"Content-Type": kind, "Receipt-Secret": "x"}
    answer = await client.post(path, content=content, headers=headers)
    return answer.status_code, len(answer.content)


@pytest.mark.parametrize("path", ["/v1/registrations", "/v1/receipts/lookups", "/v1/logins", "/v1/delegations"])
async def test_a_body_of_many_unknown_fields_costs_a_short_answer(client: AsyncClient, path: str) -> None:
    for many, status in ((80_000, 413), (9_000, 422), (1_001, 422)):
        content = json.dumps({f"k{at}": 1 for at in range(many)}).encode()
        told = await send(client, path, content)
        assert (told[0], told[1] < 60_000) == (status, True), (path, many, told)


async def test_a_body_of_many_values_is_refused_as_it_comes(client: AsyncClient) -> None:
    for content in (b'{"people":[' + b"1," * 400_000 + b"1]}", b'{"x":[' + b"{}," * 300_000 + b"1]}"):
        assert (await send(client, "/v1/delegations", content))[0] == 413
    form = "application/x-www-form-urlencoded"
    for content in (b"a=1&" * 200_000, b"a=" + b"%41" * 300_000):
        assert (await send(client, "/v1/receipts/lookups", content, form))[0] == 413


async def test_a_name_of_a_field_is_not_thrown_back_whole(client: AsyncClient, db: AsyncSession) -> None:
    status, size = await send(client, "/v1/registrations", json.dumps({"x" * 900_000: 1}).encode())
    assert (status, size < 10_000) == (422, True)
