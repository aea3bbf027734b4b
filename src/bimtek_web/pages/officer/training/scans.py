"""The door: codes read by the phone's camera or typed, also while there is no connection."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from json import loads
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.forms import Form, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/pintu")
FIELDS = ("code", "direction", "day_id", "nonce")
LONGEST, AT_ONCE = 100, 500  # letters of a text in a reading, and readings in one request


async def page(
    request: Request,
    api: ApiClient,
    session_id: str,
    form: Form,
    result: shapes.ScanResult | None = None,
    status: int = 200,
) -> Response:
    door = await api.session_door(session_id)
    markable = [day for day in door["days"] if day["markable"]]
    chosen = next((day for day in markable if day["id"] == form.text("day_id")), markable[-1] if markable else None)
    request.state.camera = True
    return render(
        request, "officer/training/scans/page.html", status=status, personal=True, form=form, door=door,
        result=result, markable=markable, chosen=chosen, roster=await api.roster(session_id), nonce=new_key(),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, str(session_id), Form({"direction": "in"}))


@router.post("")
async def type_in(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """One number, typed after a look at the person's card. The same form sent twice is one reading."""
    values = typed(await request.form(), FIELDS)
    if not values["code"].strip():
        wrong = Form(values, {"code": _("Ketik nomor pendaftarannya.")})
        return await page(request, api, str(session_id), wrong, status=422)
    reading: shapes.ScanWrite = {
        "nonce": values["nonce"], "code": values["code"][:100], "direction": values["direction"] or "in",
        "at": formats.now().isoformat(), "typed": True, "day_id": values["day_id"] or None,
    }  # fmt: skip
    result = (await api.scan(str(session_id), [reading]))[0]
    code = "" if result["outcome"] == "accepted" else values["code"]
    return await page(request, api, str(session_id), Form(values | {"code": code}), result)


FIRST_YEAR, LAST_YEAR = 2000, 2100


def plain(value: object) -> str:
    """A text of a reading as it can be sent on: what a camera sees may be anything, and no code of ours is long."""
    return str(value or "")[:LONGEST].encode("utf-8", "replace").decode()


def reading_of(sent: object) -> shapes.ScanWrite:
    told = sent if isinstance(sent, dict) else {}
    nonce, code, direction, at = (plain(told.get(name)) for name in ("nonce", "code", "direction", "at"))
    return {
        "nonce": nonce, "code": code, "direction": direction, "at": at, "typed": told.get("typed") is True,
        "day_id": plain(told.get("day_id")) or None,
    }  # fmt: skip


def in_our_time(at: str) -> bool:
    """Whether a device's clock can have said it: a day at the edge of all calendars would hold up every other."""
    try:
        return FIRST_YEAR <= datetime.fromisoformat(at).year <= LAST_YEAR
    except ValueError:
        return False


async def judged(api: ApiClient, session_id: str, scans: list[shapes.ScanWrite]) -> Sequence[Mapping[str, object]]:
    """What came of each. One that nobody can read is refused by itself: a device sends it until it is answered.

    One that the API breaks over waits alone, and those beside it are answered.
    """
    try:
        return await api.scan(session_id, scans)
    except ApiProblem as problem:
        if problem.status not in (422, 500) or not scans:
            raise
        if len(scans) == 1:
            refused = {**scans[0], "outcome": "refused", "detail": problem.detail}
            return [refused] if problem.status == 422 else []
    half = len(scans) // 2
    return [*await judged(api, session_id, scans[:half]), *await judged(api, session_id, scans[half:])]


async def told(api: ApiClient, session_id: str, scans: list[shapes.ScanWrite]) -> Sequence[Mapping[str, object]]:
    """What came of every reading of a device, one with an impossible clock included."""
    odd = [each for each in scans if not in_our_time(str(each["at"]))]
    wrong_clock = _("Jam ponsel ini salah. Betulkan tanggalnya, lalu pindai lagi.")
    rest = [each for each in scans if each not in odd]
    refused = [{**each, "outcome": "refused", "detail": wrong_clock} for each in odd]
    return [*refused, *(await judged(api, session_id, rest) if rest or not odd else [])]


@router.post("/antrean")
async def take_queue(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    """What a device has read, as often as it likes to send it; the answer is for its script."""
    try:
        sent = loads(str((await request.form()).get("scans", "")))
        scans = [reading_of(each) for each in sent[:AT_ONCE]] if isinstance(sent, list) else []
        results = await told(api, str(session_id), scans)
    except (ValueError, RecursionError):
        return JSONResponse({"detail": _("Pindaian tidak terbaca.")}, 422)
    except ApiProblem as problem:
        if problem.status == 401:
            raise
        return JSONResponse({"detail": problem.detail}, problem.status)
    request.state.personal = True
    return JSONResponse({"results": results})
