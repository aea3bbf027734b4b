"""C9: the catalogue of 20,000 sessions over HTTP, 8 connections, each filter people use. Goal: p95 below 200 ms."""

import asyncio
import statistics
import time

import httpx
import psycopg

from tests import database
from tests.conftest import environment_for
from tests.keys import HOOKS
from tests.servers import running

SESSIONS, CONNECTIONS, EACH, GOAL_MS = 20_000, 8, 200, 200
SEED = """
WITH made AS (
    INSERT INTO sessions (number, title, trade, district_code, zone, venue, address, status, summary, audience,
                          moderated, attendance_percent, opens_at, closes_at, starts_on, ends_on)
    SELECT 'B/' || n, CASE n %% 4 WHEN 0 THEN 'Menjahit dasar ' ELSE 'Roti dan kue ' END || n,
           CASE n %% 4 WHEN 0 THEN 'garment' ELSE 'food' END, d.code, d.zone, 'Balai', 'Jalan',
           'published', '', '', true, 80,
           now() - interval '10 days', now() + (n %% 200 || ' days')::interval + interval '1 day',
           current_date + n %% 200 + 2, current_date + n %% 200 + 4
    FROM generate_series(1, %(sessions)s) AS n
    JOIN (SELECT code, zone, row_number() OVER (ORDER BY code) - 1 AS place FROM regions WHERE level = 2) AS d
      ON d.place = n %% (SELECT count(*) FROM regions WHERE level = 2)
    RETURNING id
)
INSERT INTO seat_counters (session_id, kind, size, taken)
SELECT id, 'room', 30, (row_number() OVER ()) %% 31 FROM made
"""
FILTERS = {
    "first page": "", "district": "district=16.71", "trade": "trade=garment", "open seats": "open=true",
    "words": "q=menjahit", "district, trade, open": "district=16.71&trade=garment&open=true",
}  # fmt: skip


def fill(name: str) -> None:
    with psycopg.connect(f"{database.cluster().owner}/{name}", autocommit=True) as connection:
        connection.execute(SEED, {"sessions": SESSIONS})
        connection.execute("ANALYZE")


async def timed(http: httpx.AsyncClient, asked: str) -> list[float]:
    """Milliseconds of each answer."""
    took: list[float] = []

    async def worker() -> None:
        for _ in range(EACH // CONNECTIONS):
            began = time.perf_counter()
            answer = await http.get(f"/v1/sessions?{asked}")
            assert answer.status_code == 200
            took.append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*(worker() for _ in range(CONNECTIONS)))
    return took


async def deep(http: httpx.AsyncClient) -> str:
    """The filter of a page far down."""
    cursor = ""
    for _ in range(100):
        cursor = (await http.get(f"/v1/sessions?limit=50&cursor={cursor}")).json()["next_cursor"]
    return f"limit=50&cursor={cursor}"


async def run() -> list[str]:
    name = "bench_c9"
    database.cluster().copy(name)
    fill(name)
    lines = []
    with running(environment_for(name, BIMTEK_ENVIRONMENT="production")) as live:
        async with httpx.AsyncClient(base_url=live.api, timeout=60, event_hooks=HOOKS) as http:
            await timed(http, "")
            for words, asked in (FILTERS | {"page 100": await deep(http)}).items():
                cuts = statistics.quantiles(await timed(http, asked), n=20)
                told = "passes" if cuts[18] < GOAL_MS else "FAILS"
                lines.append(f"C9 {words}: median {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms (goal {GOAL_MS}): {told}")
    database.cluster().drop(name)
    return lines
