"""integrity.md 8b: whatever watches the API asks every few seconds; its lines hid all others."""

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from bimtek_api import health
from bimtek_api.core import requests
from bimtek_api.events import jobs


class Log(list[dict[str, object]]):
    """What the API said, line by line."""

    def said(self, event: str, **facts: object) -> None:
        self.append({"event": event, **facts})

    info = warning = error = said


async def test_polls_and_the_worker_are_lines_only_when_they_change(
    app: FastAPI, client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    for place in (requests, health):
        monkeypatch.setattr(place, "log", log)
    monkeypatch.setitem(app.state._state, "worker", "working")
    for working in (True, True, False, False, True, True):

        async def is_worked(_db: object, heard: bool = working) -> bool:
            return heard

        monkeypatch.setattr(jobs, "is_worked", is_worked)
        told = (await client.get("/readyz")).json()["worker"]
        assert told == ("working" if working else "silent")
        await client.get("/livez")
    assert [each["event"] for each in log] == ["worker_silent", "worker_working"]
    await client.get("/v1/trades")
    assert log[-1]["event"] == "request"
