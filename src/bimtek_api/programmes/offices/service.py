"""Writing down how an office is reached."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import StaleVersion
from bimtek_api.events.recorder import Entry, record
from bimtek_api.programmes.offices.models import OfficeContact
from bimtek_api.programmes.offices.schemas import ContactRead, ContactWrite
from bimtek_api.regions import repository as regions


async def find(db: AsyncSession, code: str, *, lock: bool = False) -> OfficeContact | None:
    query = select(OfficeContact).where(OfficeContact.region_code == code)
    return (await db.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def read(db: AsyncSession, code: str) -> ContactRead:
    district = await regions.district(db, code)
    row = await find(db, code)
    return ContactRead.model_validate(row) if row else ContactRead(region_code=district.code)


async def write(db: AsyncSession, actor: Actor, code: str, seen: int, new: ContactWrite) -> None:
    """By whoever plans the district's sessions. The messages not sent yet have it at once."""
    district = await regions.district(db, code)
    actor.require(Permission.SESSION_PLAN, district.code)
    row = await find(db, code, lock=True)
    if (row.version if row else 0) != seen:
        raise StaleVersion
    if row is None:
        row = OfficeContact(region_code=district.code, version=1, **new.model_dump())
        db.add(row)
    else:
        row.name, row.address, row.phone, row.hours = new.name, new.address, new.phone, new.hours
        row.version += 1
    await db.flush()
    await record(db, actor, Entry("office.contact_written", ("office_contact", row.id), district.code))
