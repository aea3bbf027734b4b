"""The restore drill: a dump and the files folder on another server, and the whole is there with its walls."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from bimtek_api.core.db import Database
from bimtek_api.events import sealer
from bimtek_api.local import program
from bimtek_api.local.postgres import LOGIN, OWNER, ROLES, SUPERUSER, LocalPostgres
from bimtek_api.settings import Settings
from tests import database, factories
from tests.conftest import environment_for, settings_for
from tests.servers import command, output, running

COUNTS = "SELECT (SELECT count(*) FROM registrations), (SELECT count(*) FROM events), (SELECT count(*) FROM regions)"
WALLS = """
SELECT (SELECT count(*) FROM pg_policies), (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
  (SELECT count(*) FROM pg_constraint WHERE conrelid <> 0),
  (SELECT md5(string_agg(concat(relname, relacl), ',' ORDER BY relname)) FROM pg_class
   WHERE relnamespace = 'public'::regnamespace),
  (SELECT md5(string_agg(concat(attrelid::regclass, attname, attacl), ',' ORDER BY attrelid::regclass::text, attnum))
   FROM pg_attribute WHERE attacl IS NOT NULL),
  (SELECT md5(string_agg(concat(proname, proacl, prosecdef, proconfig), ',' ORDER BY proname)) FROM pg_proc
   WHERE pronamespace = 'public'::regnamespace AND prosecdef)
"""
A_WHILE_LATER = "DO $$ BEGIN FOR each IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
EVENT = """
INSERT INTO events (name, actor_kind, subject_kind, subject_id, district_code)
VALUES ('session.created', 'system', 'session', uuidv7(), '16.71')
"""
NEXT_TRANSACTION = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
LAST_TRANSACTION = "SELECT max(transaction_id) FROM event_seals"


@dataclass(frozen=True)
class Elsewhere:
    """A server of its own whose roles an administrator made by the documented file, and nothing else."""

    server: LocalPostgres

    def url(self, role: str, name: str = "bimtek") -> str:
        return self.server.url(role, name)

    @property
    def addresses(self) -> dict[str, str]:
        return {"BIMTEK_DATABASE_URL": self.url(LOGIN), "BIMTEK_OWNER_DATABASE_URL": self.url(OWNER)}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    server = LocalPostgres(tmp_path / "other", durable=False)
    server.var.mkdir()
    server.program.own(server.home)
    server.create()
    server.launch()
    said = server.facts["passwords"]
    secrets = [f"--set=owner_password={said[OWNER]}", f"--set=login_password={said[LOGIN]}", "--set=ON_ERROR_STOP=1"]
    of_postgres("psql", "--quiet", *secrets, f"--file={ROLES}", server.url(SUPERUSER, "postgres"))
    yield Elsewhere(server)
    server.stop()
    shutil.rmtree(server.home)


def of_postgres(name: str, *arguments: str) -> None:
    subprocess.run([str(program.find().bin / name), *arguments], check=True)


def told(address: str, query: str) -> tuple | None:
    with psycopg.connect(address) as connection:
        return connection.execute(query).fetchone()


async def sealed(settings: Settings) -> int:
    opened = Database(settings)
    async with opened.transaction() as db:
        made = await sealer.seal(db)
    await opened.close()
    return made


@pytest.fixture
def restored(private_database: str, elsewhere: Elsewhere, tmp_path: Path) -> Elsewhere:
    """Demo data with its sealed history, dumped with PostgreSQL's own program and restored on the other server."""
    files, dump = tmp_path / "files", tmp_path / "bimtek.dump"
    with psycopg.connect(f"{database.cluster().admin}/{private_database}", autocommit=True) as admin:
        admin.execute(A_WHILE_LATER)
    command("demo", environment_for(private_database, BIMTEK_DEMO="1", BIMTEK_FILES_DIR=str(files)))
    assert asyncio.run(sealed(settings_for(private_database))) > 0
    files.mkdir(exist_ok=True)
    of_postgres("pg_dump", "--format=custom", f"--file={dump}", f"{database.cluster().admin}/{private_database}")
    shutil.copytree(files, tmp_path / "files restored")
    of_postgres("pg_restore", "--exit-on-error", "--jobs=2", f"--dbname={elsewhere.url(SUPERUSER)}", str(dump))
    return elsewhere


def test_on_another_server_everything_is_there_and_the_history_goes_on(
    private_database: str, restored: Elsewhere, tmp_path: Path
) -> None:
    """integrity.md 6: transaction ids begin low there, and what happens is sealed all the same."""
    here, there = f"{database.cluster().admin}/{private_database}", restored.url(SUPERUSER)
    assert told(there, COUNTS) == told(here, COUNTS)
    assert told(there, WALLS) == told(here, WALLS)
    (next_there,), (last_here,) = told(there, NEXT_TRANSACTION) or (0,), told(here, LAST_TRANSACTION) or (0,)
    assert next_there < last_here
    files = {"BIMTEK_FILES_DIR": str(tmp_path / "files restored")}
    environment = environment_for("-", **restored.addresses, **files)
    command("migrate", environment)  # nothing is left to do
    code, said = output("check", environment, "--files")
    assert code == 0, said
    with running(environment) as live:
        session = httpx.get(f"{live.api}/v1/sessions?district=16.71").json()["items"][0]["id"]
        body, once = factories.registration(session), factories.once()
        made = httpx.post(f"{live.api}/v1/registrations", json=body, headers=once)
        assert made.status_code == 201, made.text
    links = told(there, "SELECT count(*) FROM event_seals")
    made_there = settings_for("-", database_url=restored.url(LOGIN), owner_database_url=restored.url(OWNER))
    assert asyncio.run(sealed(made_there)) > 0
    assert told(there, "SELECT count(*) FROM events_to_seal") == (0,)
    assert links != told(there, "SELECT count(*) FROM event_seals")
    assert output("check", environment)[0] == 0
    with psycopg.connect(restored.url(OWNER)) as owner:  # a worker that never came back
        owner.execute(EVENT)
        owner.execute("UPDATE events_to_seal SET queued_at = now() - interval '1 day'")
    code, said = output("check", environment)
    assert code == 1
    assert "history_is_sealed" in said
