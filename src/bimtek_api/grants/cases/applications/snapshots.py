"""The frozen content of a case: what was checked is what is voted on, decreed and handed over."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

import orjson
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.cases.applications import repository
from bimtek_api.grants.cases.applications.errors import ContentChanged
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.catalogue.packages.models import ItemKind
from bimtek_api.participants.groups import repository as groups

LINE = ("name", "requested", "approved", "price_rupiah")
TRANCHE = ("kind", "terms", "report_days")


async def content(db: AsyncSession, case: Application, members: Iterable[UUID] | None = None) -> dict[str, object]:
    """Who asks for what, in one canonical form; the group's members of today, unless others are named."""
    if members is None:
        members = [each.person_id for each in await groups.members(db, case.group_id)]
    required = (await repository.call_of(db, case.call_id)).required_papers
    return {
        "application": str(case.id),
        "call": str(case.call_id),
        "group": str(case.group_id),
        "members": sorted(map(str, members)),
        "papers": {str(paper.kind): str(paper.id) for paper in await repository.papers(db, case.group_id, required)},
        "lines": [
            {"id": str(line.id)} | {name: getattr(line, name) for name in (LINE if goods(line) else LINE + TRANCHE)}
            for line in await repository.lines(db, case.id)
        ],
    }


def goods(line: Row) -> bool:
    """Their fingerprint is what it was before there were tranches."""
    return line.kind == ItemKind.GOODS


async def fingerprint(db: AsyncSession, case: Application, members: Iterable[UUID] | None = None) -> str:
    found = await content(db, case, members)
    return hashlib.sha256(orjson.dumps(found, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def expect_only_people(db: AsyncSession, case: Application, members: Iterable[UUID]) -> None:
    """Nothing but the members differs from what was frozen for `members`."""
    if await fingerprint(db, case, members) != case.snapshot_hash:
        raise ContentChanged


async def expect_unchanged(db: AsyncSession, case: Application) -> str:
    """The frozen hash, or ContentChanged; the members stay until this transaction ends."""
    await groups.hold(db, case.group_id)
    if case.snapshot_hash is None or await fingerprint(db, case) != case.snapshot_hash:
        raise ContentChanged
    return case.snapshot_hash
