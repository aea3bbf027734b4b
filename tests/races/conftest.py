"""Many clients at one running API."""

from collections.abc import AsyncIterator

import httpx
import pytest
from httpx import AsyncClient

from tests.servers import Live


@pytest.fixture
async def live_client(live_api: Live) -> AsyncIterator[AsyncClient]:
    limits = httpx.Limits(max_connections=120)
    async with AsyncClient(base_url=live_api.api, timeout=90, limits=limits) as opened:
        yield opened
