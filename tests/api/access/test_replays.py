"""A request that is sent twice with one key has one effect and one answer, whatever it asks (integrity.md 7)."""

import pytest
from httpx import AsyncClient, Request, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.core.models import METADATA
from tests import factories
from tests.api.access import test_authz
from tests.api.access.bodies import UPLOADS, Place
from tests.architecture.test_once import KEYLESS

world = test_authz.world
# Written by whoever asks or looks, not by what was asked: a second look at somebody is a look.
BESIDE = {"idempotency_keys", "throttles", "logins", "personal_reads"}
COUNTS = " UNION ALL ".join(
    f"SELECT '{name}' AS name, count(*) FROM {name}" for name in sorted(METADATA.tables.keys() - BESIDE)
)
SHARES = 6


def allowed() -> dict[str, str]:
    """Each POST with an effect that the table lets somebody do, and who."""
    found = {}
    for operation, answers in test_authz.TABLE.items():
        who = next((actor for actor, told in answers.items() if told[0] < 300), None)
        if operation.startswith("POST ") and operation not in KEYLESS and who:
            found[operation] = who
    return found


async def counted(connection: AsyncConnection) -> dict[str, int]:
    """How many rows every table holds."""
    return {row.name: row.count for row in await connection.execute(text(COUNTS))}


def pair(client: AsyncClient, operation: str, where: Place, headers: dict[str, str]) -> tuple[Request, Request]:
    """One request two times; a form is written anew, by browsers with another boundary."""
    key = factories.once()
    one = test_authz.request_for(client, operation, where, headers | key)
    is_form = operation in UPLOADS
    return one, test_authz.request_for(client, operation, where, headers | key) if is_form else one


def plain(answer: Response) -> object:
    """What was answered, without what is answered once: secrets, and names in results of bulk acts."""
    kept = answer.json() if answer.content else None
    if isinstance(kept, dict):
        for name in ("token", "expires_at", "secret", "pass_code"):
            kept.pop(name, None)
        for each in kept.get("results", []):
            each.pop("name", None)
    return kept


@pytest.mark.parametrize("share", range(SHARES))
async def test_what_is_sent_twice_with_one_key_happens_once(
    client: AsyncClient,
    db: AsyncSession,
    connection: AsyncConnection,
    vault: Vault,
    world: tuple[Place, Place],
    share: int,
) -> None:
    here, wrong = world[0], []
    people = {who: await test_authz.headers_of(db, vault, who, factories.PALEMBANG) for who in test_authz.ACTORS}
    await db.commit()
    for operation, actor in sorted(allowed().items())[share::SHARES]:
        undo = await connection.begin_nested()
        one, same = pair(client, operation, here, people[actor])
        first = await client.send(one)
        after = await counted(connection)
        again = await client.send(same)
        if (again.status_code, plain(again), await counted(connection)) != (first.status_code, plain(first), after):
            wrong.append(f"{operation} by {actor}: {first.status_code}, then {again.status_code} {again.text[:300]}")
        if undo.is_active:
            await undo.rollback()
    assert wrong == []


def test_most_acts_are_tried() -> None:
    assert len(allowed()) > 60
