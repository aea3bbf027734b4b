"""Queries of participants.

A participant is visible where she lives and where she registered; the second needs the registrations, so
their table is named here without importing the room above.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, column, exists, or_, select, table
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people.errors import UnknownParticipant
from bimtek_api.participants.people.models import Participant
from bimtek_api.participants.people.schemas import ParticipantSlice
from bimtek_api.regions.models import Region

P = Participant
District, Subdistrict, Village = aliased(Region), aliased(Region), aliased(Region)
REGISTRATIONS = table("registrations", column("person_id"), column("district_code"))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    at_home = within(actor, Permission.PARTICIPANT_READ, P.district_code)
    registered = exists().where(
        REGISTRATIONS.c.person_id == P.person_id,
        within(actor, Permission.PARTICIPANT_READ, REGISTRATIONS.c.district_code),
    )
    return or_(at_home, registered)


def rows(actor: Actor) -> Select:
    return (
        select(
            P.person_id.label("id"), P.name, P.phone, P.district_code, District.name.label("district_name"),
            Identity.nik_last4,
        )
        .join(Identity, Identity.id == P.person_id)
        .join(District, District.code == P.district_code)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: ParticipantSlice) -> tuple[list[Row], str | None]:
    query = rows(actor)
    if asked.q:
        words = asked.q.strip()
        query = query.where(or_(P.name.icontains(words, autoescape=True), Identity.nik_last4 == words))
    query = keyset(query, [P.name, P.person_id], asked)
    return cut((await db.execute(query)).all(), asked, "name", "id")


async def read(db: AsyncSession, actor: Actor, person_id: UUID) -> Row:
    """One participant with place names; raises UnknownParticipant outside the caller's districts."""
    query = (
        rows(actor)
        .add_columns(
            P.email, P.birth_date, P.sex, P.subdistrict_code, P.village_code, P.business_name, P.trade, P.kbli,
            P.version, Identity.family_last4, Subdistrict.name.label("subdistrict_name"),
            Village.name.label("village_name"),
        )
        .join(Subdistrict, Subdistrict.code == P.subdistrict_code)
        .join(Village, Village.code == P.village_code)
        .where(P.person_id == person_id)
    )  # fmt: skip
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownParticipant
    return row
