"""integrity.md 6: what somebody with the application's connection cannot do to the history and to numbers."""

from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import numbering
from bimtek_api.core.db import Database
from bimtek_api.events import sealer
from bimtek_api.local.database import migrate
from bimtek_api.reports.invariants.service import violations
from bimtek_api.worker import watch_sealing
from tests import database
from tests.api.events.test_history import seal_all, write
from tests.api.exchange.mailbox import receiving
from tests.conftest import environment_for, settings_for
from tests.servers import output

EVENT = """
INSERT INTO events (name, actor_kind, subject_kind, subject_id, district_code{}) {}
VALUES ('session.created', 'system', 'session', uuidv7(), '16.71'{})
"""
ZEROS = "decode(repeat('00', 32), 'hex')"
FORBIDDEN = {
    "an instant of its own": EVENT.format(", at", "", ", now() - interval '1 year'"),
    "a transaction id of its own": EVENT.format(", transaction_id", "", ", 3"),
    "an id of its own": EVENT.format(", id", "", ", uuidv7()"),
    "a place of its own": EVENT.format(", position", "OVERRIDING SYSTEM VALUE", ", 1"),
    "a seal": f"INSERT INTO event_seals VALUES (9000000000, uuidv7(), 1, 1, {ZEROS}, now(), 2)",
    "an event out of the waiting ones": "DELETE FROM events_to_seal",
    "a waiting one": "INSERT INTO events_to_seal VALUES (1, uuidv7())",
    "the chain's head": "UPDATE chain_heads SET seals = 9000000000",
    "a second head": f"INSERT INTO chain_heads VALUES (1, 1, NULL, {ZEROS})",
    "a finding": "DELETE FROM history_findings",
    "a number set": "UPDATE number_series SET last = 0",
    "a series": "INSERT INTO number_series VALUES ('x', '16.71', 2026, 1)",
    "a series gone": "DELETE FROM number_series",
}


@pytest.mark.parametrize("what", FORBIDDEN)
async def test_the_application_cannot_write(db: AsyncSession, what: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        await db.execute(text(FORBIDDEN[what]))


async def test_numbers_only_rise_for_the_owner_too(own: Database, private_database: str) -> None:
    async with own.transaction() as db:
        assert list(await numbering.draw(db, "uji", "16.71", 2026)) == [1]
        assert list(await numbering.draw(db, "uji", "16.71", 2026, 3)) == [2, 3, 4]
        for wanted in (0, -3):
            with pytest.raises(DBAPIError, match="ten thousand"):
                async with db.begin_nested():
                    await numbering.draw(db, "uji", "16.71", 2026, wanted)
    with psycopg.connect(f"{database.cluster().owner}/{private_database}", autocommit=True) as owner:
        for statement in ("UPDATE number_series SET last = 3", "DELETE FROM number_series", "TRUNCATE number_series"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="stays drawn"):
                owner.execute(statement)
        for statement in ("UPDATE chain_heads SET seals = seals", "DELETE FROM chain_heads", "TRUNCATE chain_heads"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
                owner.execute(statement)


CUT = """
SET session_replication_role = replica;
DELETE FROM event_seals WHERE position > 1;
DELETE FROM events WHERE position > 1;
"""


async def test_a_cut_at_the_end_is_noticed_without_any_line_outside(own: Database, private_database: str) -> None:
    await write(own, "session.created", "session.published", "session.started")
    await seal_all(own, 3)
    assert output("check", environment_for(private_database))[0] == 0
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as admin:
        admin.execute(CUT)
    code, said = output("check", environment_for(private_database))
    assert code == 1
    assert said.splitlines()[:2] == [
        "Riwayat: 1 mata rantai utuh, putus di 2.",
        "Riwayat pernah sepanjang 3 mata rantai.",
    ]
    async with own.transaction() as db:
        assert "history_ends_where_it_was_sealed" in await violations(db)
    await write(own, "session.created")
    async with own.transaction() as db:
        await sealer.seal(db)  # what is cut out stays cut out, whatever comes after it
        assert await sealer.verify(db) == sealer.Verified(1, 2, 4)


async def test_events_that_wait_for_their_link_too_long_are_told(own: Database, private_database: str) -> None:
    await write(own, "session.created")
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as admin:
        admin.execute("UPDATE events_to_seal SET queued_at = queued_at - interval '11 minutes'")
    code, said = output("check", environment_for(private_database))
    assert code == 1
    assert "history_is_sealed" in said
    with receiving() as mailbox:
        made = settings_for(private_database, mail_url=mailbox.url, alarm_mail="jaga@uji.id")
        await watch_sealing(own, made)
        await seal_all(own, 1)
        await watch_sealing(own, made)
    (mail,) = mailbox.to("jaga@uji.id")
    assert "1 kejadian" in mail.get_content()
    assert output("check", environment_for(private_database))[0] == 0


OLD_EVENT = """
INSERT INTO events (name, actor_kind, subject_kind, subject_id, district_code, transaction_id)
VALUES ('session.created', 'system', 'session', %s, '16.71', %s) RETURNING *
"""


def old_seal(owner: psycopg.Connection, transaction: int) -> None:
    """An event and its link as the version before made them."""
    with owner.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        event = cursor.execute(OLD_EVENT, (uuid4(), transaction)).fetchone()
        assert event is not None
        made = sealer.link(sealer.GENESIS, SimpleNamespace(form=sealer.OLD_FORM, **event))  # ty: ignore[invalid-argument-type]
        cursor.execute(
            "INSERT INTO event_seals (position, event_id, transaction_id, event_position, hash)"
            " VALUES (1, %s, %s, %s, %s)",
            (event["id"], transaction, event["position"], made),
        )


async def test_links_of_the_version_before_hold_and_what_it_passed_over_is_listed(
    own: Database, private_database: str
) -> None:
    url = f"{database.cluster().owner}/{private_database}"
    config = Config(str(Path(database.ROOT) / "alembic.ini"))
    config.attributes["url"] = url
    before = ScriptDirectory.from_config(config).get_revision("sealed_by_the_database")
    command.downgrade(config, str(before.down_revision))
    with psycopg.connect(url, options="-c timezone=UTC") as owner:
        old_seal(owner, 4_000_000)
        owner.execute(OLD_EVENT, (uuid4(), 3))  # back-dated by its transaction id: never reached
    migrate(database.ROOT, url)
    await seal_all(own, 2)
    async with own.transaction() as db:
        assert await sealer.verify(db) == sealer.Verified(2, None, 2)
    code, said = output("check", environment_for(private_database))
    assert code == 0
    assert "1 kejadian dari versi lama" in said
