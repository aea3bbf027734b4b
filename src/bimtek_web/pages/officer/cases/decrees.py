"""Decrees: list, one with its annex, and a new one from approved applications."""

from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui import formats, pickers
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.filled import Filled, Own, Owns, Rest, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, date_of, refused
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sk")


class Decree(Filled):
    number: Text
    signatory_name: Text
    signatory_position: Text
    signatory_nip: Text
    amends_id: Text
    amends_reason: Text
    dated_day: Own
    dated_month: Own
    dated_year: Own
    basis: Own
    lines: Owns
    no_conflict: Own
    code: Own
    key: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return pickers.typed_search(data)

    def body(self) -> shapes.DecreeCreate:
        picked = [each.partition(":") for each in self.lines]
        return self.sent(
            shapes.DecreeCreate, dated=date_of(self.values(), "dated"), no_conflict=self.no_conflict == "yes",
            lines=[{"application_id": case, "version": version} for case, _sep, version in picked],
            basis=[line.strip() for line in self.basis.splitlines() if line.strip()],
        )  # fmt: skip


@router.get("")
async def show_list(request: Request, api: OfficerApi, cursor: str = "") -> Response:
    page = await api.decrees(cursor=cursor, limit=50)
    signs = "decree.sign" in officer_of(request)["permissions"]
    return render(
        request, "officer/cases/decrees/page.html", personal=True, page=page, asked={"cursor": cursor}, signs=signs
    )


async def form_page(request: Request, api: ApiClient, form: Form, status: int = 200) -> Response:
    return render(
        request, "officer/cases/decree_new/page.html", status=status, personal=True, form=form,
        approved=await pickers.search(pickers.approved_cases(api), form, "lines"),
        earlier=await pickers.search(pickers.decrees(api), form, "amends_id"),
    )  # fmt: skip


async def remembered(api: ApiClient) -> dict[str, str]:
    """Who signs and on which laws, as in the last decree: most decrees differ only in number, day and annex."""
    last = (await api.decrees(limit=1))["items"]
    if not last:
        return {}
    decree = await api.decree(last[0]["id"])
    return {
        "signatory_name": decree["signatory_name"], "signatory_position": decree["signatory_position"],
        "signatory_nip": decree["signatory_nip"] or "", "basis": "\n".join(decree["basis"]),
    }  # fmt: skip


@router.get("/baru", dependencies=[only("decree.sign")])
async def new(request: Request, api: OfficerApi) -> Response:
    today = formats.now().astimezone(ZoneInfo("Asia/Jakarta"))  # a suggestion: the API judges the date
    filled = Decree.blank(
        key=new_key(), dated_day=str(today.day), dated_month=str(today.month), dated_year=str(today.year),
        **await remembered(api),
    )  # fmt: skip
    return await form_page(request, api, Form(filled.values()))


@router.post("/baru")
async def sign(request: Request, api: OfficerApi) -> Response:
    filled = Decree.of(data := await request.form())
    if pickers.searches(data):
        return await form_page(request, api, Form(filled.values()))
    try:
        if filled.code:
            await api.step_up(filled.code)
        made = await api.sign_decree(filled.body(), filled.key or new_key())
    except ApiProblem as problem:
        errors, status = refused(problem)
        form = Form(filled.but(code="").values(), errors, problem.detail)
        return await form_page(request, api, form, status)
    return redirect(request, f"/petugas/sk/{made['id']}", _("SK tersimpan, anggaran dicadangkan."))
