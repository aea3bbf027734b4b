"""The desk check: papers complete, content frozen, every member's claim made."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import DESK
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.grants.applications import repository
from bimtek_api.grants.applications import service as applications
from bimtek_api.grants.applications.errors import UnknownApplication
from bimtek_api.grants.applications.models import Application, ApplicationLine
from bimtek_api.grants.approvals import service as approvals
from bimtek_api.grants.verification.models import DeskCheck
from bimtek_api.grants.verification.schemas import CheckCreate


async def check(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: CheckCreate) -> Application:
    """One officer's finding; she holds the desk duty of this case from now on."""
    case = await repository.lock(db, actor, case_id)
    expect_within(actor, Permission.APPLICATION_CHECK, case.district_code, UnknownApplication)
    case.expect(seen)
    action = "verify" if new.complete else "find_ineligible"
    if new.complete:
        lines = update(ApplicationLine).where(ApplicationLine.application_id == case.id)
        await db.execute(lines.values(approved=ApplicationLine.requested))
    await applications.act(db, actor, case, action, new.note, freeze=new.complete)
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], DESK, free=new.no_conflict)
    finding = DeskCheck(
        application_id=case.id, person_id=person, duty_group=DESK, complete=new.complete, note=new.note
    )
    db.add(finding)
    await db.flush()
    if new.complete:
        await applications.claim(db, case)
        await approvals.open_round(db, case)
    return case
