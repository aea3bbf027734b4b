"""Planning a session: new, like another one, or changed."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of, programme_options
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/rencana")
PLAIN = ("title", "programme_id", "trade", "summary", "audience", "venue", "address", "map_url",
         "attendance_percent", "offer_hours", "allowance_rupiah")  # fmt: skip
FIXED = ("number", "district_code", "size")
AGES, LIMITS = ("min_age", "max_age"), ("residents_only", "same_trade")
FIELDS = (*PLAIN, *FIXED, *AGES, "moderated", "opens_on", "closes_on", "version", "key")
DAYS = range(10)
DAY_FIELDS = tuple(f"{part}_{index}" for index in DAYS for part in ("day", "from", "to"))
BLANK = {
    "attendance_percent": "80",
    "offer_hours": "24",
    "allowance_rupiah": "0",
    "size": "30",
    "moderated": "yes",
    "min_age": "18",
}


def values_of(session: dict[str, Any]) -> dict[str, Any]:
    """A session as the form holds it."""
    zone, window = ZoneInfo(formats.ZONES[session["zone"]]), session["registration"]
    opens, closes = (datetime.fromisoformat(window[name]).astimezone(zone) for name in ("opens_at", "closes_at"))
    values: dict[str, Any] = {name: str(session[name] or "") for name in PLAIN if name != "trade"}
    values |= {f"from_{index}": "08:00" for index in DAYS} | {f"to_{index}": "16:00" for index in DAYS}
    for index, day in enumerate(session["days"][: len(DAYS)]):
        values |= {f"day_{index}": day["date"], f"from_{index}": day["starts_at"], f"to_{index}": day["ends_at"]}
    rules = session["eligibility"]
    values |= {name: "" if rules[name] is None else str(rules[name]) for name in AGES}
    values["limits"] = [name for name in LIMITS if rules[name]]
    return values | {
        "trade": session["trade"]["code"], "number": session["number"], "district_code": session["district"]["code"],
        "size": str(session["seats"]["size"]), "version": str(session["version"]),
        "moderated": "yes" if session["moderated"] else "no", "opens_on": f"{opens:%Y-%m-%d}",
        "closes_on": f"{closes - timedelta(seconds=1):%Y-%m-%d}",
    }  # fmt: skip


def blank() -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys((*FIELDS, *DAY_FIELDS), "") | BLANK | {"key": new_key(), "limits": []}
    return values | {f"from_{index}": "08:00" for index in DAYS} | {f"to_{index}": "16:00" for index in DAYS}


def body_of(values: dict[str, Any], zone: str) -> dict[str, Any]:
    """What the API wants: a day opens the window at its start and closes it at its end, in the district's zone."""
    body: dict[str, Any] = {name: values[name] for name in PLAIN if values[name]}
    days = [
        {"date": values[f"day_{index}"], "starts_at": values[f"from_{index}"], "ends_at": values[f"to_{index}"]}
        for index in DAYS
        if values[f"day_{index}"]
    ]
    if values["opens_on"]:
        body["opens_at"] = instant(values["opens_on"], zone)
    if values["closes_on"]:
        body["closes_at"] = instant(values["closes_on"], zone, after=1)
    # Blank is what the office assumes, so that only a 0 somebody typed opens a session to children.
    rules = {name: values[name] for name in AGES if values[name].strip()} | dict.fromkeys(values["limits"], True)
    return body | {"moderated": values["moderated"] == "yes", "days": days, "eligibility": rules}


def instant(day: str, zone: str, after: int = 0) -> str:
    """00.00 of a day, or of the day after it; what is no day stays as typed and is refused by name."""
    try:
        date = datetime.fromisoformat(day).date() + timedelta(days=after)
    except ValueError:
        return day
    return datetime.combine(date, time.min, ZoneInfo(formats.ZONES[zone])).isoformat()


async def page(
    request: Request, api: ApiClient, form: Form, session: dict[str, Any] | None, status: int = 200
) -> Response:
    """`session` is the one that is changed, or None for a new one."""
    return render(
        request, "officer/training/planning/page.html", status=status, personal=True, form=form, session=session,
        districts=await districts_of(request, api), trades=await api.trades(),
        programmes=programme_options(await api.programmes()), days=DAYS,
    )  # fmt: skip


@router.get("")
async def new(request: Request, api: OfficerApi, dari: UUID | None = None) -> Response:
    """An empty plan, or one like `dari` with its dates left out."""
    values = blank()
    if dari:
        like = values_of(await api.session(str(dari)))
        values |= {name: like[name] for name in (*PLAIN, *AGES, "district_code", "size", "moderated", "limits")}
    return await page(request, api, Form(values), None)


@router.post("")
async def create(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), (*FIELDS, *DAY_FIELDS), ("limits",))
    fixed = {name: values[name] for name in FIXED if values[name]}
    try:
        zone = (await api.district(values["district_code"] or "-"))["zone"]
        made = await api.create_session(body_of(values, zone) | fixed, values["key"] or new_key())
    except ApiProblem as problem:
        return await refused(request, api, values, problem, None)
    return redirect(request, f"/petugas/sesi/{made['id']}", _("Rancangan tersimpan. Umumkan bila sudah siap."))


async def refused(
    request: Request, api: ApiClient, values: dict[str, Any], problem: ApiProblem, session: dict[str, Any] | None
) -> Response:
    """The plan again with everything kept; an unknown district is a field, too."""
    if problem.status not in (404, 409, 412, 422):
        raise problem
    errors = {NAMES.get(name, name): text for name, text in problem.errors.items()}
    if problem.code in ("region_not_found", "not_found") or "code" in errors:
        errors = {"district_code": _("Pilih kabupaten atau kota dari daftar.")}
    return await page(request, api, Form(values, errors, problem.detail), session, max(problem.status, 409))


NAMES = {"eligibility": "min_age", "opens_at": "opens_on", "closes_at": "closes_on", "days": "day_0", "": "closes_on"}


@router.get("/{session_id}")
async def edit(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    session = await api.session(str(session_id))
    return await page(request, api, Form(blank() | values_of(session)), session)


@router.post("/{session_id}")
async def change(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    values = typed(await request.form(), (*FIELDS, *DAY_FIELDS), ("limits",))
    session = await api.session(str(session_id))
    version = seen_version(values)
    try:
        await api.replan_session(session["id"], version, body_of(values, session["zone"]))
    except ApiProblem as problem:
        return await refused(request, api, values, problem, session)
    return redirect(request, f"/petugas/sesi/{session_id}", _("Rencana tersimpan."))
