"""Migrations: the schema of the models, back and forth on data, and rights the application cannot exceed."""

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Enum, NullPool, create_engine

from bimtek_api.core.db import driver_url
from bimtek_api.core.schema import Revisions
from bimtek_api.local.database import current, migrate
from bimtek_api.tables import METADATA
from tests import database

SCHEMA = """
SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' FROM pg_trigger
WHERE NOT tgisinternal
UNION ALL SELECT grantee, table_name, privilege_type, '', '' FROM information_schema.role_table_grants
WHERE grantee = 'bimtek_app' ORDER BY 1, 2, 3
"""


def schema(url: str) -> list[tuple]:
    with psycopg.connect(url) as connection:
        return connection.execute(SCHEMA).fetchall()


@pytest.fixture
def owner_url(private_database: str) -> str:
    return f"{database.cluster().owner}/{private_database}"


def test_models_and_migrations_agree(owner_url: str) -> None:
    engine = create_engine(driver_url(owner_url), poolclass=NullPool)
    with engine.connect() as connection:
        options = {
            "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith("procrastinate_"))
        }
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    assert differences == []


def test_up_down_up_on_data_gives_the_same_schema(owner_url: str) -> None:
    before = schema(owner_url)
    migrate(database.ROOT, owner_url, down=len(list((database.ROOT / "migrations/versions").glob("*.py"))))
    assert [row for row in schema(owner_url) if row[0] not in ("alembic_version", "-")] == []
    migrate(database.ROOT, owner_url)
    assert schema(owner_url) == before
    assert current(owner_url) == Revisions.of(database.ROOT).newest


def test_the_application_owns_nothing_and_cannot_become_the_owner(private_database: str) -> None:
    with psycopg.connect(f"{database.cluster().login}/{private_database}") as connection:
        owned = connection.execute(
            "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) IN ('bimtek_app', 'bimtek_login')"
        )
        assert owned.fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SET ROLE bimtek_owner")


@pytest.mark.parametrize(
    "table", ["participants", "registrations", "receipts", "certificates", "attendance", "officers"]
)
def test_the_application_cannot_delete_people_or_their_papers(private_database: str, table: str) -> None:
    with psycopg.connect(f"{database.cluster().login}/{private_database}") as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"DELETE FROM {table}")


def test_the_database_refuses_an_oversold_seat(owner_url: str) -> None:
    with psycopg.connect(owner_url) as connection:
        connection.execute("ALTER TABLE seat_counters DROP CONSTRAINT fk_seat_counters_session_id")
        connection.execute(
            "INSERT INTO seat_counters (session_id, kind, size, taken) VALUES (uuidv7(), 'room', 1, 1)"
        )
        with pytest.raises(psycopg.errors.CheckViolation, match="no seat is free"):
            connection.execute("UPDATE seat_counters SET taken = taken + 1")


def test_every_choice_of_the_models_is_one_of_the_database(owner_url: str) -> None:
    """The comparison above does not look into CHECKs."""
    with psycopg.connect(owner_url) as connection:
        rows = connection.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'")
        known = dict(rows.fetchall())
    choices = [
        column for table in METADATA.tables.values() for column in table.columns if isinstance(column.type, Enum)
    ]
    assert len(choices) > 10
    for column in choices:
        check = known[f"ck_{column.table.name}_{column.type.name}"]
        assert [value for value in column.type.enums if f"'{value}'" not in check] == []
