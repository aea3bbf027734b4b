"""Where a person has aid, over the whole country."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row, func, select, tuple_, union
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.cases.applications.models import AidClaim, Application
from bimtek_api.grants.catalogue.prior_aid.fields import KeyKind
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord, AidRecordKey
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import Region

R, K = AidRecord, AidRecordKey


async def person(db: AsyncSession, nik_index: bytes) -> Row | None:
    """Whom the number belongs to and where she lives, if she is on file."""
    query = select(Identity.id, Participant.district_code).join(Participant, Participant.person_id == Identity.id)
    return (await db.execute(query.where(Identity.nik_index == nik_index))).first()


async def offices(db: AsyncSession, nik_index: bytes, person_id: UUID | None, since: date) -> Sequence[Row]:
    """Districts with a case of hers that has not ended without aid, or with aid given since a day; by name."""
    marks = [(KeyKind.NIK.value, nik_index.hex())] + ([(KeyKind.PERSON.value, str(person_id))] if person_id else [])
    running = (
        select(Application.district_code)
        .join(AidClaim, AidClaim.application_id == Application.id)
        .where(AidClaim.person_id == person_id, AidClaim.released.is_(False))
    )
    given = (
        select(R.district_code)
        .join(K, K.record_id == R.id)
        .where(tuple_(K.kind, K.value).in_(marks), R.ended_at.is_(None), R.granted_on >= since)
    )
    found = union(running, given).subquery()
    query = select(Region.code, Region.name).join(found, found.c.district_code == Region.code)
    return (await db.execute(query.order_by(Region.name))).all()


async def years_ago(db: AsyncSession, years: int) -> date:
    return (await db.execute(select(func.date(func.bimtek_now() - func.make_interval(years))))).scalar_one()
