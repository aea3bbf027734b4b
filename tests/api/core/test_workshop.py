"""Heavy work happens beside the event loop, within limits (integrity.md 7, P11)."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import pictures, workshop
from bimtek_api.core.crypto import Vault
from bimtek_api.core.workshop import Busy, Failed, TooHard, Workshop
from tests import factories
from tests.corpus import hostile


@pytest.fixture
async def shop() -> AsyncIterator[Workshop]:
    made = Workshop(hands=1, waiting=1)
    yield made
    made.close()


async def test_a_refusal_comes_back_as_itself(shop: Workshop) -> None:
    with pytest.raises(pictures.NotAPicture):
        await shop.do(pictures.made_anew, b"no picture")


async def test_what_takes_too_long_is_killed_and_the_next_piece_is_done(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shop.do(pictures.made_anew, hostile.small_picture())
    monkeypatch.setattr(workshop, "SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(TooHard):
        await shop.do(time.sleep, 60)
    assert time.monotonic() - began < 10
    monkeypatch.setattr(workshop, "SECONDS", 10)
    assert await shop.do(pictures.made_anew, hostile.small_picture())


async def test_what_takes_too_much_memory_is_refused(shop: Workshop) -> None:
    with pytest.raises(TooHard):
        await shop.do(bytearray, 4_000_000_000)


async def test_a_process_that_dies_takes_nobody_with_it(shop: Workshop) -> None:
    with pytest.raises(TooHard):
        await shop.do(os._exit, 3)
    assert await shop.do(pictures.made_anew, hostile.small_picture())


async def test_whoever_comes_to_a_full_queue_is_told_to_come_again(shop: Workshop) -> None:
    waiting = [asyncio.create_task(shop.do(time.sleep, 0.5)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await shop.do(time.sleep, 0)
    await asyncio.gather(*waiting)


async def test_a_process_answers_with_our_own_types_and_no_others(shop: Workshop) -> None:
    with pytest.raises(TooHard):
        await shop.do(Path)


async def test_a_fault_of_ours_leaves_without_its_words(shop: Workshop) -> None:
    with pytest.raises(Failed, match=r"^ValueError$"):
        await shop.do(int, "1671990409880001x")


async def test_a_full_workshop_is_a_503_that_says_when_to_come_again(
    client: AsyncClient, vault: Vault, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop.SHOP, "most", 0)
    who = await factories.officer(db, vault)
    sheet = {"file": ("x.csv", b"nomor\n1")}
    answer = await client.post("/v1/imports/sessions", files=sheet, headers=who.headers)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.headers["retry-after"] == "5"
