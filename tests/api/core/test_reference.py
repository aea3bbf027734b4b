"""The reference page: every operation, and nothing from elsewhere."""

from httpx import AsyncClient


async def test_the_reference_names_every_operation_and_loads_nothing(client: AsyncClient) -> None:
    contract = (await client.get("/openapi.json")).json()
    page = await client.get("/docs")
    assert page.status_code == 200
    for path in contract["paths"]:
        assert f"<code>{path}</code>" in page.text
    assert "<script" not in page.text
    assert "http://" not in page.text.replace("http://localhost", "")
    assert "src=" not in page.text


async def test_health_is_told(client: AsyncClient) -> None:
    assert (await client.get("/livez")).json() == {"status": "ok"}
    assert (await client.get("/readyz")).json() == {"status": "ok", "worker": "silent"}
