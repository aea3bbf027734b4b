"""C69: lists behind the scope rule, 200,000 registrations and 50,000 cases, one caller, over HTTP.

Goal: nobody's list takes longer than half as much again as the one over the whole country, whatever narrows hers.
"""

import statistics
import time
from uuid import UUID

import httpx
import psycopg

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from tests import database, factories
from tests.conftest import environment_for, settings_for
from tests.keys import HOOKS
from tests.servers import running

TIMES, GOAL, FLOOR_MS = 60, 1.5, 5
DISTRICTS = "(SELECT code, row_number() OVER (ORDER BY code) - 1 AS place FROM regions WHERE level = 2)"
SEED = f"""
SET session_replication_role = replica;
INSERT INTO programmes (code, name, funding_source, fiscal_year)
SELECT 'P' || n, 'Program ' || n, 'APBN', 2026 FROM generate_series(1, 5) AS n;
INSERT INTO sessions (number, title, trade, district_code, zone, venue, address, status, summary, audience, moderated,
                      attendance_percent, opens_at, closes_at, starts_on, ends_on, programme_id)
SELECT 'B/' || n, 'Sesi ' || n, 'garment', d.code, 'WIB', 'Balai', 'Jalan', 'published', '', '', true, 80,
       now() - interval '9 days', now() + interval '9 days', current_date + 10, current_date + 12, p.id
FROM generate_series(1, 2000) AS n JOIN {DISTRICTS} AS d ON d.place = n % 500
JOIN programmes p ON p.code = 'P' || n / 500 % 5 + 1;
INSERT INTO registrations (number, session_id, district_code, status, channel, nik_index, nik_sealed, nik_last4, name,
    phone, birth_date, sex, home_district_code, subdistrict_code, village_code, trade, kbli, kbli_version,
    equipment_needs, notice_version)
SELECT 'R' || n, s.id, s.district_code, 'pending_review', 'self', n::text::bytea, '', '0000', 'Sumarni ' || n, '0812',
       '1988-09-04', 'female', s.district_code, '16.71.01', '16.71.01.1001', 'garment', '14111', '2020', '{{}}',
       '2026-12'
FROM generate_series(1, 200000) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM sessions) AS s ON s.place = n % 2000;
INSERT INTO groups (name, trade, district_code, address, formed_on)
SELECT 'Kelompok ' || n, 'garment', d.code, 'Jalan', '2020-01-01'
FROM generate_series(1, 1000) AS n JOIN {DISTRICTS} AS d ON d.place = n % 500;
INSERT INTO packages (code, name, trade) VALUES ('P', 'Paket', 'garment');
INSERT INTO calls (number, name, programme_id, district_code, budget_line_id, opens_at, closes_at)
SELECT code, name, id, '16.71', id, now(), now() + interval '9 days' FROM programmes;
INSERT INTO applications (number, call_id, group_id, package_id, programme_id, district_code, status)
SELECT 'A' || n, c.id, g.id, p.id, c.programme_id, g.district_code, 'draft'
FROM generate_series(1, 50000) AS n JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM groups) AS g
  ON g.place = n % 1000 JOIN calls c ON c.number = 'P' || n / 1000 % 5 + 1 CROSS JOIN packages p;
SET session_replication_role = DEFAULT;
ANALYZE;
"""
LISTS = {
    "registrations": "registrations",
    "registrations by words": "registrations?q=Sumarni%2019999",
    "cases": "applications",
}


async def officers(name: str, programme: UUID) -> dict[str, dict[str, str]]:
    """Headers by what narrows the caller's view; the first one's is not narrowed."""
    settings = settings_for(name)
    own, vault, role = Database(settings), Vault.of(settings), Role.PROGRAMME_OFFICER
    async with own.transaction() as db:
        made = {
            "the country": await factories.officer(db, vault, role, None),
            "one district": await factories.officer(db, vault, role, factories.PALEMBANG),
            "one programme": await factories.officer(db, vault, role, None, programme),
            "one programme in one district": await factories.officer(db, vault, role, factories.PALEMBANG, programme),
        }
    await own.close()
    return {words: each.headers for words, each in made.items()}


async def median(http: httpx.AsyncClient, path: str, headers: dict[str, str]) -> float:
    """Milliseconds of an answer; only a search may find nothing in her part of the country."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = await http.get(f"/v1/{path}", headers=headers)
        took.append((time.perf_counter() - began) * 1000)
        assert answer.json()["items"] or "q=" in path, answer.text
    return statistics.median(took)


async def run() -> list[str]:
    name, lines = "bench_c69", []
    database.cluster().copy(name)
    with psycopg.connect(f"{database.cluster().admin}/{name}", autocommit=True) as connection:
        connection.execute(SEED)
        programme = connection.execute("SELECT id FROM programmes WHERE code = 'P2'").fetchone()
    callers = await officers(name, programme[0])
    with running(environment_for(name, BIMTEK_ENVIRONMENT="production")) as live:
        async with httpx.AsyncClient(base_url=live.api, timeout=60, event_hooks=HOOKS) as http:
            for what, path in LISTS.items():
                whole = 0.0
                for words, headers in callers.items():
                    took = await median(http, path, headers)
                    whole = whole or max(took, FLOOR_MS)
                    told = "passes" if took <= GOAL * whole else "FAILS"
                    lines.append(
                        f"C69 {what}, {words}: median {took:.1f} ms, {took / whole:.2f} of the country's: {told}"
                    )
    database.cluster().drop(name)
    return lines
