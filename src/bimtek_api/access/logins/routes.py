"""Logging in, logging out, and who I am."""

from datetime import timedelta

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins import service
from bimtek_api.access.logins.schemas import LoginCreate, LoginRead, Me, RoleRead, StepUp
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.roles import NAMES
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.i18n import translate

router = APIRouter(tags=["access"])


async def me(db: AsyncSession, actor: Actor) -> Me:
    """The officer as she sees herself: roles, where they hold, and what they allow."""
    officer = await service.current(db, actor)
    roles = [
        RoleRead(
            role=row.role,
            role_name=translate(NAMES[row.role]),
            region=Ref(code=row.region_code, name=row.region_name) if row.region_code else None,
            acting_for=row.acting_for,
            until=row.until,
        )
        for row in await officers.assignments(db, officer.person_id)
    ]
    allowed = sorted({str(permission) for grant in actor.grants for permission in grant.permissions})
    return Me(
        id=officer.person_id, name=officer.name, email=officer.email, position=officer.position,
        roles=roles, permissions=allowed,
    )  # fmt: skip


@router.post("/logins", status_code=201, **public("login", 20, timedelta(minutes=10)))
async def log_in(db: DB, request: Request, given: LoginCreate) -> LoginRead:
    """Logs an officer in with password and one-time code."""
    state = request.app.state
    token, login, actor = await service.log_in(db, state.vault, state.settings, given)
    return LoginRead(token=token, expires_at=login.expires_at, officer=await me(db, actor))


@router.delete("/logins/current", status_code=204, **needs(Permission.SELF))
async def log_out(db: DB, actor: ActorDep) -> None:
    """Ends the log-in whose token was sent."""
    await service.log_out(db, actor)


@router.get("/me", **needs(Permission.SELF))
async def read_me(db: DB, actor: ActorDep) -> Me:
    """The officer who is logged in."""
    return await me(db, actor)


@router.post("/logins/current/step-ups", status_code=204, **needs(Permission.SELF))
async def step_up(db: DB, request: Request, actor: ActorDep, given: StepUp) -> None:
    """Proves by a fresh one-time code that it is still the officer: needed before voting and signing decrees."""
    await service.step_up(db, request.app.state.vault, actor, given.code)
