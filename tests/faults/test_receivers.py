"""Receivers that hang: what was decided stands, others are served, and the message goes out later, once."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from httpx import ASGITransport, AsyncClient

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.exchange.notifications import transport
from bimtek_api.main import create_app
from tests.api.exchange.gateway import listening
from tests.api.exchange.mailbox import receiving
from tests.api.exchange.test_messages import accept_all, enter, messages, opened, overtake, work
from tests.conftest import settings_for
from tests.keys import HOOKS
from tests.servers import free_port


@asynccontextmanager
async def hanging() -> AsyncIterator[int]:
    """A port where somebody takes the call and never says a word."""
    calls: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _reader, writer: calls.append(writer), "127.0.0.1", free_port())
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        for writer in calls:
            writer.close()
        server.close()


@pytest.mark.parametrize("kind", ["mail", "chat"])
async def test_a_receiver_that_hangs_delays_its_own_message_alone(
    own: Database, private_database: str, vault: Vault, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(transport, "SECONDS", 0.4)
    session_id, officer = await opened(own, vault)
    with receiving() as mailbox, listening() as gateway:
        healthy = {"mail_url": mailbox.url, "chat_url": gateway.url}
        async with hanging() as port:
            stuck = {"mail": f"smtp://127.0.0.1:{port}?tls=none", "chat": f"http://t@127.0.0.1:{port}/kirim"}[kind]
            settings = settings_for(private_database, **healthy | {f"{kind}_url": stuck})
            app = create_app(settings, own)
            async with AsyncClient(transport=ASGITransport(app), base_url="http://api", event_hooks=HOOKS) as office:
                await enter(office, session_id, "a@uji.id")
                await enter(office, session_id, None)  # reached by chat
                started = time.monotonic()
                await accept_all(office, officer, session_id)
                assert time.monotonic() - started < 2, "a decision waits for no receiver"
                await work(settings, own)
                told = await messages(office, officer)
        queued = {each["channel"] for each in told if each["status"] == "queued"}
        assert queued == {kind if kind == "chat" else "email"}, told
        assert all(each["status"] == "sent" for each in told if each["channel"] not in queued)
        await overtake(own)
        await work(settings_for(private_database, **healthy), own)
        assert [len(mailbox.taken), len(gateway.taken)] == [2, 1], "chat tells the decision alone"
