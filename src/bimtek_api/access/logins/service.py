"""Logging in and out, and turning a token into an actor."""

from datetime import datetime, timedelta
from uuid import UUID

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from bimtek_api.access.integrators import repository as integrators
from bimtek_api.access.logins.errors import LoginExpired, LoginFailed
from bimtek_api.access.logins.models import Login
from bimtek_api.access.logins.schemas import LoginCreate
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.models import Officer
from bimtek_api.access.roles import PERMISSIONS
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Grant
from bimtek_api.core.crypto import Vault, new_token, same_secret, token_hash
from bimtek_api.events.recorder import Entry, record
from bimtek_api.settings import Settings

HASHER = PasswordHasher()
NOBODY = HASHER.hash("the time a wrong address takes must equal the time of a wrong password")
STEP_SECONDS = 30


def password_fits(stored: str | None, given: str) -> bool:
    """Spends the same time whether the officer exists or not."""
    try:
        return HASHER.verify(stored or NOBODY, given) and stored is not None
    except Argon2Error:
        return False


def fresh_step(secret: str, code: str, instant: datetime, last_step: int) -> int | None:
    """The TOTP step `code` belongs to: this one or the one before, and never one used already."""
    now_step = int(instant.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    digits = code.replace(" ", "")
    matching = (step for step in (now_step, now_step - 1, now_step + 1) if step > last_step)
    return next((step for step in matching if same_secret(totp.generate_otp(step), digits)), None)


async def log_in(db: AsyncSession, vault: Vault, settings: Settings, given: LoginCreate) -> tuple[str, Login, Actor]:
    """Checks password and code; returns the token (shown once), its row and the actor."""
    officer = await officers.by_email(db, given.email)
    fits = await run_in_threadpool(password_fits, officer and officer.password_hash, given.password)
    if officer is None or not fits or officer.disabled_at:
        raise LoginFailed
    instant = await clock.now(db)
    step = fresh_step(vault.unseal(officer.totp_sealed), given.code, instant, officer.totp_last_step)
    if step is None:
        raise LoginFailed
    officer.totp_last_step = step
    token = new_token("bo")
    login = Login(
        token_hash=token_hash(token),
        officer_id=officer.person_id,
        expires_at=instant + timedelta(hours=settings.login_hours),
        stepped_up_at=instant,
    )
    db.add(login)
    await db.flush()
    actor = await actor_for(db, officer, login)
    await record(db, actor, Entry("officer.logged_in", ("officer", officer.person_id), ""))
    return token, login, actor


async def step_up(db: AsyncSession, vault: Vault, actor: Actor, code: str) -> None:
    """A fresh one-time code proves for five minutes that it is still she."""
    officer = await current(db, actor)
    await db.refresh(officer, with_for_update=True)
    instant = await clock.now(db)
    step = fresh_step(vault.unseal(officer.totp_sealed), code, instant, officer.totp_last_step)
    if step is None:
        raise LoginFailed
    officer.totp_last_step = step
    await db.execute(update(Login).where(Login.token_hash == actor.token_hash).values(stepped_up_at=instant))


async def current(db: AsyncSession, actor: Actor) -> Officer:
    officer = await officers.by_id(db, actor.id) if actor.id else None
    if officer is None:
        raise LoginExpired
    return officer


async def actor_of(db: AsyncSession, officer_id: UUID) -> Actor | None:
    """The officer a job works for, with the roles in force now; None once she has been shut out."""
    officer = await officers.by_id(db, officer_id)
    return None if officer is None or officer.disabled_at else await actor_for(db, officer)


async def actor_for(db: AsyncSession, officer: Officer, login: Login | None = None) -> Actor:
    """The officer with the roles in force now."""
    grants = tuple(
        Grant(row.role, row.region_code, PERMISSIONS[row.role])
        for row in await officers.assignments(db, officer.person_id)
    )
    return Actor(
        kind="officer",
        id=officer.person_id,
        name=officer.name,
        grants=grants,
        token_hash=login.token_hash if login else None,
        stepped_up_at=login.stepped_up_at if login else None,
    )


async def authenticate(db: AsyncSession, settings: Settings, token: str) -> Actor:
    """The actor behind a bearer token. Raises LoginExpired for anything not in force."""
    if token.startswith("bk_"):
        return await integrators.actor_for(db, token)
    query = select(Login, Officer).join(Officer).where(Login.token_hash == token_hash(token))
    found = (await db.execute(query)).first()
    if found is None:
        raise LoginExpired
    login, officer = found
    instant = await clock.now(db)
    idle = timedelta(minutes=settings.idle_minutes)
    if login.revoked_at or officer.disabled_at or login.expires_at <= instant or login.last_seen_at + idle <= instant:
        raise LoginExpired
    if instant - login.last_seen_at > timedelta(minutes=1):  # one write a minute is enough to know she is there
        await db.execute(update(Login).where(Login.id == login.id).values(last_seen_at=instant))
    return await actor_for(db, officer, login)


async def log_out(db: AsyncSession, actor: Actor) -> None:
    """Revokes the log-in the request came with."""
    instant = await clock.now(db)
    await db.execute(update(Login).where(Login.token_hash == actor.token_hash).values(revoked_at=instant))
    if actor.id:
        await record(db, actor, Entry("officer.logged_out", ("officer", actor.id), ""))
