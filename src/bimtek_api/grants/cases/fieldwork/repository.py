"""Queries of field visits."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.files.models import StoredFile
from bimtek_api.grants.cases.fieldwork.models import FieldPhoto, FieldVisit, MemberFinding
from bimtek_api.participants.people.models import Participant

V = FieldVisit


async def visits(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The first one first, with who went and who signed."""
    query = (
        select(V, Officer.name.label("visitor"), Participant.name.label("signer"))
        .join(Officer, Officer.person_id == V.person_id)
        .join(Participant, Participant.person_id == V.signer_id)
    )
    return (await db.execute(query.where(V.application_id == case_id).order_by(V.id))).all()


async def members(db: AsyncSession, case_id: UUID) -> dict[UUID, list[Row]]:
    """Findings by visit, by name."""
    query = (
        select(
            MemberFinding.visit_id, MemberFinding.person_id.label("participant_id"), Participant.name,
            MemberFinding.found, MemberFinding.note,
        )
        .join(V, V.id == MemberFinding.visit_id)
        .join(Participant, Participant.person_id == MemberFinding.person_id)
    )  # fmt: skip
    found = defaultdict(list)
    for each in await db.execute(query.where(V.application_id == case_id).order_by(Participant.name)):
        found[each.visit_id].append(each)
    return found


async def photos(db: AsyncSession, case_id: UUID) -> dict[UUID, list[UUID]]:
    """Files by visit."""
    query = select(FieldPhoto).join(V, V.id == FieldPhoto.visit_id).where(V.application_id == case_id)
    found = defaultdict(list)
    for each in (await db.execute(query.order_by(FieldPhoto.file_id))).scalars():
        found[each.visit_id].append(each.file_id)
    return found


async def pictures(db: AsyncSession, ids: list[UUID], kind: str, district: str) -> dict[UUID, str]:
    """Hashes of the pictures of one kind kept for this district."""
    query = select(StoredFile.id, StoredFile.sha256).where(
        StoredFile.id.in_(ids), StoredFile.kind == kind, StoredFile.district_code == district
    )
    return dict((await db.execute(query)).all())
