"""An office with a mailbox of its own."""

from collections.abc import AsyncIterator, Iterator

import pytest
from httpx import ASGITransport, AsyncClient

from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from bimtek_api.settings import Settings
from tests.api.exchange.mailbox import Mailbox, receiving
from tests.conftest import settings_for
from tests.keys import HOOKS


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as opened:
        yield opened


@pytest.fixture
def mailing(private_database: str, mailbox: Mailbox) -> Settings:
    return settings_for(private_database, mail_url=mailbox.url, web_url="https://bimtek.example")


@pytest.fixture
async def office(mailing: Settings, own: Database) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(create_app(mailing, own))
    async with AsyncClient(transport=transport, base_url="http://api", event_hooks=HOOKS) as opened:
        yield opened
