"""Logging in, logging out, and who I am."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins import devices, notices, service
from bimtek_api.access.logins.guessing import slow_down
from bimtek_api.access.logins.models import Login
from bimtek_api.access.logins.schemas import (
    LoginCreate,
    LoginRead,
    Me,
    Notice,
    Notices,
    NoticesSeen,
    OpenLogin,
    OpenLogins,
    RecoveryCodes,
    RoleRead,
    StepUp,
)
from bimtek_api.access.logins.stepping import few_wrong
from bimtek_api.access.officers import recovery
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.roles import NAMES
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, open_to_all
from bimtek_api.core.i18n import translate
from bimtek_api.core.throttle import client_address, network_of

router = APIRouter(tags=["access"])


async def me(db: AsyncSession, actor: Actor) -> Me:
    """The officer as she sees herself: roles, where they hold, and what they allow."""
    officer, proved = await service.current(db, actor), actor.can(Permission.SELF)
    roles = [
        RoleRead(
            role=row.role,
            role_name=translate(NAMES[row.role]),
            region=Ref(code=row.region_code, name=row.region_name) if row.region_code else None,
            programme_id=row.programme_id,
            programme_name=row.programme_name,
            acting_for=row.acting_for,
            until=row.until,
        )
        for row in (await officers.assignments(db, officer.person_id) if proved else ())
    ]
    allowed = sorted({str(permission) for grant in actor.grants for permission in grant.permissions})
    return Me(
        id=officer.person_id, name=officer.name, email=officer.email, position=officer.position,
        nik_last4=await officers.nik_last4(db, officer.person_id), phone=officer.phone,
        roles=roles, permissions=allowed, second_factor_due=not proved, reading_only=actor.reading_only,
        notices=await notices.how_many(db, officer) if proved else 0,
    )  # fmt: skip


async def logged_in(db: AsyncSession, token: str, login: Login, actor: Actor) -> LoginRead:
    """A log-in that has just begun, with its token."""
    return LoginRead(token=token, expires_at=login.expires_at, officer=await me(db, actor))


LOG_IN = open_to_all(Depends(slow_down, scope="function"))
STEP_UP = needs(Permission.LOGGED_IN)
STEP_UP["dependencies"] = [Depends(few_wrong, scope="function"), *STEP_UP["dependencies"]]


@router.post("/logins", status_code=201, **LOG_IN)
async def log_in(db: DB, request: Request, given: LoginCreate) -> LoginRead:
    """Logs an officer in with password and one-time code, or to read with a recovery code."""
    state, network = request.app.state, network_of(client_address(request))
    begun = await service.log_in(db, state.vault, state.settings, given, network)
    made = await logged_in(db, *begun)
    if not begun[1].by_paper:
        made.known_device = await devices.remember(db, begun[1].officer_id, given.known_device)
    return made


@router.delete("/logins/current", status_code=204, **needs(Permission.LOGGED_IN, on_paper=True))
async def log_out(db: DB, actor: ActorDep) -> None:
    """Ends the log-in whose token was sent."""
    await service.log_out(db, actor)


@router.get("/me", **needs(Permission.LOGGED_IN))
async def read_me(db: DB, actor: ActorDep) -> Me:
    """The officer who is logged in."""
    return await me(db, actor)


@router.post("/logins/current/step-ups", status_code=204, **STEP_UP)
async def step_up(db: DB, request: Request, actor: ActorDep, given: StepUp) -> None:
    """Proves by a fresh one-time code that it is still the officer: needed before voting and signing decrees."""
    await service.step_up(db, request.app.state.vault, actor, given.code)


@router.get("/logins", **needs(Permission.SELF))
async def list_logins(db: DB, actor: ActorDep) -> OpenLogins:
    """Where the caller is logged in, and how many recovery codes she has left."""
    officer = await service.current(db, actor)
    items = [
        OpenLogin(**row._mapping, current=row.token_hash == actor.token_hash)
        for row in await service.open_logins(db, actor)
    ]
    return OpenLogins(items=items, recovery_codes_left=await recovery.left(db, officer.person_id))


@router.get("/me/notices", **needs(Permission.SELF))
async def list_notices(db: DB, actor: ActorDep) -> Notices:
    """What happened around the caller's own account and she has not read yet."""
    found = await notices.listed(db, await service.current(db, actor))
    return Notices(
        items=[Notice(id=row.id, kind=row.name, text=translate(notices.TEXTS[row.name]), at=row.at) for row in found]
    )


@router.put("/me/notices", status_code=204, **needs(Permission.SELF))
async def see_notices(db: DB, actor: ActorDep, seen: NoticesSeen) -> None:
    """The caller has read what came up to an instant."""
    await notices.see(db, await service.current(db, actor), seen.until)


@router.delete("/logins/{login_id}", status_code=204, **needs(Permission.SELF))
async def end_login(db: DB, actor: ActorDep, login_id: UUID) -> None:
    """Logs the caller out on another device."""
    await service.end_login(db, actor, login_id)


@router.post("/recovery-codes", status_code=201, **needs(Permission.SELF, on_paper=True))
async def renew_recovery_codes(db: DB, request: Request, actor: ActorDep) -> RecoveryCodes:
    """Ten new codes, shown once; the earlier ones end. Needs a fresh one-time code."""
    return RecoveryCodes(codes=await service.renew_codes(db, request.app.state.vault, actor))
