"""The restore drill: a dump and the files folder on another database, and the whole is there with its walls."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest

from bimtek_api.local import program
from bimtek_api.local.postgres import OWNER
from tests import database, factories
from tests.conftest import environment_for
from tests.servers import command, output, running

COUNTS = "SELECT (SELECT count(*) FROM registrations), (SELECT count(*) FROM events), (SELECT count(*) FROM regions)"
WALLS = """
SELECT (SELECT count(*) FROM pg_policies), (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
  (SELECT count(*) FROM pg_constraint WHERE conrelid <> 0),
  (SELECT md5(string_agg(concat(relname, relacl), ',' ORDER BY relname)) FROM pg_class
   WHERE relnamespace = 'public'::regnamespace)
"""


def of_postgres(name: str, *arguments: str) -> None:
    subprocess.run([str(program.find().bin / name), *arguments], check=True)


def told(name: str, query: str) -> tuple | None:
    with psycopg.connect(f"{database.cluster().admin}/{name}") as connection:
        return connection.execute(query).fetchone()


@pytest.fixture
def restored(private_database: str, tmp_path: Path) -> Iterator[str]:
    """Demo data and a registration, dumped with PostgreSQL's own program and restored beside."""
    files, dump, name = tmp_path / "files", tmp_path / "bimtek.dump", f"r_{uuid4().hex[:12]}"
    command("demo", environment_for(private_database, BIMTEK_DEMO="1", BIMTEK_FILES_DIR=str(files)))
    files.mkdir(exist_ok=True)
    admin = database.cluster().admin
    of_postgres("pg_dump", "--format=custom", f"--file={dump}", f"{admin}/{private_database}")
    shutil.copytree(files, tmp_path / "files restored")
    with psycopg.connect(f"{admin}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
    of_postgres("pg_restore", "--exit-on-error", "--jobs=2", f"--dbname={admin}/{name}", str(dump))
    yield name
    database.cluster().drop(name)


def test_a_restored_dump_has_everything_and_every_wall(private_database: str, restored: str, tmp_path: Path) -> None:
    assert told(restored, COUNTS) == told(private_database, COUNTS)
    assert told(restored, WALLS) == told(private_database, WALLS)
    environment = environment_for(restored, BIMTEK_FILES_DIR=str(tmp_path / "files restored"))
    command("migrate", environment)  # nothing is left to do
    code, said = output("check", environment, "--files")
    assert code == 0, said
    with running(environment) as live:
        session = httpx.get(f"{live.api}/v1/sessions?district=16.71").json()["items"][0]["id"]
        body, once = factories.registration(session), factories.once()
        made = httpx.post(f"{live.api}/v1/registrations", json=body, headers=once)
        assert made.status_code == 201, made.text
    assert output("check", environment)[0] == 0
