"""Many clients at one running API: it stays, its database is laid anew for every race."""

import os
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from httpx import AsyncClient

from tests import database
from tests.conftest import environment_for
from tests.keys import HOOKS
from tests.servers import Live, running, wait_until_ready

NAME = f"race_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@pytest.fixture(scope="session")
def served() -> Iterator[Live]:
    database.cluster().copy(NAME)
    with running(environment_for(NAME)) as live:
        yield live
    database.cluster().drop(NAME)


@pytest.fixture
def private_database() -> str:
    """Whoever is connected to the last race's is cut off."""
    database.cluster().copy(NAME)
    return NAME


@pytest.fixture
def live_api(served: Live, private_database: str) -> Live:
    wait_until_ready(served)
    return served


@pytest.fixture
async def live_client(live_api: Live) -> AsyncIterator[AsyncClient]:
    limits = httpx.Limits(max_connections=120)
    async with AsyncClient(base_url=live_api.api, timeout=90, limits=limits, event_hooks=HOOKS) as opened:
        yield opened
