"""Who read whose data: what a notice about a breach needs."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.forms import Form, date_of
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/pembacaan")
DAYS = tuple(f"{day}_{part}" for day in ("since", "until") for part in ("day", "month", "year"))
FIRST, LAST = "00:00:00+07:00", "23:59:59+07:00"  # whole days on Jakarta's calendar


def window(values: dict[str, str]) -> dict[str, str]:
    """The days as instants; a day nobody filled in is no limit."""
    ends = {"since": FIRST, "until": LAST}
    days = {name: date_of(values, name) for name in ends}
    return {name: f"{day}T{ends[name]}" for name, day in days.items() if day}


@router.get("")
async def show(
    request: Request, api: OfficerApi, person_id: UUID | None = None, actor_id: UUID | None = None, cursor: str = ""
) -> Response:
    values = {name: request.query_params.get(name, "")[:4] for name in DAYS}
    asked = {"person_id": str(person_id or ""), "actor_id": str(actor_id or "")} | window(values)
    return render(
        request, "officer/people/access_log/page.html", personal=True, form=Form(values), asked=asked | values,
        page=await api.readings(**asked, cursor=cursor), totals=await api.reading_totals(**asked),
    )  # fmt: skip
