"""integrity.md 3, attacked again: what a stranger asks takes the same work, whether there is something or not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from httpx import AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from tests import factories

BORN, OTHER = "1988-09-04", "1990-01-01"
NOBODY = "BT-XXXX-XXXX"
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@asynccontextmanager
async def statements(connection: AsyncConnection) -> AsyncIterator[list[str]]:
    """What the database is asked meanwhile, in order."""
    said: list[str] = []

    def hear(_connection, _cursor, statement: str, *_rest: object) -> None:
        if not statement.startswith(SAVEPOINTS):
            said.append(" ".join(statement.split())[:80])

    event.listen(connection.sync_connection, "before_cursor_execute", hear)
    yield said
    event.remove(connection.sync_connection, "before_cursor_execute", hear)


@pytest.fixture
async def number(client: AsyncClient, db: AsyncSession) -> str:
    session = await factories.session(db)
    return (await factories.register(client, factories.registration(session.id, email="ada@uji.id"))).json()["number"]


async def work(client: AsyncClient, connection: AsyncConnection, method: str, path: str, **sent: object) -> tuple:
    headers = factories.once() | {"Receipt-Secret": "x" * 32}
    async with statements(connection) as said:
        answer = await client.request(method, path, headers=headers, **sent)
    return answer.status_code, said


async def test_a_wrong_secret_costs_what_a_wrong_number_costs(
    client: AsyncClient, connection: AsyncConnection, number: str
) -> None:
    told = [await work(client, connection, "GET", f"/v1/receipts/{each}") for each in (number, NOBODY)]
    assert told[0] == told[1]
    assert told[0][0] == 404


async def test_a_wrong_birth_date_costs_what_a_wrong_number_costs(
    client: AsyncClient, connection: AsyncConnection, number: str
) -> None:
    bodies = [{"number": each, "birth_date": OTHER} for each in (number, NOBODY)]
    told = [await work(client, connection, "POST", "/v1/receipts/lookups", json=each) for each in bodies]
    assert told[0] == told[1]
    assert told[0][0] == 404


async def test_a_code_that_is_on_its_way_is_tried_at_the_price_of_one_that_is_not(
    client: AsyncClient, connection: AsyncConnection, number: str
) -> None:
    await client.post("/v1/receipts/codes", json={"number": number, "birth_date": BORN}, headers=factories.once())
    bodies = [{"number": each, "code": "000000"} for each in (number, NOBODY)]
    told = [await work(client, connection, "POST", "/v1/receipts/openings", json=each) for each in bodies]
    assert told[0] == told[1]
    written = [each.split()[0] for each in told[1][1]]
    assert written[-3:-1] == ["INSERT", "UPDATE"], "both commit a row beside the one that may be there"


async def test_a_code_is_answered_before_anybody_looks_whether_there_is_one(
    client: AsyncClient, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """The right birth date took an insert and an event longer than a wrong one."""
    order = []

    async def looked(*_given: object) -> None:
        order.append("looked")

    monkeypatch.setattr("bimtek_api.sessions.enrolment.receipts.service.ask", looked)
    body = {"number": number, "birth_date": BORN}
    transport = client._transport

    async def app(scope, receive, send) -> None:
        async def heard(message) -> None:
            order.append(message["type"])
            await send(message)

        await transport.app(scope, receive, heard)

    async with AsyncClient(transport=type(transport)(app), base_url="http://api") as outside:
        answer = await outside.post("/v1/receipts/codes", json=body, headers=factories.once())
    assert (answer.status_code, order) == (202, ["http.response.start", "http.response.body", "looked"])
