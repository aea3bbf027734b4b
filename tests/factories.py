"""Plain functions that make what a test needs. Ids and names are made up; the id prefix belongs to no region."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import orjson
import pyotp
from httpx import AsyncClient, Response
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers import service as officers
from bimtek_api.access.officers.models import Officer, RoleAssignment, Wanted
from bimtek_api.access.roles import ApiScope, Role
from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault, new_token, token_hash
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.planning.schedule import service as schedule
from bimtek_api.sessions.planning.schedule.models import SessionStatus, TrainingSession
from bimtek_api.sessions.planning.schedule.schemas import DayCreate, SessionCreate

PALEMBANG, BANYUASIN = "16.71", "16.07"
PLACES = {
    PALEMBANG: ("16.71.01", "16.71.01.1001"),
    BANYUASIN: ("16.07.01", "16.07.01.1016"),
}
PASSWORD = "kata-sandi-uji-coba"
CLOCK = text("SELECT set_config('bimtek.test_now', :instant, true)")
numbers = count(1)


@dataclass(frozen=True)
class TestOfficer:
    """An officer who is logged in: put `headers` on a request."""

    __test__ = False

    id: UUID
    email: str
    totp: pyotp.TOTP
    headers: dict[str, str]


# Somebody read her paper, and it says what is on file.
PAPER = """INSERT INTO officer_papers (officer_id, nik_index)
SELECT id, nik_index FROM identities WHERE id = '{}' AND nik_index IS NOT NULL"""


async def officer(
    db: AsyncSession, vault: Vault, role: Role = Role.DISTRICT_OFFICER, region: str | None = PALEMBANG,
    programme: UUID | None = None, **dates: date,
) -> TestOfficer:  # fmt: skip
    """An officer with one role, and a log-in in force. `dates` are valid_from and valid_to."""
    number = next(numbers)
    secret = pyotp.random_base32()
    own_nik = nik(number, born=date(1979, 5, 6))
    new = officers.NewOfficer(
        f"petugas{number}@uji.id", f"Petugas {number}", "Penguji", PASSWORD, secret, nik=own_nik
    )
    made = await officers.enrol(db, vault, new)
    await by_owner(db, PAPER.format(made.person_id))
    until = dates.get("valid_to", date(2099, 1, 1) if role == Role.AUDITOR else None)
    await appoint(db, made, Wanted(role, region, dates.get("valid_from", date(2026, 1, 1)), until, programme))
    token = new_token("bo")
    now = (await db.execute(select(func.bimtek_now()))).scalar_one()
    db.add(Login(token_hash=token_hash(token), officer_id=made.person_id, expires_at=now + timedelta(hours=8)))
    await db.flush()
    return TestOfficer(made.person_id, made.email, pyotp.TOTP(secret), {"Authorization": f"Bearer {token}"})


async def appoint(db: AsyncSession, who: Officer, wanted: Wanted) -> RoleAssignment:
    """A role that began on its first day: what is written now may not begin in the past, so it was written then."""
    shown = await db.execute(text("SELECT current_setting('bimtek.test_now', true), bimtek_now()"))
    kept, now = shown.one()
    then = min(now, datetime.combine(wanted.valid_from, time(5), UTC))
    await db.execute(CLOCK, {"instant": then.isoformat()})
    made = uuid4()
    given = (
        made, who.person_id, wanted.role, wanted.region, wanted.programme, wanted.valid_from, wanted.valid_to
    )  # fmt: skip
    named = "id, officer_id, role, region_code, programme_id, valid_from, valid_to"
    await by_owner(db, f"INSERT INTO role_assignments ({named}) VALUES ({', '.join(map(quoted, given))})")
    await db.execute(CLOCK, {"instant": kept or ""})
    return await db.get_one(RoleAssignment, made)


def quoted(value: object) -> str:
    return "NULL" if value is None else f"'{value}'"


async def api_key(db: AsyncSession, *scopes: ApiScope, region: str | None = PALEMBANG) -> dict[str, str]:
    """Headers of an integrator with the scopes over the region."""
    token, held = new_token("bk"), ",".join(scopes or ApiScope)
    given = (f"Aplikasi {next(numbers)}", f"\\x{token_hash(token).hex()}", f"{{{held}}}", region)
    named = "name, key_hash, scopes, region_code"
    await by_owner(db, f"INSERT INTO api_keys ({named}) VALUES ({', '.join(map(quoted, given))})")
    return {"Authorization": f"Bearer {token}"}


async def session(
    db: AsyncSession,
    district: str = PALEMBANG,
    *,
    size: int = 30,
    moderated: bool = True,
    starts_in: int = 10,
    days: int = 3,
    status: SessionStatus = SessionStatus.PUBLISHED,
    **changes: Any,
) -> TrainingSession:
    """A session whose registration is open; its first day is `starts_in` days from today."""
    number = next(numbers)
    now: datetime = (await db.execute(select(func.bimtek_now()))).scalar_one()
    today = clock.local_date(now, "WIB")
    dates = [today + timedelta(days=starts_in + index) for index in range(days)]
    values: dict[str, Any] = {
        "number": f"UJI/{number:06d}",
        "title": f"Konfeksi dan menjahit {number}",
        "trade": "garment",
        "district_code": district,
        "venue": "Balai Uji",
        "address": "Jalan Uji 1",
        "size": size,
        "moderated": moderated,
        "opens_at": now - timedelta(days=40),
        "closes_at": clock.end_of(max(today, dates[0]) if starts_in >= 0 else dates[-1], "WIB"),
        "days": [DayCreate(date=day, starts_at=time(8), ends_at=time(16)) for day in dates],
    }
    made = await schedule.add(db, SessionCreate(**(values | changes)), "WIB", None)
    await placed(db, made, status)
    return made


async def placed(db: AsyncSession, session: TrainingSession, status: str) -> None:
    """A session in the middle of its life, without the way there."""
    await db.flush()
    await by_hand(db, f"UPDATE sessions SET status = '{status}' WHERE id = '{session.id}'")
    await db.refresh(session)


def nik(number: int, *, female: bool = True, born: date = date(1988, 9, 4)) -> str:
    day = born.day + (40 if female else 0)
    return f"997199{day:02d}{born:%m%y}{number % 10_000:04d}"


async def present(db: AsyncSession, vault: Vault, *role: Any, **more: Any) -> TestOfficer:
    """An officer who gave a fresh one-time code just now."""
    made = await officer(db, vault, *role, **more)
    await db.execute(update(Login).where(Login.officer_id == made.id).values(stepped_up_at=func.bimtek_now()))
    return made


def registration(session_id: UUID | str, *, district: str = PALEMBANG, **changes: Any) -> dict[str, Any]:
    """A valid body for `POST /v1/registrations`; every call is another person."""
    number = next(numbers)
    subdistrict, village = PLACES[district]
    body: dict[str, Any] = {
        "session_id": str(session_id),
        "name": f"Sumarni {number}",
        "nik": nik(number),
        "phone": f"0812{number:08d}",
        "email": None,
        "birth_date": "1988-09-04",
        "sex": "female",
        "district_code": district,
        "subdistrict_code": subdistrict,
        "village_code": village,
        "business_name": "Jahit Uji",
        "trade": "garment",
        "equipment_needs": ["sewing_machine"],
        "equipment_note": None,
        "notice_version": notice.VERSION,
        "consents": ["invitations"],
    }
    return body | changes


def once() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


async def register(client: AsyncClient, body: dict[str, Any], **headers: str) -> Response:
    """Posts a registration with a fresh Idempotency-Key."""
    return await client.post("/v1/registrations", json=body, headers=once() | headers)


async def move(
    client: AsyncClient, who: TestOfficer, registration_id: str, action: str, version: int = 1, **body: str
) -> Response:
    """One action of an officer on one registration."""
    path = f"/v1/registrations/{registration_id}/transitions"
    return await client.post(path, json={"action": action} | body, headers=who.headers | {"If-Match": f'"{version}"'})


async def by_hand(db: AsyncSession, statement: str) -> None:
    """Changes rows as only a hole in the walls would let anybody: no right, key or trigger stops it."""
    await db.execute(text("SELECT by_hand(:statement)"), {"statement": statement})


async def by_owner(db: AsyncSession, statement: str) -> None:
    """Changes rows with the owner's rights; checks and triggers hold."""
    await db.execute(text("SELECT by_owner(:statement)"), {"statement": statement})


