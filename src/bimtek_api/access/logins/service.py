"""Logging in and out, and turning a token into an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from bimtek_api.access.integrators import repository as integrators
from bimtek_api.access.logins.errors import CodeRefused, LoginExpired, LoginFailed, UnknownLogin
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.logins.models import Login
from bimtek_api.access.logins.schemas import LoginCreate
from bimtek_api.access.officers import passwords, recovery
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.models import Officer
from bimtek_api.access.officers.totp import fresh_step
from bimtek_api.access.roles import permissions_of
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.crypto import Vault, new_token, token_hash
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities import people
from bimtek_api.settings import Settings

log = structlog.get_logger()

# Without any role she still sees to her own access, and nothing else.
HERSELF = Grant("officer", None, frozenset({Permission.SELF, Permission.LOGGED_IN}))
# Before a second factor she reads who she is, gives her code or logs out.
HALFWAY = Grant("officer", None, frozenset({Permission.LOGGED_IN}))


@dataclass(frozen=True)
class Start:
    """How a log-in begins: the client's network, what its owner reads, and what she has shown."""

    network: str
    device: str | None
    stepped_up_at: datetime | None = None
    second_factor_due: bool = False
    by_paper: bool = False


async def log_in(
    db: AsyncSession, vault: Vault, settings: Settings, given: LoginCreate, network: str
) -> tuple[str, Login, Actor]:
    """Checks password and code; returns the token (shown once), its row and the actor."""
    officer = await officers.by_email(db, given.email)
    fits = await run_in_threadpool(passwords.fits, officer.password_hash if officer else None, given.password)
    if officer is None or not fits or officer.disabled_at:
        raise failed(vault, given.email, officer, network)
    instant = await clock.now(db)
    by_app = use_step(vault, officer, given.code, instant)
    if not by_app and not await recovery.use(db, vault, officer.person_id, given.code, instant):
        raise failed(vault, given.email, officer, network, password_fits=True)
    # A code on paper opens nothing that binds the office.
    start = Start(network, given.device, instant if by_app else None, by_paper=not by_app)
    begun = await begin(db, vault, settings, officer, start)
    how = "officer.logged_in" if by_app else "officer.used_recovery_code"
    await record(db, begun[2], Entry(how, ("officer", officer.person_id), ""))
    return begun


def failed(
    vault: Vault, email: str, officer: Officer | None, network: str, *, password_fits: bool = False
) -> LoginFailed:
    """Tells the log whose account was tried from where, so that guessing can be followed; an address is not told."""
    account = str(officer.person_id) if officer else vault.index_of("account", email.strip().lower()).hex()[:16]
    log.warning("login_failed", account=account, network=network_index(vault, network).hex()[:16])
    return LoginFailed(officer.person_id if officer else None, password_fits=password_fits)


async def begin(
    db: AsyncSession, vault: Vault, settings: Settings, officer: Officer, start: Start
) -> tuple[str, Login, Actor]:
    """A log-in of somebody who has proved who she is: its token (shown once), its row and the actor."""
    token = new_token("bo")
    login = Login(
        token_hash=token_hash(token),
        officer_id=officer.person_id,
        expires_at=await clock.now(db) + timedelta(hours=settings.login_hours),
        stepped_up_at=start.stepped_up_at,
        second_factor_due=start.second_factor_due,
        by_paper=start.by_paper,
        device=start.device,
        network_index=network_index(vault, start.network),
    )
    db.add(login)
    await db.flush()
    return token, login, await actor_for(db, officer, login)


def use_step(vault: Vault, officer: Officer, code: str, instant: datetime) -> bool:
    """Whether the code is a fresh one of her authenticator; it counts once."""
    if officer.totp_sealed is None:
        return False
    step = fresh_step(vault.unseal(officer.totp_sealed), code, instant, officer.totp_last_step)
    officer.totp_last_step = step or officer.totp_last_step
    return step is not None


def network_index(vault: Vault, network: str) -> bytes:
    return vault.index_of("network", network)


async def step_up(db: AsyncSession, vault: Vault, actor: Actor, code: str) -> None:
    """A fresh one-time code proves for five minutes that it is still she."""
    officer = await current(db, actor)
    await db.refresh(officer, with_for_update=True)
    instant = await clock.now(db)
    if not use_step(vault, officer, code, instant):
        raise CodeRefused
    shown = {"stepped_up_at": instant, "second_factor_due": False}
    await db.execute(update(Login).where(Login.token_hash == actor.token_hash).values(**shown))


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
    due = login is not None and login.second_factor_due
    held = [] if due else await officers.assignments(db, officer.person_id)
    roles = (
        Grant(row.role, row.region_code, permissions_of(row.role, row.programme_id), row.programme_id) for row in held
    )
    return Actor(
        kind="officer",
        id=officer.person_id,
        name=officer.name,
        grants=(HALFWAY if due else HERSELF, *roles),
        token_hash=login.token_hash if login else None,
        stepped_up_at=login.stepped_up_at if login else None,
        reading_only=login is not None and login.by_paper,
        also=await people.other_rows(db, officer.person_id),
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


async def open_logins(db: AsyncSession, actor: Actor) -> Sequence[Row]:
    """The caller's log-ins in force, the latest used first."""
    instant = await clock.now(db)
    query = select(Login.id, Login.created_at, Login.last_seen_at, Login.expires_at, Login.device, Login.token_hash)
    query = query.where(Login.officer_id == actor.id, Login.revoked_at.is_(None), Login.expires_at > instant)
    return (await db.execute(query.order_by(Login.last_seen_at.desc()).limit(100))).all()


async def end_login(db: AsyncSession, actor: Actor, login_id: UUID) -> None:
    """One of her own, after a fresh code: whoever found this device must not shut her out of the others."""
    await require_step_up(db, actor)
    query = update(Login).where(Login.id == login_id, Login.officer_id == actor.id, Login.revoked_at.is_(None))
    ended = await db.execute(query.values(revoked_at=clock.NOW).returning(Login.id))
    if ended.first() is None or actor.id is None:
        raise UnknownLogin
    await record(db, actor, Entry("officer.login_ended", ("officer", actor.id), ""))


async def end_all(db: AsyncSession, officer_id: UUID, but: bytes | None = None) -> None:
    """Every log-in of an officer, except perhaps the one that asks."""
    query = update(Login).where(Login.officer_id == officer_id, Login.revoked_at.is_(None))
    if but is not None:
        query = query.where(Login.token_hash != but)
    await db.execute(query.values(revoked_at=clock.NOW))


async def renew_codes(db: AsyncSession, vault: Vault, actor: Actor) -> list[str]:
    """New recovery codes for the caller; whoever has only her old paper cannot make them."""
    await require_step_up(db, actor)
    officer = await current(db, actor)
    codes = await recovery.renew(db, vault, officer.person_id)
    await record(db, actor, Entry("officer.codes_renewed", ("officer", officer.person_id), ""))
    return codes


async def how_many(db: AsyncSession, officer_id: UUID) -> int:
    """Log-ins of an officer that have not ended."""
    query = select(func.count()).where(Login.officer_id == officer_id, Login.revoked_at.is_(None))
    return (await db.execute(query.where(Login.expires_at > clock.NOW))).scalar_one()
