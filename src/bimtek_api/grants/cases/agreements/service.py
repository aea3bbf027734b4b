"""Which papers a group signs, and what is printed on them."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Refusal
from bimtek_api.grants.cases.agreements import documents
from bimtek_api.grants.cases.agreements.errors import AgreementNeedsDecree, NoAgreement
from bimtek_api.grants.cases.agreements.schemas import AgreementKind, AgreementRow
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.participants.groups import repository as groups
from bimtek_api.programmes.programmes.models import FundingSource


def refusal(kind: AgreementKind, case: Row, line: Row | None) -> Refusal | None:
    """Why a paper cannot be printed now: the funding source picks the set of documents."""
    if kind != AgreementKind.AGREEMENT:
        return None
    if case.funding_source != FundingSource.APBD:
        return NoAgreement()
    return None if line else AgreementNeedsDecree()


async def agreements(db: AsyncSession, actor: Actor, case_id: UUID) -> list[AgreementRow]:
    case, line = await cases.read(db, actor, case_id), await decrees.live_line(db, case_id)
    return [
        AgreementRow(kind=kind, reason=no.detail if (no := refusal(kind, case, line)) else None)
        for kind in AgreementKind
    ]


async def printed(db: AsyncSession, actor: Actor, case_id: UUID, kind: AgreementKind) -> bytes:
    """The paper as PDF, ready for ink."""
    case, line = await cases.read(db, actor, case_id), await decrees.live_line(db, case_id)
    if no := refusal(kind, case, line):
        raise no
    decree = await decrees.read(db, actor, line.decree_id) if line else None
    group, chair = await groups.read(db, actor, case.group_id), (await groups.members(db, case.group_id))[0]
    snapshot = documents.content(kind, case, group, chair, decree, await cases.lines(db, case_id))
    return await documents.pdf(snapshot)
