"""Approval policies: the list, one edition, a new policy, the next edition."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from bimtek_web.ui.dependencies import OfficerApi, officer_of, only
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, given, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import index as labels
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/kebijakan")
BANDS, STAGES = range(4), range(3)
PARTS = (
    *(f"limit_{band}" for band in BANDS),
    *(f"{part}_{band}_{stage}" for part in ("votes", "level") for band in BANDS for stage in STAGES),
)


def manages(request: Request) -> bool:
    return "programme.manage" in officer_of(request)["permissions"]


@router.get("")
async def show_list(request: Request, api: OfficerApi) -> Response:
    found = await api.policies()
    return render(
        request, "officer/cases/policies/page.html", personal=True, policies=found, manages=manages(request)
    )


def form_page(request: Request, form: Form, policy: shapes.PolicyRead | None = None, status: int = 200) -> Response:
    levels = [{"code": code, "name": labels.word(labels.budgets.LEVELS, code)} for code in ("province", "country")]
    return render(
        request, "officer/cases/policies/form.html", status=status, personal=True, form=form, policy=policy,
        levels=levels, bands=BANDS, stages=STAGES,
    )  # fmt: skip


@router.get("/baru", dependencies=[only("programme.manage")])
async def new(request: Request, api: OfficerApi) -> Response:
    return form_page(request, Form({"key": new_key()}))


@router.post("/baru")
async def create(request: Request, api: OfficerApi) -> Response:
    values = typed(await request.form(), ("name", "code", "key", *PARTS))
    return await kept(request, api, values, (values["code"], 1))


@router.get("/{policy_id}")
async def show(request: Request, api: OfficerApi, policy_id: UUID) -> Response:
    policy = await api.policy(str(policy_id))
    return render(request, "officer/cases/policies/one.html", personal=True, policy=policy, manages=manages(request))


@router.get("/{policy_id}/ubah")
async def change(request: Request, api: OfficerApi, policy_id: UUID) -> Response:
    policy = await api.policy(str(policy_id))
    values = {"key": new_key(), "name": policy["name"]}
    for band, found in enumerate(policy["bands"]):
        values[f"limit_{band}"] = str(found["up_to_rupiah"] or "")
        for stage, needed in enumerate(found["stages"]):
            values |= {f"votes_{band}_{stage}": str(needed["votes"]), f"level_{band}_{stage}": needed["level"]}
    return form_page(request, Form(values), policy)


@router.post("/{policy_id}/ubah")
async def renew(request: Request, api: OfficerApi, policy_id: UUID) -> Response:
    policy = await api.policy(str(policy_id))
    values = typed(await request.form(), ("name", "key", *PARTS))
    return await kept(request, api, values, (policy["code"], policy["edition"] + 1), policy)


async def kept(
    request: Request, api: ApiClient, values: dict[str, str], head: tuple[str, int],
    policy: shapes.PolicyRead | None = None,
) -> Response:  # fmt: skip
    """Records what was typed, or shows it again with what is wrong; `head` is code and edition."""
    used = [band for band in BANDS if stages_of(values, band) or values[f"limit_{band}"].strip()]
    body = shapes.PolicyCreate(
        code=head[0], edition=head[1], name=values["name"], bands=[band_of(values, band) for band in used]
    )
    try:
        made = await api.create_policy(body, values["key"] or new_key())
    except ApiProblem as problem:
        if problem.status not in (409, 422):
            raise
        errors = {placed(pointer, used): text for pointer, text in problem.pointers.items()}
        return form_page(request, Form(values, errors, problem.detail), policy, problem.status)
    return redirect(request, f"/petugas/kebijakan/{made['id']}", _("Kebijakan tersimpan."))


def band_of(values: dict[str, str], band: int) -> shapes.BandTyped:
    limit = values[f"limit_{band}"]
    return given(shapes.BandTyped(up_to_rupiah=limit, stages=stages_of(values, band)))


def stages_of(values: dict[str, str], band: int) -> list[shapes.StageTyped]:
    return [
        {"votes": votes, "level": values[f"level_{band}_{stage}"] or "district"}
        for stage in STAGES
        if (votes := values[f"votes_{band}_{stage}"].strip())
    ]


def placed(pointer: str, used: list[int]) -> str:
    """The field of a pointer like /bands/0/stages/1/votes; a band's first votes for what concerns it whole."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "bands":
        return parts[0] or "limit_0"
    band = used[int(parts[1])] if len(parts) > 1 else 0
    if len(parts) > 2 and parts[2] == "up_to_rupiah":
        return f"limit_{band}"
    stage = parts[3] if len(parts) > 3 else 0
    return f"{parts[4] if len(parts) > 4 else 'votes'}_{band}_{stage}"
