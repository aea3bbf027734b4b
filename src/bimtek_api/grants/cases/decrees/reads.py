"""Proposed changes of decrees as they are shown."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.decrees.models import DecreeChange, DecreeChangeLine, DecreeChangeMember, DecreeLine
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant

L, C = DecreeLine, DecreeChange


async def proposed_people(db: AsyncSession, decree_id: UUID) -> dict[UUID, list[Row]]:
    """By change, chair first."""
    query = (
        select(
            DecreeChangeMember.change_id, DecreeChangeMember.person_id.label("participant_id"), Participant.name,
            DecreeChangeMember.role,
        )
        .join(C, C.id == DecreeChangeMember.change_id)
        .join(Participant, Participant.person_id == DecreeChangeMember.person_id)
    )  # fmt: skip
    found = defaultdict(list)
    order = (DecreeChangeMember.role, Participant.name, Participant.person_id)
    for row in await db.execute(query.where(C.decree_id == decree_id).order_by(*order)):
        found[row.change_id].append(row)
    return found


async def changes(db: AsyncSession, decree_id: UUID) -> Sequence[Row]:
    """Every proposed change with who proposed and decided it and whom it names, the newest first."""
    proposer, decider = aliased(Officer), aliased(Officer)
    groups = (
        select(Group.name)
        .join(Application, Application.group_id == Group.id)
        .join(L, L.application_id == Application.id)
        .join(DecreeChangeLine, DecreeChangeLine.line_id == L.id)
        .where(DecreeChangeLine.change_id == C.id)
        .order_by(L.position)
    )
    query = (
        select(
            C, proposer.name.label("proposer"), decider.name.label("decider"),
            func.array(groups.scalar_subquery()).label("groups"),
        )
        .join(proposer, proposer.person_id == C.proposed_by)
        .outerjoin(decider, decider.person_id == C.decided_by)
    )  # fmt: skip
    return (await db.execute(query.where(C.decree_id == decree_id).order_by(C.id.desc()))).all()
