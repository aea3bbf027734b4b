"""The pages' client against the real API: every method it has, every address it asks."""

import inspect
import re

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault, decode_key
from bimtek_web.api.change_requests import ASKED_AT
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import Caller, new_key
from tests import factories
from tests.conftest import KEYS

PATH = re.compile(r'"(/v1/[^"?]*)"')


def as_officer(api: ApiClient, who: factories.TestOfficer) -> ApiClient:
    token = who.headers["Authorization"].removeprefix("Bearer ")
    return ApiClient(api.http, Caller("en", "203.0.113.7", decode_key(KEYS["address"]), token))


def test_every_address_the_client_asks_exists(app: FastAPI) -> None:
    sources = "".join(inspect.getsource(part) for part in ApiClient.__mro__[:-1])
    shapes = {re.sub(r"{[^}]*}", "{}", path) for path in app.openapi()["paths"]}
    asked = {re.sub(r"{[^}]*}", "{}", path) for path in (*PATH.findall(sources), *ASKED_AT.values())}
    assert len(asked) > 20
    known = {path for path in asked if path in shapes or path == "/v1/{}/{}/history"}
    assert asked == known


async def test_the_public_half_works(api: ApiClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    await db.commit()
    assert len(await api.provinces()) == 38
    assert len(await api.districts()) == 514
    assert (await api.district("16.71"))["province"]["name"] == "Sumatera Selatan"
    place = (await api.subdistricts("16.71"))[0]["code"]
    assert await api.villages(place)
    assert {each["kbli"] for each in await api.trades()} >= {"14111", "95120"}
    assert await api.equipment()
    notice = await api.notice()
    found = (await api.sessions(district="16.71", limit=5))["items"]
    assert [each["id"] for each in found] == [str(session.id)]
    assert (await api.session(str(session.id)))["days"]
    body = factories.registration(session.id, notice_version=notice["version"])
    assert await api.check_registration(body | {"nik": "1"}) == {"nik": "NIK harus 16 angka. Anda menulis 1."}
    receipt = await api.register(body, new_key())
    assert (await api.receipt(receipt["number"], receipt["secret"]))["name"] == body["name"]
    asked = {"number": receipt["number"], "birth_date": body["birth_date"]}
    assert (await api.look_up_receipt(asked))["status"] == "pending_review"


async def test_the_officers_half_works(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db, starts_in=-1, days=2)
    officer, second = await factories.officer(db, vault), await factories.officer(db, vault)
    await db.commit()
    receipt = await api.register(factories.registration(session.id), new_key())
    me = as_officer(api, officer)
    assert (await me.me())["roles"][0]["role_name"] == "District officer"
    row = (await me.registrations(session=str(session.id)))["items"][0]
    assert row["number"] == receipt["number"]
    accepted = await me.move_registration(row["id"], row["version"], {"action": "accept", "reason": None})
    assert accepted["status"] == "confirmed"
    assert (await me.registration(row["id"]))["version"] == 2
    again = {"action": "accept", "reason": None, "items": [{"id": row["id"], "version": 1}]}
    skipped = await me.move_registrations(again)
    assert skipped[0]["outcome"] == "skipped"
    sheet = await me.attendance(str(session.id))
    marks = [{"registration_id": row["id"], "day_id": day["id"], "mark": "present"} for day in sheet["days"]]
    await me.mark_attendance(str(session.id), sheet["version"], marks, "Kertas baru datang")
    waiting = [{"id": each["id"], "version": each["version"]} for each in await me.corrections(str(session.id))]
    decision = {"action": "approve", "items": waiting}
    assert (await as_officer(api, second).decide_corrections(str(session.id), decision))[0]["outcome"] == "done"
    version = (await me.attendance(str(session.id)))["version"]
    done = await me.move_session(str(session.id), version, {"action": "complete", "reason": None})
    assert done["status"] == "completed"
    await read_everything(me, row, str(session.id))
    code = (await api.receipt(receipt["number"], receipt["secret"]))["certificate"]["code"]
    assert (await api.certificate(code))["status"] == "valid"
    await me.log_out()
    with pytest.raises(ApiProblem, match="401"):
        await me.me()


async def test_what_an_officer_keeps_for_next_time(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    me = as_officer(api, await factories.present(db, vault))
    await db.commit()
    planner = as_officer(api, await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None))
    new = {"code": "IKM/2026", "name": "Sandang", "funding_source": "APBN", "fiscal_year": 2026}
    programme = (await planner.create_programme(new, new_key()))["id"]
    await planner.write_programme_texts(programme, [{"kind": "all", "text": "Bawa KTP."}])
    assert [each["text"] for each in await me.programme_texts(programme)] == ["Bawa KTP."]
    assert [each["name"] for each in await me.programmes()] == [(await me.programme(programme))["name"]]
    kept = await me.keep_template({"session_id": str(session.id), "name": "Menjahit"}, new_key())
    assert [each["name"] for each in await me.templates()] == ["Menjahit"]
    plan = {"number": "1671/2027/001", "district_code": "16.71", "starts_on": "2027-02-01"}
    assert (await me.use_template(kept["id"], plan, new_key()))["status"] == "draft"
    await me.remove_template((await me.template(kept["id"]))["id"])
    job = await me.ask_export({"session": str(session.id), "format": "csv"})
    assert (await me.export_job(job["id"]))["ready"] is False
    view = await me.save_view("Sesi ini", {"session": str(session.id)})
    assert [each["name"] for each in await me.views()] == ["Sesi ini"]
    await me.remove_view(view["id"])
    assert await me.views() == []


async def read_everything(me: ApiClient, row: dict, session_id: str) -> None:
    """The pages an officer reads after a session has ended."""
    person = (await me.participants(q=row["nik_last4"]))["items"][0]
    page = await me.participant(person["id"])
    assert page["registrations"][0]["certificate_number"]
    for kind, subject in (("participants", person["id"]), ("registrations", row["id"]), ("sessions", session_id)):
        assert (await me.history(kind, subject))["items"]
    assert (await me.district_summary("16.71"))["needs"][0] == {
        "equipment": {"code": "sewing_machine", "name": "Sewing machine"}, "people": 1,
    }  # fmt: skip