BY_REQUEST = """
WITH maker AS (INSERT INTO identities DEFAULT VALUES
RETURNING id), paper AS (INSERT INTO files (kind, media_type, sha256, size, name, district_code)
VALUES ('change_evidence', 'image/jpeg', 'x', 1, 'x', '') RETURNING id)
INSERT INTO change_requests (kind, status, district_code, {key}, record_version, before, after, secret_index, reason,
                             evidence_id, made_by)
SELECT :kind, 'draft', :district, :id, 1, '{{}}', CAST(:after AS jsonb), :index, 'Uji', paper.id, maker.id
FROM maker, paper RETURNING id
"""
APPROVED = text(
    "WITH other AS (INSERT INTO identities DEFAULT VALUES RETURNING id) UPDATE change_requests SET"
    " status = 'applied', decided_at = bimtek_now(), decided_by = other.id FROM other WHERE change_requests.id = :id"
)
CORRECTED = {"participants": ("participant_id", "person", "person_id"), "groups": ("group_id", "group", "id"),
             "identities": ("participant_id", "family_card", "id")}  # fmt: skip


async def corrected(db: AsyncSession, table: str, record_id: Any, index: bytes | None = None, **after: Any) -> None:
    """What is on file says something else, as after a request that two people carried."""
    key, kind, own = CORRECTED[table]
    said = orjson.dumps(after).decode()
    facts = {"kind": kind, "district": PALEMBANG, "id": record_id, "after": said, "index": index}
    made = (await db.execute(text(BY_REQUEST.format(key=key)), facts)).scalar_one()
    await db.execute(text("UPDATE change_requests SET status = 'submitted' WHERE id = :id"), {"id": made})
    await db.execute(APPROVED, {"id": made})
    values = after | ({"family_index": index} if index else {})
    columns = ", ".join(f"{name} = :{name}" for name in values)
    await db.execute(text(f"UPDATE {table} SET {columns} WHERE {own} = :id"), values | {"id": record_id})
