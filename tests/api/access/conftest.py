"""Administrators who proved themselves just now."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.access.admins import Admins
from tests.api.grants.office import step_up


@pytest.fixture
async def admins(client: AsyncClient, db: AsyncSession, vault: Vault) -> Admins:
    both = [await factories.officer(db, vault, Role.ADMINISTRATOR, None) for _ in range(2)]
    for each in both:
        await step_up(db, each)
    return Admins(client, db, vault, *both)
