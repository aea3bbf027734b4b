"""A session's seats: size, shares for groups, and who would get the next seat."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, moment_of, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/kuota")
DISTRICTS = ("district_1", "district_2")
SHARES = (*labels.registrations.TARGETS, *DISTRICTS)
FIELDS = ("size", "version", *DISTRICTS, *(f"{name}_{part}" for name in SHARES for part in ("seats", "from")))


def values_of(quotas: shapes.QuotasRead, zone: str) -> dict[str, str]:
    """The quotas as the form holds them."""
    values = dict.fromkeys(FIELDS, "") | {"size": str(quotas["size"]), "version": str(quotas["version"])}
    free = list(DISTRICTS)
    for share in quotas["shares"]:
        name = share["value"] if share["kind"] == "target" else free.pop(0) if free else ""
        if name:
            values[name] = share["value"]
            values[f"{name}_seats"] = str(share["seats"])
            values[f"{name}_from"] = day_of(share["released_at"], zone)
    return values


def day_of(instant: str | None, zone: str) -> str:
    if not instant:
        return ""
    return f"{formats.local_of(instant, zone):%Y-%m-%d}"


def body_of(values: dict[str, str], zone: str) -> shapes.QuotasWrite:
    """What the API wants: only the shares that have seats. A day means its first instant in the session's zone."""
    shares: list[shapes.ShareWrite] = []
    for name in SHARES:
        if not values[f"{name}_seats"].strip():
            continue
        district, seats = name in DISTRICTS, values[f"{name}_seats"]
        share = shapes.ShareWrite(
            kind="district" if district else "target", seats=seats, value=values[name] if district else name
        )
        if values[f"{name}_from"]:
            share["released_at"] = moment_of(values[f"{name}_from"], "00.00", zone)
        shares.append(share)
    return {"size": values["size"], "shares": shares}


async def page(
    request: Request, api: ApiClient, session: shapes.SessionDetail, form: Form | None = None, status: int = 200
) -> Response:
    quotas = await api.quotas(session["id"])
    return render(
        request, "officer/training/quotas/page.html", status=status, personal=True, session=session, quotas=quotas,
        form=form or Form(values_of(quotas, session["zone"])), districts=await api.districts(), slots=DISTRICTS,
        plans="session.plan" in officer_of(request)["permissions"],
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, await api.session(str(session_id)))


@router.post("")
async def change(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    session = await api.session(str(session_id))
    version = seen_version(values)
    try:
        await api.set_quotas(session["id"], version, body_of(values, session["zone"]))
    except ApiProblem as problem:
        if problem.status not in (409, 412, 422):
            raise
        return await page(request, api, session, Form(values, problem.errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/sesi/{session_id}/kuota", _("Kuota tersimpan."))
