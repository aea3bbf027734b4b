"""Fills an empty training system: officers, an API key, sessions, and people who registered."""

from datetime import timedelta
from itertools import cycle
from uuid import UUID, uuid4

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.integrators import repository as integrators
from bimtek_api.access.officers import service as officers
from bimtek_api.access.officers.models import Officer, OfficerPaper, Wanted
from bimtek_api.access.roles import ApiScope, Role
from bimtek_api.core import clock
from bimtek_api.core.actor import PUBLIC, SYSTEM
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.idempotency import Once
from bimtek_api.demo.officers import API_KEY, OFFICERS, PASSWORD, officer_nik
from bimtek_api.demo.people import person
from bimtek_api.demo.sessions import SESSIONS, DemoSession, plan
from bimtek_api.events.recorder import Entry, record
from bimtek_api.participants.trades.catalogue import TRADES
from bimtek_api.regions import repository as regions
from bimtek_api.regions.models import SUBDISTRICT, VILLAGE
from bimtek_api.sessions.enrolment.checks.schemas import RegistrationCreate
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.consents.models import Purpose
from bimtek_api.sessions.enrolment.entries import service as registrations
from bimtek_api.sessions.planning.schedule import service as schedule
from bimtek_api.sessions.planning.schedule.models import TrainingSession
from bimtek_api.sessions.planning.schedule.workflow import WORKFLOW
from bimtek_api.settings import Settings


class DemoRefused(Exception):
    """Public passwords and real work do not go together; the message says what to do."""


NOT_HERE = (
    "Basis data ini berisi petugas sungguhan, jadi data contoh dengan kata sandi umum tidak boleh masuk."
    " Jalankan tanpa BIMTEK_DEMO=1, atau pakai basis data lain."
)
NOT_FOR_WORK = (
    "Basis data ini berisi petugas contoh dengan kata sandi umum, jadi tidak boleh dipakai dengan"
    " BIMTEK_ENVIRONMENT=production. Pakai basis data baru."
)
OFFICERS_THERE = text(
    "SELECT coalesce(bool_or(email LIKE '%@demo.bimtek.id'), false) AS made_up,"
    " coalesce(bool_or(email NOT LIKE '%@demo.bimtek.id'), false) AS real FROM officers"
)


async def expect_apart(settings: Settings) -> None:
    """Refuses a demo among real officers, and real work among the demo's."""
    database = Database(settings)
    try:
        async with database.transaction() as db:
            found = (await db.execute(OFFICERS_THERE)).one()
    finally:
        await database.close()
    if settings.demo and found.real and not found.made_up:
        raise DemoRefused(NOT_HERE)
    if settings.environment == "production" and found.made_up:
        raise DemoRefused(NOT_FOR_WORK)


async def hands(db: AsyncSession) -> tuple[UUID, UUID]:
    """Who asks for budgets in the demo, and who approves them."""
    people = dict((await db.execute(select(Officer.email, Officer.person_id))).all())
    return people["sari@demo.bimtek.id"], people["rudi@demo.bimtek.id"]


async def add_officers(db: AsyncSession, vault: Vault) -> None:
    today = clock.local_date(await clock.now(db), "WIB")
    for number, each in enumerate(OFFICERS, start=1):
        new = officers.NewOfficer(
            each.email, each.name, each.position, PASSWORD, each.totp_secret, nik=officer_nik(number)
        )
        officer = await officers.enrol(db, vault, new)
        db.add(OfficerPaper(officer_id=officer.person_id, nik_index=vault.blind_index(officer_nik(number))))
        until = today + timedelta(days=365) if each.role == Role.AUDITOR else None
        await officers.assign(db, officer, Wanted(each.role, each.region, today, until))
    scopes = [ApiScope.READ, ApiScope.REGISTER]
    await integrators.issue(db, "Aplikasi daerah (contoh)", scopes, "16", API_KEY)


async def add_sessions(db: AsyncSession, vault: Vault) -> None:
    instant = await clock.now(db)
    numbers = iter(range(1, 10_000))
    for index, demo in enumerate(SESSIONS, start=1):
        district = await regions.district(db, demo.district)
        new = plan(demo, index, clock.local_date(instant, district.zone), district.zone)
        session = await schedule.add(db, new, district.zone, None, demo=True)
        moved = WORKFLOW.move(session, "publish", SYSTEM, None)
        await db.flush()
        subject = ("session", session.id)
        await record(db, SYSTEM, Entry(moved.event, subject, demo.district, None, moved.before, moved.after))
        await register_people(db, vault, session, demo, [next(numbers) for _ in range(demo.registered)])


async def register_people(
    db: AsyncSession, vault: Vault, session: TrainingSession, demo: DemoSession, numbers: list[int]
) -> None:
    """Registers made-up people through the front door, spread over the district's sub-districts."""
    subdistricts = cycle(await regions.children(db, demo.district, SUBDISTRICT))
    for number in numbers:
        somebody, subdistrict = person(number), next(subdistricts)
        village = (await regions.children(db, subdistrict.code, VILLAGE))[0]
        needs = TRADES[demo.trade].equipment
        new = RegistrationCreate(
            session_id=session.id,
            name=somebody.name,
            nik=somebody.nik,
            birth_date=somebody.birth_date,
            sex=somebody.sex,
            phone=somebody.phone,
            district_code=demo.district,
            subdistrict_code=subdistrict.code,
            village_code=village.code,
            business_name=f"Usaha {somebody.name.split()[0]}" if number % 3 else None,
            trade=demo.trade,
            equipment_needs=list(needs[: 1 + number % len(needs)]),
            notice_version=notice.VERSION,
            consents=[Purpose.INVITATIONS] if number % 2 else [],
        )
        await registrations.register(db, vault, PUBLIC, Once(f"demo-{uuid4()}", b""), new)
