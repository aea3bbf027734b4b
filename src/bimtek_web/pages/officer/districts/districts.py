"""Districts: the list in the officer's care, and one at a glance."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.rendering import render

router = APIRouter()
districts = APIRouter(prefix="/petugas/daerah")
turns = APIRouter(prefix="/petugas/giliran")


def in_care(request: Request, district: shapes.District) -> bool:
    """Whether one of the officer's roles covers the district. The API judges again."""
    regions = [role["region"] for role in officer_of(request)["roles"]]
    codes = [region["code"] if region else "" for region in regions]
    return any(not code or district["code"] == code or district["code"].startswith(f"{code}.") for code in codes)


@districts.get("")
async def show_list(request: Request, api: OfficerApi, q: str = "") -> Response:
    found = [each for each in await api.districts() if in_care(request, each) and q.lower() in each["name"].lower()]
    return render(request, "officer/districts/districts/page.html", personal=True, districts=found, q=q)


@turns.get("")
async def show_turns(request: Request, api: OfficerApi) -> Response:
    return render(request, "officer/districts/turns/page.html", personal=True, turns=await api.turns())


@districts.get("/{code}")
async def show(request: Request, api: OfficerApi, code: str) -> Response:
    summary = await api.district_summary(code[:13])
    return render(request, "officer/districts/district/page.html", personal=True, summary=summary)


router.include_router(districts)
router.include_router(turns)
