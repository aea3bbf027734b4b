"""The page of one district."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.scope import expect_within
from bimtek_api.participants.trades.schemas import equipment_ref, trade_ref
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.regions.schemas import District, RegionCode
from bimtek_api.regions.views import district_read
from bimtek_api.reports.districts import repository
from bimtek_api.reports.districts.schemas import (
    AidSoFar,
    DistrictSummary,
    Need,
    RegistrationCounts,
    SeatSums,
    TradeCount,
)

router = APIRouter(tags=["districts"])


async def summary(db: AsyncSession, district: District) -> DistrictSummary:
    statuses = await repository.by_status(db, district.code)
    people = await repository.people(db, district.code)
    return DistrictSummary(
        district=district,
        as_of=people.now,
        registrations=RegistrationCounts(total=sum(statuses.values()), by_status=statuses),
        participants=people.participants,
        certificates=people.certificates,
        seats=SeatSums.model_validate(await repository.seats(db, district.code)),
        needs=[
            Need(equipment=equipment_ref(row.equipment), people=row.people)
            for row in await repository.needs(db, district.code)
        ],
        trades=[
            TradeCount(trade=trade_ref(row.trade), people=row.people)
            for row in await repository.trades(db, district.code)
        ],
        aid=AidSoFar.model_validate(await repository.aid(db, district.code)),
    )


@router.get("/districts/{code}/summary", **needs(Permission.DISTRICT_READ))
async def read_district_summary(db: DB, actor: ActorDep, code: RegionCode) -> DistrictSummary:
    """Registrations, seats, needs by equipment and trades of one district."""
    district = district_read(await regions.district(db, code))
    expect_within(actor, Permission.DISTRICT_READ, district.code, UnknownRegion)
    return await summary(db, district)
