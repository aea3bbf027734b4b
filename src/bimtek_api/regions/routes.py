"""Public reading of regions."""

from typing import Annotated

from fastapi import APIRouter, Query

from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import PUBLIC_READ
from bimtek_api.core.pagination import Page
from bimtek_api.core.problems import responses
from bimtek_api.regions import repository
from bimtek_api.regions.models import SUBDISTRICT, VILLAGE
from bimtek_api.regions.schemas import District, DistrictSlice, Refs, RegionCode
from bimtek_api.regions.views import district_read

router = APIRouter(tags=["districts"], responses=responses(404, 422))


@router.get("/provinces", **PUBLIC_READ)
async def list_provinces(db: DB) -> Refs:
    """The 38 provinces."""
    return Refs(items=[Ref.model_validate(row) for row in await repository.provinces(db)])


@router.get("/districts", **PUBLIC_READ)
async def list_districts(db: DB, asked: Annotated[DistrictSlice, Query()]) -> Page[District]:
    """The 514 districts (kabupaten and kota), by Kemendagri code."""
    rows, cursor = await repository.list_districts(db, asked)
    return Page(items=[district_read(row) for row in rows], next_cursor=cursor)


@router.get("/districts/{code}", **PUBLIC_READ)
async def read_district(db: DB, code: RegionCode) -> District:
    """One district."""
    return district_read(await repository.district(db, code))


@router.get("/districts/{code}/subdistricts", **PUBLIC_READ)
async def list_subdistricts(db: DB, code: RegionCode) -> Refs:
    """The sub-districts (kecamatan) of a district, by name."""
    return Refs(items=[Ref.model_validate(row) for row in await repository.children(db, code, SUBDISTRICT)])


@router.get("/subdistricts/{code}/villages", **PUBLIC_READ)
async def list_villages(db: DB, code: RegionCode) -> Refs:
    """The villages (desa and kelurahan) of a sub-district, by name."""
    return Refs(items=[Ref.model_validate(row) for row in await repository.children(db, code, VILLAGE)])
