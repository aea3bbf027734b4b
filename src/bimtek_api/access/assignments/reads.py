"""Officers and open requests, read for administrators."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.assignments import repository, views
from bimtek_api.access.assignments.errors import UnknownOfficer
from bimtek_api.access.assignments.schemas import AccessRequests, OfficerFilter, OfficerRead, OfficerRow
from bimtek_api.access.enrolments import replacements
from bimtek_api.access.enrolments import views as enrolments
from bimtek_api.access.logins import service as logins
from bimtek_api.access.officers import recovery
from bimtek_api.access.officers.errors import NIK
from bimtek_api.core.actor import Actor
from bimtek_api.core.i18n import translate
from bimtek_api.core.pagination import Page, cut


async def listed(db: AsyncSession, actor: Actor, asked: OfficerFilter) -> Page[OfficerRow]:
    kept, cursor = cut(await repository.page(db, actor, asked), asked, "name", "id")
    given = await repository.assignments(db, [row.id for row in kept])
    roles: dict[UUID, list[str]] = {}
    for each in given:
        if each.ended_at is None:
            roles.setdefault(each.officer_id, []).append(views.short(each))
    items = [OfficerRow(**row._mapping, roles=roles.get(row.id, [])) for row in kept]
    return Page(items=items, next_cursor=cursor)


async def one(db: AsyncSession, actor: Actor, officer_id: UUID) -> OfficerRead:
    row = await repository.one(db, actor, officer_id)
    if row is None:
        raise UnknownOfficer
    given = await repository.assignments(db, [officer_id])
    plain = {name: value for name, value in row._mapping.items() if name not in ("refused", "last_reader")}
    refused = None if row.identity_confirmed or not row.refused else translate(NIK[row.refused])
    return OfficerRead(
        **plain, identity_refused=refused, paper_mine=actor.is_one_of(row.last_reader),
        roles=[views.short(each) for each in given if each.ended_at is None],
        assignments=[views.assignment(each) for each in given],
        recovery_codes_left=await recovery.left(db, officer_id), open_logins=await logins.how_many(db, officer_id),
        replacements=enrolments.replacements(await replacements.listed(db, officer_id)).items,
    )  # fmt: skip


async def requests(db: AsyncSession, actor: Actor) -> AccessRequests:
    return AccessRequests(items=[views.request(row, actor) for row in await repository.open_requests(db, actor)])
