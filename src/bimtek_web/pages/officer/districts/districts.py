"""Districts: the list in the officer's care, and one at a glance."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi, officer_of
from bimtek_web.ui.filled import Filled, Own, Text
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, refused, seen_version
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter()
districts = APIRouter(prefix="/petugas/daerah")
turns = APIRouter(prefix="/petugas/giliran")


class Contact(Filled):
    """How an office is reached."""

    name: Text
    address: Text
    phone: Text
    hours: Text
    version: Own


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
    summary, contact = await api.district_summary(code[:13]), await api.office_contact(code[:13])
    return render(request, "officer/districts/district/page.html", personal=True, summary=summary, contact=contact)


async def contact_page(request: Request, api: ApiClient, code: str, form: Form, status: int = 200) -> Response:
    district = await api.district(code[:13])
    return render(
        request, "officer/districts/contact/page.html", status=status, personal=True, district=district, form=form
    )


@districts.get("/{code}/kantor")
async def ask_contact(request: Request, api: OfficerApi, code: str) -> Response:
    found = await api.office_contact(code[:13])
    known = {"name": found["name"], "address": found["address"], "phone": found["phone"], "hours": found["hours"]}
    known["version"] = str(found["version"])
    return await contact_page(request, api, code, Form(Contact.blank(**known).values()))


@districts.post("/{code}/kantor")
async def write_contact(request: Request, api: OfficerApi, code: str) -> Response:
    """How the office is reached: it stands in every message from now on."""
    filled = Contact.of(await request.form())
    try:
        seen = seen_version({"version": filled.version})
        await api.write_contact(code[:13], filled.sent(shapes.ContactWrite), seen)
    except ApiProblem as problem:
        errors, status = refused(problem)
        return await contact_page(request, api, code, Form(filled.values(), errors, problem.detail), status)
    return redirect(request, f"/petugas/daerah/{code[:13]}", _("Tersimpan. Kabar berikutnya memuat alamat ini."))


router.include_router(districts)
router.include_router(turns)
