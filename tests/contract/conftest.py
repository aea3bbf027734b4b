"""The pages' client over the API in process."""

import httpx
import pytest

from bimtek_api.core.crypto import decode_key
from bimtek_web.api.client import ApiClient
from bimtek_web.api.transport import Caller
from tests.conftest import KEYS


@pytest.fixture
async def api(client: httpx.AsyncClient) -> ApiClient:
    return ApiClient(client, Caller("id", "203.0.113.7", decode_key(KEYS["address"])))
