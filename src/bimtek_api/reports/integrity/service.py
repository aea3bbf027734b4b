"""Signals for whoever decides: each is a comparison with its evidence, none is a verdict (C47)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas, clock, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import translate
from bimtek_api.grants.catalogue.prior_aid import repository as prior_aid
from bimtek_api.reports.integrity import labels, repository
from bimtek_api.reports.integrity.fields import SignalCode
from bimtek_api.reports.integrity.schemas import Integrity, Signal

C = SignalCode
YEARS, QUICK, DEVIATION = 5, timedelta(minutes=10), 0.25
OFTEN, NEARLY_ALWAYS = 5, 0.8


async def signals(db: AsyncSession, actor: Actor, case: Row) -> Integrity:
    """Every comparison for one case. Groups outside the caller's districts are told by district alone."""
    now = await clock.now(db)
    async with areas.everywhere(db):
        shared = {
            C.SHARED_PHONE: await repository.phones(db, case.group_id),
            C.SHARED_ADDRESS: await repository.addresses(db, case.group_id),
            C.SHARED_ACCOUNT: await repository.accounts(db, case.group_id),
            C.SHARED_FAMILY: await repository.households(db, case.group_id),
            C.MEMBERS_ELSEWHERE: await repository.members_elsewhere(db, case.group_id),
        }
    found = {code: groups(actor, rows) for code, rows in shared.items()}
    found |= {
        C.PRICE_DEVIATION: deviations(await repository.prices(db, case.id)), C.PRIOR_AID: await aid(db, case, now),
        C.QUICK_CHECK: quick(case, await repository.first_check(db, case.id)),
        C.SAME_PAIR: pairs(await repository.pair(db, case.id)),
    }  # fmt: skip
    items = [
        Signal(code=code, text=translate(labels.SIGNALS[code]), evidence=said) for code, said in found.items() if said
    ]
    return Integrity(items=items, looked_at=list(found), as_of=now)


def groups(actor: Actor, rows: Sequence[Row]) -> list[str]:
    return [
        translate(labels.GROUP, group=each.name, district=each.district_name)
        if actor.can(Permission.GROUP_READ, each.district_code)
        else translate(labels.ELSEWHERE, district=each.district_name)
        for each in rows
    ]


def deviations(rows: Sequence[Row]) -> list[str]:
    """Items more than a quarter away from the usual price."""
    said = []
    for each in rows:
        share = each.price_rupiah / each.usual - 1
        if abs(share) > DEVIATION:
            facts = {"price": papers.rupiah(each.price_rupiah), "usual": papers.rupiah(int(each.usual))}
            said.append(translate(labels.PRICE, item=each.name, percent=f"{share * 100:+.0f}", **facts))
    return said


async def aid(db: AsyncSession, case: Row, now: datetime) -> list[str]:
    """Earlier aid to anybody with a mark of the group, each aid once."""
    since = clock.months_before(now.date(), YEARS * 12)
    marks = await prior_aid.marks_of(db, case.group_id)
    given = {each.id: each for each in await prior_aid.matches(db, marks, since, case.id)}
    return [
        translate(
            labels.AID, recipient=each.recipient, programme=each.programme_name, day=f"{each.granted_on:%d-%m-%Y}"
        )
        for each in list(given.values())[: repository.MOST]
    ]


def quick(case: Row, check: Row | None) -> list[str]:
    if check is None or check.created_at - case.created_at > QUICK:
        return []
    return [translate(labels.MINUTES, minutes=int((check.created_at - case.created_at).total_seconds() // 60))]


def pairs(row: Row | None) -> list[str]:
    if row is None or row.together < OFTEN or row.together < row.all * NEARLY_ALWAYS:
        return []
    return [translate(labels.PAIR, proposer=row.proposer, checker=row.checker, together=row.together, all=row.all)]
