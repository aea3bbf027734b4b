"""The chain's head is kept outside: whoever rewrites events and seals alike is still found out."""

from pathlib import Path

import httpx
import psycopg
import pytest

from bimtek_api.core.db import Database
from bimtek_api.events import anchors
from bimtek_api.worker import anchor
from tests import database
from tests.api.events.test_history import seal_all, write
from tests.api.exchange.gateway import listening
from tests.conftest import environment_for, settings_for
from tests.servers import output

REWRITE = """
SET session_replication_role = replica;
DELETE FROM event_seals;
UPDATE events SET reason = 'lain' WHERE position = 1;
UPDATE chain_heads SET seals = 0, event_id = NULL, hash = decode(repeat('00', 32), 'hex');
INSERT INTO events_to_seal (position, event_id) SELECT position, id FROM events;
"""


async def test_a_rewritten_chain_differs_from_the_lines_outside(
    own: Database, private_database: str, tmp_path: Path
) -> None:
    lines = tmp_path / "kepala" / "rantai.jsonl"
    made = settings_for(private_database, anchor_url=f"file:{lines}")
    for turn in (1, 2):
        await write(own, "session.created")
        await seal_all(own, turn)
        await anchor(own, made)
    assert [each.position for each in anchors.kept(lines)] == [1, 2]
    environment = environment_for(private_database)
    code, said = output("check", environment, "--anchors", str(lines))
    assert (code, said.splitlines()[1]) == (0, "Riwayat sama dengan catatan luar.")
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as admin:
        admin.execute(REWRITE)
    await seal_all(own, 2)  # the forger seals anew: the chain itself is whole again
    code, said = output("check", environment, "--anchors", str(lines))
    assert code == 1
    assert said.splitlines()[:2] == ["Riwayat: 2 mata rantai utuh.", "Riwayat berbeda dari catatan luar di 1."]


async def test_without_an_address_heads_lie_among_the_files_and_the_check_finds_them(
    own: Database, private_database: str, tmp_path: Path
) -> None:
    """integrity.md 6: a cut at the end is noticed without an anchor outside."""
    await write(own, "session.created", "session.published")
    await seal_all(own, 2)
    await anchor(own, settings_for(private_database, files_dir=tmp_path))
    environment = environment_for(private_database, BIMTEK_FILES_DIR=str(tmp_path))
    code, said = output("check", environment)
    assert (code, said.splitlines()[1]) == (0, "Riwayat sama dengan catatan luar.")
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as admin:
        admin.execute(REWRITE)
    await seal_all(own, 2)
    assert output("check", environment)[0] == 1


async def test_a_broken_chain_is_not_anchored(own: Database, private_database: str, tmp_path: Path) -> None:
    await write(own, "session.created", "session.published")
    await seal_all(own, 2)
    with psycopg.connect(f"{database.cluster().admin}/{private_database}") as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM event_seals WHERE position = 1")
    await anchor(own, settings_for(private_database, anchor_url=f"file:{tmp_path}/x"))
    assert not (tmp_path / "x").exists()


async def test_a_receiver_over_http_gets_the_head_and_may_refuse_it(own: Database, private_database: str) -> None:
    await write(own, "session.created")
    await seal_all(own, 1)
    with listening() as receiver:
        made = settings_for(private_database, anchor_url=receiver.url)
        await anchor(own, made)
        assert [each["position"] for each in receiver.taken] == [1]
        assert receiver.asked[0]["Authorization"] == "Bearer rahasia"
        receiver.answers = [500]
        with pytest.raises(httpx.HTTPStatusError):  # the queue tries again
            await anchor(own, made)
