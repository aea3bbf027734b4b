"""Keys are rotated while people register: every sealed value ends under the new key, and nothing is lost."""

import asyncio
from base64 import urlsafe_b64encode

import psycopg
from httpx import ASGITransport, AsyncClient
from psycopg import sql

from bimtek_api.commands.keys import rotated, sealed_columns
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from tests import database, factories
from tests.conftest import KEYS, environment_for, settings_for
from tests.keys import HOOKS
from tests.servers import command

NEW = urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")
TWO_KEYS = {"nik_keys": {"k1": KEYS["nik"], "k2": NEW}, "nik_key_current": "k2"}
BOTH = {"BIMTEK_NIK_KEYS": f'{{"k1": "{KEYS["nik"]}", "k2": "{NEW}"}}', "BIMTEK_NIK_KEY_CURRENT": "k2"}
NIKS = "SELECT nik_sealed FROM registrations UNION ALL SELECT nik_sealed FROM identities WHERE nik_sealed IS NOT NULL"


def marks(owner: psycopg.Connection) -> set[str]:
    """The key ids in use anywhere."""
    found = set()
    for place in sealed_columns():
        query = sql.SQL("SELECT DISTINCT split_part(encode({column}, 'escape'), '\\000', 1) FROM {table}")
        found |= {row[0] for row in owner.execute(query.format(**place)) if row[0]}
    return found


def test_every_sealed_column_is_known() -> None:
    names = {(place["table"].as_string(), place["column"].as_string()) for place in sealed_columns()}
    assert {('"identities"', '"nik_sealed"'), ('"group_accounts"', '"number_sealed"')} <= names
    assert len(names) == 9


async def test_rotating_under_load_leaves_nothing_behind_and_nothing_unreadable(
    own: Database, private_database: str, vault: Vault
) -> None:
    address = f"{database.cluster().owner}/{private_database}"
    async with own.transaction() as db:
        session = await factories.session(db, size=300)
        await factories.officer(db, vault)
    old = create_app(settings_for(private_database), own)
    async with AsyncClient(transport=ASGITransport(old), base_url="http://api", event_hooks=HOOKS) as client:
        for _ in range(20):
            await factories.register(client, factories.registration(session.id))
        bodies = [factories.registration(session.id) for _ in range(40)]
        both = Vault.of(settings_for(private_database, **TWO_KEYS))
        rotating = asyncio.to_thread(rotated, address, both)
        answers = await asyncio.gather(rotating, *(factories.register(client, body) for body in bodies))
    assert {answer.status_code for answer in answers[1:]} == {201}
    command(
        "keys", environment_for(private_database, **BOTH), "rotate"
    )  # those who registered with the old key since
    only_new = Vault({"k2": both.seal_keys["k2"]}, "k2", both.index_key, both.receipt_key, both.address_key)
    with psycopg.connect(address) as owner:
        assert marks(owner) == {"k2"}
        rows = owner.execute(NIKS).fetchall()
    assert len(rows) == 121  # the officer, too
    assert all(only_new.unseal(bytes(row[0])).isdigit() for row in rows)


def test_a_row_somebody_holds_is_left_and_said(private_database: str, vault: Vault) -> None:
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as holder:
        holder.execute("INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES ('x', %s, '0001')",
                       (vault.seal("9971994409880001"),))  # fmt: skip
        holder.commit()
        holder.execute("SELECT 1 FROM identities FOR UPDATE")
        both = Vault.of(settings_for(private_database, **TWO_KEYS))
        address = f"{database.cluster().owner}/{private_database}"
        assert rotated(address, both) == (0, 1)
        holder.rollback()
        assert rotated(address, both) == (1, 0)
