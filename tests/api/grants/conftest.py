"""The office of every grant test."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants import office


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> office.Office:
    """A programme, an open call, a group of five and five officers."""
    return await office.office(client, db, vault)
