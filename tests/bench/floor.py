"""The floor of P1: the same rows by one raw statement behind a bare route. No rules, no sealing, no lock."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import uvicorn
from fastapi import FastAPI, Request

WRITE = """
WITH i AS (INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES ($2, $2, '0000') RETURNING id),
p AS (INSERT INTO participants (person_id, name, phone, birth_date, sex, district_code, subdistrict_code, village_code,
                                trade, kbli, kbli_version)
      SELECT id, $3, $4, '1988-09-04', 'female', '16.71', '16.71.01', '16.71.01.1001', 'garment', '14111', '2020' FROM i
      RETURNING person_id),
r AS (INSERT INTO registrations (number, session_id, district_code, status, channel, nik_index, nik_sealed, nik_last4,
          name, phone, birth_date, sex, home_district_code, subdistrict_code, village_code, trade, kbli, kbli_version,
          equipment_needs, notice_version)
      SELECT $5, $1, '16.71', 'pending_review', 'self', $2, $2, '0000', $3, $4, '1988-09-04', 'female', '16.71',
          '16.71.01', '16.71.01.1001', 'garment', '14111', '2020', '{}', '2026-11' FROM i RETURNING id),
t AS (INSERT INTO receipts (number, registration_id, name) SELECT $5, id, $3 FROM r),
e AS (INSERT INTO events (name, actor_kind, subject_kind, subject_id, district_code)
      SELECT 'registration.submitted', 'public', 'registration', id, '16.71' FROM r),
k AS (INSERT INTO idempotency_keys (caller, key, body_hash) VALUES ('public', $6, $2)),
j AS (INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('events', 'fan_out'))
SELECT id FROM r
"""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.pool = await asyncpg.create_pool(os.environ["FLOOR_URL"], min_size=8, max_size=8)
    async with app.state.pool.acquire() as connection:
        await connection.execute("ALTER TABLE registrations ALTER person_id DROP NOT NULL")
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/readyz")
async def ready() -> dict:
    return {}


@app.post("/registrations")
async def write(request: Request) -> dict:
    body, key = await request.json(), request.headers["idempotency-key"]
    mark = key.replace("-", "").encode()
    number = f"F{key[:11]}"
    async with request.app.state.pool.acquire() as connection:
        made = await connection.fetchval(
            WRITE, UUID(body["session_id"]), mark, body["name"], body["phone"], number, key
        )
    return {"id": str(made)}


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["FLOOR_PORT"]), log_level="warning", access_log=False)
