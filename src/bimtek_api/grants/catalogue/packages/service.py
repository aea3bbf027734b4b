"""Recording packages and their editions. The database lets nobody change one that is there."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.catalogue.packages import repository
from bimtek_api.grants.catalogue.packages.errors import NewerEdition, PackageCodeTaken
from bimtek_api.grants.catalogue.packages.models import Package, PackageItem
from bimtek_api.grants.catalogue.packages.schemas import EditionCreate, PackageCreate
from bimtek_api.programmes.programmes.service import COUNTRY, expect_everywhere


async def create(db: AsyncSession, actor: Actor, once: Once, new: PackageCreate) -> UUID:
    """The first edition under a code of its own."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    if await repository.code_exists(db, new.code):
        raise PackageCodeTaken
    package = Package(code=new.code, name=new.name, trade=new.trade)
    try:
        return await add(db, actor, once, package, new, "package.created")
    except IntegrityError as taken:
        raise PackageCodeTaken from taken


async def renew(db: AsyncSession, actor: Actor, once: Once, package_id: UUID, new: EditionCreate) -> UUID:
    """The next edition. Calls and cases made with an earlier one keep it."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    row = await repository.read(db, package_id)
    if not row.latest:
        raise NewerEdition
    old = row.Package
    package = Package(code=old.code, edition=old.edition + 1, name=new.name, trade=old.trade)
    try:
        return await add(db, actor, once, package, new, "package.renewed")
    except IntegrityError as overtaken:
        raise NewerEdition from overtaken


async def add(db: AsyncSession, actor: Actor, once: Once, package: Package, new: EditionCreate, event: str) -> UUID:
    """Writes the package, then its items; raises IntegrityError when the edition is there already."""
    async with db.begin_nested():
        db.add(package)
        await db.flush()
    db.add_all(
        PackageItem(package_id=package.id, position=position, **item.model_dump())
        for position, item in enumerate(new.items, start=1)
    )
    await db.flush()
    await once.settle(db, actor.caller, package.id)
    data = {"code": package.code, "edition": package.edition}
    await record(db, actor, Entry(event, ("package", package.id), COUNTRY, data=data))
    return package.id
