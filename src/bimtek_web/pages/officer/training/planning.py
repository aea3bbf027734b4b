"""Planning a session: new, like another one, or changed."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.filled import Body, Filled, Own, Owns, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, moment_of, number_of, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.offices import districts_of, programme_options
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/rencana")
AGES = ("min_age", "max_age")
DAYS = range(10)
OPENS, CLOSES = "08:00", "16:00"


class Plan(Filled):
    """A session as it is planned; its days are rows."""

    title: Text
    programme_id: Text
    trade: Text
    summary: Text
    audience: Text
    venue: Text
    address: Text
    map_url: Text
    attendance_percent: Text
    offer_hours: Text
    allowance_rupiah: Text
    number: Own  # this, the place and the size are fixed once it is planned
    district_code: Own
    size: Own
    min_age: Own
    max_age: Own
    limits: Owns
    moderated: Own
    opens_on: Own
    closes_on: Own
    version: Own
    key: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return {**typed(data, [f"{part}_{index}" for index in DAYS for part in ("day", "from", "to")])}

    def days(self) -> list[shapes.DayCreate]:
        return [
            {"date": day, "starts_at": self.row(f"from_{index}"), "ends_at": self.row(f"to_{index}")}
            for index in DAYS
            if (day := self.row(f"day_{index}"))
        ]

    def eligibility(self) -> shapes.EligibilityTyped:
        """Blank is what the office assumes, so that only a 0 somebody typed opens a session to children."""
        ages = {"min_age": self.min_age, "max_age": self.max_age}
        rules = {name: text for name, text in ages.items() if text.strip()}
        return cast("shapes.EligibilityTyped", rules | dict.fromkeys(self.limits, True))

    def body(self, shape: type[Body], zone: str, **fixed: object) -> Body:
        """A day opens the window at its start and closes it at its end, in the district's zone."""
        days = (self.opens_on.strip(), "00.00"), (self.closes_on.strip(), "24.00")
        opens, closes = (moment_of(day, clock, zone) if day else "" for day, clock in days)
        window = {"opens_at": opens, "closes_at": closes}
        return self.sent(
            shape, **{name: at for name, at in window.items() if at}, moderated=self.moderated == "yes",
            days=self.days(), eligibility=self.eligibility(), **fixed,
        )  # fmt: skip


def hours() -> Rest:
    return {f"from_{index}": OPENS for index in DAYS} | {f"to_{index}": CLOSES for index in DAYS}


def plan_of(session: shapes.SessionDetail) -> Plan:
    """A session as the form holds it."""
    zone, window, rules = session["zone"], session["registration"], session["eligibility"]
    opens, closes = (formats.local_of(window[name], zone) for name in ("opens_at", "closes_at"))
    ages = {name: "" if rules.get(name) is None else str(rules.get(name)) for name in AGES}
    plan = Plan.blank(
        title=session["title"], programme_id=session["programme_id"] or "", trade=session["trade"]["code"],
        summary=session["summary"], audience=session["audience"], venue=session["venue"], address=session["address"],
        map_url=session["map_url"] or "", attendance_percent=str(session["attendance_percent"] or ""),
        offer_hours=str(session["offer_hours"] or ""), allowance_rupiah=str(session["allowance_rupiah"] or ""),
        number=session["number"], district_code=session["district"]["code"], size=str(session["seats"]["size"]),
        limits=[name for name in ("residents_only", "same_trade") if rules.get(name)],
        moderated="yes" if session["moderated"] else "no", opens_on=f"{opens:%Y-%m-%d}",
        closes_on=f"{closes - timedelta(seconds=1):%Y-%m-%d}", version=str(session["version"]), **ages,
    )  # fmt: skip
    rows = hours()
    for index, day in enumerate(session["days"][: len(DAYS)]):
        rows |= {f"day_{index}": day["date"], f"from_{index}": day["starts_at"], f"to_{index}": day["ends_at"]}
    return plan.with_rows(rows)


def blank() -> Plan:
    plan = Plan.blank(
        key=new_key(), attendance_percent="80", offer_hours="24", allowance_rupiah="0", size="30", moderated="yes",
        min_age="18",
    )  # fmt: skip
    return plan.with_rows(hours())


async def page(
    request: Request, api: ApiClient, form: Form, session: shapes.SessionDetail | None, status: int = 200
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
    plan = blank()
    if dari:
        like = plan_of(await api.session(str(dari)))
        plan = like.but(number="", version="", opens_on="", closes_on="", key=plan.key)
        plan = plan.with_rows(hours())
    return await page(request, api, Form(plan.values()), None)


@router.post("")
async def create(request: Request, api: OfficerApi) -> Response:
    plan = Plan.of(await request.form())
    fixed = {"number": plan.number, "district_code": plan.district_code, "size": plan.size}
    try:
        zone = (await api.district(plan.district_code or "-"))["zone"]
        body = given(plan.body(shapes.SessionCreate, zone, **fixed))
        made = await api.create_session(body, plan.key or new_key())
    except ApiProblem as problem:
        return await refused(request, api, plan, problem, None)
    return redirect(request, f"/petugas/sesi/{made['id']}", _("Rancangan tersimpan. Umumkan bila sudah siap."))


async def refused(
    request: Request, api: ApiClient, plan: Plan, problem: ApiProblem, session: shapes.SessionDetail | None
) -> Response:
    """The plan again with everything kept; an unknown district is a field, too."""
    if problem.status not in (404, 409, 412, 422):
        raise problem
    errors = {NAMES.get(name, name): text for name, text in problem.errors.items()}
    if problem.code in ("region_not_found", "not_found") or "code" in errors:
        errors = {"district_code": _("Pilih kabupaten atau kota dari daftar.")}
    return await page(request, api, Form(plan.values(), errors, problem.detail), session, max(problem.status, 409))


NAMES = {"eligibility": "min_age", "opens_at": "opens_on", "closes_at": "closes_on", "days": "day_0", "": "closes_on"}


@router.get("/{session_id}")
async def edit(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    session = await api.session(str(session_id))
    return await page(request, api, Form(plan_of(session).but(key=new_key()).values()), session)


@router.post("/{session_id}")
async def change(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    plan = Plan.of(await request.form())
    session = await api.session(str(session_id))
    version, body = number_of(plan.version), plan.body(shapes.SessionPlan, session["zone"])
    try:
        await api.replan_session(session["id"], version, body)
    except ApiProblem as problem:
        return await refused(request, api, plan, problem, session)
    return redirect(request, f"/petugas/sesi/{session_id}", _("Rencana tersimpan."))
