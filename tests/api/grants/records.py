"""A town's database by its owner's hand: what time it is there, what money there is, and what does not hold.

One connection stays open for the invariants: sixty queries are planned once, not after every step of a walk.
"""

from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from bimtek_api.reports.invariants.service import SHOWN, invariants
from tests import database

MONEY = 100_000_000  # rupiah: one case and a half
# From the first of March on, so that no history leaves its fiscal year.
LATER = (
    "SELECT (date_trunc('year', clock_timestamp()) + make_interval(days => 60 + %s)"
    " + (clock_timestamp() - date_trunc('day', clock_timestamp())))::text"
)
FRESH = "expires_at = bimtek_now() + interval '9 days', last_seen_at = bimtek_now(), stepped_up_at = bimtek_now()"
# An officer who registered for a session like anybody.
COPY = """INSERT INTO participants SELECT (jsonb_populate_record(p, jsonb_build_object(
    'person_id', %s::text, 'phone', %s::text, 'email', NULL))).*
FROM participants p LIMIT 1 ON CONFLICT DO NOTHING"""


class Records:
    """No right, wall or clock of the application binds it."""

    def __init__(self, name: str) -> None:
        self.name, self.days = name, 0
        self.connection = psycopg.connect(f"{database.cluster().admin}/{name}", autocommit=True, prepare_threshold=0)

    def close(self) -> None:
        self.connection.close()

    def later(self, days: int) -> None:
        """So many days later, everybody still logged in with a fresh code. Sessions opened before keep their time."""
        self.days += days
        instant = self.connection.execute(LATER, (self.days,)).fetchone()[0]  # ty: ignore[not-subscriptable]
        for statement in ("ALTER DATABASE {} SET bimtek.test_now = {}", "SET bimtek.test_now = {1}"):
            self.connection.execute(sql.SQL(statement).format(sql.Identifier(self.name), sql.Literal(instant)))
        self.connection.execute(f"UPDATE logins SET {FRESH}".encode())

    def violations(self) -> dict[str, list[str]]:
        """The invariants that do not hold, each with some of what contradicts it."""
        found = {}
        for name, query in invariants().items():
            against = self.connection.execute(query.encode(), prepare=True).fetchmany(SHOWN)
            if against:
                found[name] = [str(row[0]) for row in against]
        return found

    def refill(self, line: UUID) -> None:
        """Money for one case and a half, beside what earlier histories hold."""
        free = "reserved + spent + %s"  # as if it always had been
        limit = f"UPDATE budget_nodes SET ceiling = {free}, carried = carried + {free} - ceiling WHERE id = %s"
        self.connection.execute(limit.encode(), (MONEY, MONEY, line))

    def spoil(self, line: UUID) -> None:
        """One rupiah that nobody holds: the invariants have to see it."""
        self.connection.execute("UPDATE budget_nodes SET reserved = reserved + 1 WHERE id = %s", (line,))

    def register(self, person: UUID, phone: str) -> None:
        self.connection.execute(COPY, (str(person), phone))

    def state(self, case_id: str) -> tuple[str, int]:
        """Status and version of a case."""
        query = "SELECT status, version FROM applications WHERE id = %s"
        return self.connection.execute(query, (case_id,)).fetchone()  # ty: ignore[invalid-return-type]

    def busy(self, case_id: str) -> set[UUID]:
        """Who has a duty in a case."""
        query = "SELECT person_id FROM case_duties WHERE case_id = %s"
        return {row[0] for row in self.connection.execute(query, (case_id,))}

    def day(self) -> str:
        query = "SELECT (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date::text"
        return self.connection.execute(query).fetchone()[0]  # ty: ignore[not-subscriptable]

    def now(self) -> str:
        return self.connection.execute("SELECT bimtek_now()").fetchone()[0].isoformat()  # ty: ignore[not-subscriptable]

    def row(self, query: str, **facts: Any) -> dict[str, Any] | None:
        """The first row, by name."""
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query.encode(), facts).fetchone()
