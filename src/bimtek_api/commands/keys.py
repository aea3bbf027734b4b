"""Sealing anew under another key, while everything runs.

Add the new key to `BIMTEK_NIK_KEYS`, make it `BIMTEK_NIK_KEY_CURRENT`, restart, then `bimtek keys rotate`. When
nothing is left, the old key may go.
"""

import argparse
import sys
from collections.abc import Iterator

import psycopg
from psycopg import sql

from bimtek_api import tables
from bimtek_api.core.crypto import Vault
from bimtek_api.settings import Settings

PORTION = 500
# A row somebody is changing is left for the next round: nobody waits for us, and we for nobody.
OLD = sql.SQL(
    "SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL AND length({column}) > 0"
    " AND NOT starts_with(encode({column}, 'hex'), %s) LIMIT %s FOR UPDATE SKIP LOCKED"
)
LEFT = sql.SQL(
    "SELECT count(*) FROM {table} WHERE length({column}) > 0 AND NOT starts_with(encode({column}, 'hex'), %s)"
)
ANEW = sql.SQL("UPDATE {table} SET {column} = %s WHERE {key} = %s")


def sealed_columns() -> Iterator[dict[str, sql.Identifier]]:
    """Every column that holds something sealed: its name says so."""
    for table in tables.METADATA.sorted_tables:
        key = next(iter(table.primary_key.columns)).name
        for column in table.columns:
            if column.name.endswith("_sealed"):
                names = {"table": table.name, "column": column.name, "key": key}
                yield {part: sql.Identifier(name) for part, name in names.items()}


def portion(connection: psycopg.Connection, vault: Vault, place: dict[str, sql.Identifier]) -> int:
    """Seals some rows of one column anew in one transaction; returns how many."""
    mark = (vault.current.encode() + b"\0").hex()
    with connection.transaction():
        rows = connection.execute(OLD.format(**place), (mark, PORTION)).fetchall()
        with connection.cursor() as cursor:
            anew = [(vault.seal(vault.unseal(bytes(sealed))), key) for key, sealed in rows]
            cursor.executemany(ANEW.format(**place), anew)
    return len(rows)


def rotated(url: str, vault: Vault) -> tuple[int, int]:
    """How many values were sealed anew, and how many are left because somebody held their rows."""
    mark = (vault.current.encode() + b"\0").hex()
    done = left = 0
    with psycopg.connect(url, autocommit=True) as connection:
        for place in sealed_columns():
            while some := portion(connection, vault, place):
                done += some
            row = connection.execute(LEFT.format(**place), (mark,)).fetchone()
            left += row[0] if row else 0
    return done, left


def rotate(given: argparse.Namespace) -> int:
    settings = Settings()
    done, left = rotated(settings.migration_url, Vault.of(settings))
    sys.stdout.write(f"{done} nilai disegel ulang dengan kunci {settings.nik_key_current}, {left} tersisa.\n")
    return 1 if left else 0
