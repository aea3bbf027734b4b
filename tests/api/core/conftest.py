"""Where a file can be sent."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.sessions.planning.test_forms import LETTER, POWER, Desk


@pytest.fixture
async def path(client: AsyncClient, db: AsyncSession, vault: Vault) -> tuple[str, dict[str, str]]:
    session, officer = await factories.session(db), await factories.officer(db, vault)
    desk = Desk(client, officer, session.id)
    await desk.ask(POWER, LETTER)
    assert (await desk.register(1, power=False)).status_code == 201
    return f"/v1/registrations/{(await desk.rows())[0]['id']}/files/letter", officer.headers
