"""What an officer must hear about her own account: in the history at once, by mail, and at her next log-in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.i18n import N_
from bimtek_api.events.models import Event
from bimtek_api.events.recorder import Entry, record

SHOWN = timedelta(days=90)
# By the event that says so.
TEXTS = {
    "officer.guessed": N_(
        "Ada banyak percobaan masuk yang gagal ke akun Anda. Bila bukan Anda, beri tahu administrator."
    ),
    "officer.password_known": N_(
        "Seseorang memasukkan kata sandi Anda dengan benar, tetapi kodenya salah. Bila bukan Anda, segera ganti"
        " kata sandi Anda dan beri tahu administrator."
    ),
    "officer.code_guessed": N_(
        "Beberapa kode atau kata sandi yang salah dimasukkan dari satu perangkat Anda, jadi perangkat itu"
        " dikeluarkan. Bila bukan Anda, beri tahu administrator."
    ),
    "officer.used_recovery_code": N_(
        "Akun Anda dimasuki dengan kode cadangan di kertas, hanya untuk membaca. Bila bukan Anda, ganti kata sandi"
        " dan buat kode cadangan baru."
    ),
    "officer.replacement_asked": N_(
        "Autentikator baru diminta untuk akun Anda dengan kode cadangan. Bila bukan Anda, masuk sekarang dan"
        " batalkan di halaman akun Anda."
    ),
    "officer.reopened": N_(
        "Tautan aktivasi baru dibuat untuk akun Anda dari server. Bila Anda tidak memintanya, beri tahu"
        " pengelola sistem."
    ),
    "deputation.asked": N_("Anda ditunjuk menjadi pelaksana harian. Terima atau tolak di halaman Pelaksana harian."),
}


async def tell(db: AsyncSession, officer_id: UUID, name: str) -> None:
    """Records what the system noticed about her account; the worker mails it."""
    await record(db, SYSTEM, Entry(name, ("officer", officer_id), ""))


def unseen(officer: Officer) -> tuple[ColumnElement[bool], ...]:
    since = func.greatest(clock.NOW - SHOWN, officer.notices_seen_at)
    about = col(Event.subject_kind) == "officer", col(Event.subject_id) == officer.person_id
    return *about, col(Event.name).in_(TEXTS), col(Event.at) > since


async def how_many(db: AsyncSession, officer: Officer) -> int:
    return (await db.execute(select(func.count()).select_from(Event).where(*unseen(officer)))).scalar_one()


async def listed(db: AsyncSession, officer: Officer) -> Sequence[Row]:
    """The newest first."""
    query = select(Event.id, Event.name, Event.at).where(*unseen(officer))
    return (await db.execute(query.order_by(col(Event.id).desc()).limit(50))).all()


async def see(db: AsyncSession, officer: Officer, until: datetime) -> None:
    """She has read what came up to then."""
    latest = func.greatest(Officer.notices_seen_at, func.least(until, clock.NOW))
    mine = update(Officer).where(Officer.person_id == officer.person_id)
    await db.execute(mine.values(notices_seen_at=latest))
