"""How a case begins and comes back: drafts, submitting, correcting what was named, withdrawing."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import APPLICANT
from bimtek_api.core import clock, numbering
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.i18n import translate
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on
from bimtek_api.events import jobs
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import repository, service, snapshots, views
from bimtek_api.grants.cases.applications.errors import AidTaken, DueOver, GroupElsewhere, OnlyNamed, PapersMissing
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine, ApplicationStatus
from bimtek_api.grants.cases.applications.schemas import ApplicationCreate
from bimtek_api.grants.catalogue.calls import repository as calls
from bimtek_api.grants.catalogue.calls.errors import CallClosed, PackageNotInCall, UnknownCall
from bimtek_api.grants.catalogue.packages.models import ItemKind, PackageItem
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups.errors import GroupEnded
from bimtek_api.participants.groups.models import PaperKind
from bimtek_api.regions import repository as regions

SERIES = "PB"


async def create(db: AsyncSession, actor: Actor, once: Once, new: ApplicationCreate) -> Application:
    """A draft, or at once a submitted application. Whoever submits has proposed it and has no other duty in it."""
    if earlier := await once.earlier(db, actor.caller):
        return await repository.lock(db, actor, earlier)
    call = await calls.read(db, actor, new.call_id)
    expect_on(actor, Permission.APPLICATION_PROPOSE, call, UnknownCall)
    group = await groups.read(db, actor, new.group_id)
    case = await add(db, call, new, await fitting(db, call, group, new.package_id))
    await once.settle(db, actor.caller, case.id)
    if new.draft:
        case.version = 1
        entry = Entry("application.drafted", ("application", case.id), call.district_code, after=case.status)
        await record(db, actor, entry)
    else:
        await expect_ready(db, actor, case, "submit")
        await service.act(db, actor, case, "submit")
    return case


async def fitting(db: AsyncSession, call: Row, group: Row, package_id: UUID) -> list[PackageItem]:
    """The package's items, when call, group and package belong together now."""
    if not call.opens_at <= call.now < call.closes_at:
        raise CallClosed
    if group.ended_on:
        raise GroupEnded
    if group.district_code != call.district_code:
        raise GroupElsewhere
    found = {package.id: items for package, items, _ in await calls.packages(db, call.id)}
    if package_id not in found:
        raise PackageNotInCall
    return found[package_id]


async def add(db: AsyncSession, call: Row, new: ApplicationCreate, items: list[PackageItem]) -> Application:
    """The case as nobody has seen it yet: version 0."""
    year = clock.local_date(call.now, call.zone).year
    number = (await numbering.draw(db, SERIES, call.district_code, year))[0]
    case = Application(
        number=f"{SERIES}-{call.district_code}-{year}-{number:04d}", call_id=call.id, group_id=new.group_id,
        package_id=new.package_id, programme_id=call.programme_id, district_code=call.district_code,
        status=ApplicationStatus.DRAFT, version=0,
    )  # fmt: skip
    db.add(case)
    await db.flush()
    for item in items:
        line = ApplicationLine(
            application_id=case.id, position=item.position, name=item.name, unit=item.unit, requested=item.quantity,
            price_rupiah=item.price_rupiah, price_source=f"{item.price_source}, {item.price_year}", kind=item.kind,
            terms=item.specification if item.kind == ItemKind.CAPITAL else None, report_days=item.report_days,
        )  # fmt: skip
        db.add(line)
    await db.flush()
    return case


async def expect_ready(db: AsyncSession, actor: Actor, case: Application, action: str) -> None:
    """Before a case is sent or sent back: in time, every paper there, nothing changed that was not named."""
    if action not in ("submit", "resubmit"):
        return
    call = await repository.call_of(db, case.call_id)
    if action == "submit":
        if not call.opens_at <= call.now < call.closes_at:
            raise CallClosed
        members = [each.person_id for each in await groups.members(db, case.group_id)]
        if await repository.aided(db, members, case.programme_id, call.fiscal_year):
            raise AidTaken  # warned of here; the claim itself is made when the papers are found complete
        await duties.take(db, case.id, [*members, service.proposer(actor)], APPLICANT)
    else:
        await expect_only_named(db, case)
    await expect_papers(db, case, call.required_papers)


async def expect_papers(db: AsyncSession, case: Application, required: list[str]) -> None:
    there = {each.kind for each in await repository.papers(db, case.group_id, required) if not each.expired}
    if missing := [kind for kind in required if kind not in there]:
        raise PapersMissing(papers=", ".join(translate(views.PAPERS[PaperKind(kind)]) for kind in missing))


async def expect_only_named(db: AsyncSession, case: Application) -> None:
    """A correction in time, of what was named and nothing else (C27)."""
    asked = await repository.last_return(db, case.id)
    if await regions.today(db, case.district_code) > asked.due_on:
        raise DueOver
    changed = views.changes(asked.snapshot, await snapshots.content(db, case))
    if other := [each.text for each in changed if each.field not in asked.fields]:
        raise OnlyNamed(changes="; ".join(other))


async def lapse(db: AsyncSession) -> int:
    """Ends every returned case whose last day is over in its district; returns how many."""
    ended = 0
    for case_id in await repository.overdue(db):
        with jobs.aside("lapse_returns", case_id) as kept:
            async with db.begin_nested():
                await service.act(db, SYSTEM, await repository.lock(db, SYSTEM, case_id), "lapse")
        ended += kept.done
    return ended
