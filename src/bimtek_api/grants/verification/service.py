"""The desk check: papers complete, content frozen, every member's claim made."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import DESK
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_within
from bimtek_api.grants.applications import repository
from bimtek_api.grants.applications import service as applications
from bimtek_api.grants.applications.errors import AidTaken, UnknownApplication
from bimtek_api.grants.applications.models import AidClaim, Application, ApplicationLine
from bimtek_api.grants.verification.models import DeskCheck
from bimtek_api.grants.verification.schemas import CheckCreate
from bimtek_api.participants.groups import repository as groups
from bimtek_api.programmes.programmes.models import Programme


async def check(db: AsyncSession, actor: Actor, case_id: UUID, seen: int, new: CheckCreate) -> Application:
    """One officer's finding; she holds the desk duty of this case from now on."""
    case = await repository.lock(db, actor, case_id)
    expect_within(actor, Permission.APPLICATION_CHECK, case.district_code, UnknownApplication)
    case.expect(seen)
    action = "verify" if new.complete else "find_ineligible"
    await applications.act(db, actor, case, action, new.note, freeze=new.complete)
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], DESK, free=new.no_conflict)
    finding = DeskCheck(
        application_id=case.id, person_id=person, duty_group=DESK, complete=new.complete, note=new.note
    )
    db.add(finding)
    await db.flush()
    if new.complete:
        await claim(db, case)
        lines = update(ApplicationLine).where(ApplicationLine.application_id == case.id)
        await db.execute(lines.values(approved=ApplicationLine.requested))
    return case


async def claim(db: AsyncSession, case: Application) -> None:
    """G5 in the database: one live claim per person, programme and year."""
    year = (await db.execute(select(Programme.fiscal_year).where(Programme.id == case.programme_id))).scalar_one()
    people = sorted(each.person_id for each in await groups.members(db, case.group_id))
    rows = [
        {"person_id": person, "programme_id": case.programme_id, "fiscal_year": year, "application_id": case.id}
        for person in people
    ]
    made = await db.execute(insert(AidClaim).values(rows).on_conflict_do_nothing().returning(AidClaim.id))
    if len(made.all()) != len(rows):
        raise AidTaken


async def release(db: AsyncSession, case: Application) -> None:
    """The case ended without aid: its members may apply again."""
    await db.execute(update(AidClaim).where(AidClaim.application_id == case.id).values(released=True))
