"""Officers invited, given roles, shut out and recovered: taking needs one administrator, giving needs two."""

from datetime import date
from typing import Any
from uuid import UUID

import pyotp
import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bimtek_api.access.roles import Role
from tests import factories
from tests.api.access.admins import Admins
from tests.api.grants.office import step_up

GOOD = "kuda besi terbang malam 71"
NIK = {"nik": factories.nik(17, born=date(1984, 2, 3))}
NEW = {"email": "Baru@uji.id", "name": "Petugas Baru", "position": "Staf"} | NIK


def code_of(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def activated(client: AsyncClient, token: str, **changes: str) -> Response:
    shown = (await client.post("/v1/enrolments/views", json={"token": token})).json()
    code = pyotp.TOTP(shown["totp_secret"]).now()
    own = {} if shown["nik_last4"] else NIK
    body = {"token": token, "password": GOOD, "code": code} | own | changes
    return await client.post("/v1/enrolments/completions", json=body)


async def test_an_officer_is_invited_makes_her_own_password_and_gets_her_role_from_two(admins: Admins) -> None:
    invited = await admins.post("/officers", NEW)
    assert invited.status_code == 201, invited.text
    page = (await admins.client.get("/v1/officers?q=baru@", headers=admins.first.headers)).json()["items"]
    assert [(each["email"], each["state"], each["roles"]) for each in page] == [("baru@uji.id", "invited", [])]
    assert await early(admins) == 401
    done = await activated(admins.client, invited.json()["token"])
    assert done.status_code == 201
    assert len(set(done.json()["codes"])) == 10
    officer_id = UUID(page[0]["id"])
    request = await admins.asked(officer_id)
    assert (await admins.decide(request)).json()["approved"] is True
    shown = (await admins.client.get(f"/v1/officers/{officer_id}", headers=admins.first.headers)).json()
    assert (shown["state"], shown["roles"], shown["recovery_codes_left"]) == (
        "active",
        ["Penilai, Kota Palembang"],
        10,
    )


async def early(admins: Admins) -> int:
    body = {"email": "baru@uji.id", "password": GOOD, "code": "000000"}
    return (await admins.client.post("/v1/logins", json=body)).status_code


async def test_a_link_works_once_and_refuses_what_is_guessed(admins: Admins) -> None:
    token = (await admins.post("/officers", NEW)).json()["token"]
    for changes, pointer, code in (
        ({"password": "pendek"}, "/password", "password_short"),
        ({"password": "petugas baru 1"}, "/password", "password_guessed"),
        ({"code": "000000"}, "/code", "code_wrong"),
    ):
        answer = await activated(admins.client, token, **changes)
        assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]
    assert (await activated(admins.client, token)).status_code == 201
    again = await admins.client.post("/v1/enrolments/views", json={"token": token})
    assert code_of(again) == (404, "enrolment_over")


async def test_nobody_decides_what_she_asked_for_or_what_is_about_herself(admins: Admins) -> None:
    request = await admins.asked((await admins.plain()).id)
    assert code_of(await admins.decide(request, admins.first)) == (409, "second_person")
    assert code_of(await admins.ask(admins.first.id)) == (409, "not_for_yourself")
    about = await admins.asked(admins.second.id, kind="recovery")
    assert code_of(await admins.decide(about)) == (409, "not_for_yourself")
    with pytest.raises(IntegrityError, match="two_people"):
        async with admins.db.begin_nested():
            await admins.db.execute(
                text("UPDATE access_requests SET decided_by = requested_by, decided_at = now(), approved = true")
            )


async def test_it_waits_for_the_other_administrator_alone(admins: Admins) -> None:
    await admins.asked((await admins.plain()).id)
    for who, kinds in ((admins.first, []), (admins.second, ["access_to_decide"])):
        items = (await admins.client.get("/v1/inbox", headers=who.headers)).json()["items"]
        assert [each["kind"] for each in items] == kinds


async def test_a_refusal_gives_nothing(admins: Admins) -> None:
    officer = await admins.plain()
    request = await admins.asked(officer.id)
    assert (await admins.decide(request, approve=False, note="Bukan penilai.")).json()["approved"] is False
    assert "application.score" not in await admins.permissions(officer)
    assert code_of(await admins.decide(request)) == (409, "decided_already")


async def test_a_role_that_ends_is_gone_on_the_next_request(admins: Admins) -> None:
    officer = await admins.plain()
    shown = (await admins.client.get(f"/v1/officers/{officer.id}", headers=admins.first.headers)).json()
    ends = f"/role-assignments/{shown['assignments'][0]['id']}/ends"
    assert (await admins.post(ends, {"reason": "Mutasi."})).status_code == 200
    assert await admins.permissions(officer) == ["logged_in", "self"]
    assert code_of(await admins.post(ends, {"reason": "Mutasi."})) == (404, "assignment_not_found")


async def test_one_administrator_logs_an_officer_out_everywhere_and_she_comes_back(admins: Admins) -> None:
    officer = await factories.officer(admins.db, admins.vault)
    path = f"/officers/{officer.id}/login-ends"
    stranger = await admins.client.post(f"/v1{path}", json={"reason": "x"}, headers=officer.headers)
    assert code_of(stranger) == (403, "forbidden")
    out = await admins.post(path, {"reason": "Ponselnya hilang."})
    assert (out.status_code, out.json()["open_logins"], out.json()["state"]) == (200, 0, "active"), out.text
    assert (await admins.client.get("/v1/me", headers=officer.headers)).status_code == 401
    body = {"email": officer.email, "password": factories.PASSWORD, "code": officer.totp.now()}
    assert (await admins.client.post("/v1/logins", json=body)).status_code == 201
    herself = await admins.post(f"/officers/{admins.first.id}/login-ends", {"reason": "x"})
    assert code_of(herself) == (409, "not_for_yourself")


async def test_a_disabled_officer_is_out_and_comes_back_only_by_two(admins: Admins) -> None:
    officer = await admins.plain()
    off = await admins.post(f"/officers/{officer.id}/disablings", {"reason": "Pensiun."})
    assert off.json()["state"] == "disabled"
    assert (await admins.client.get("/v1/me", headers=officer.headers)).status_code == 401
    request = await admins.asked(officer.id, kind="enable", reason="Kembali bertugas.")
    assert (await admins.decide(request)).json()["approved"] is True
    assert (await admins.client.get("/v1/me", headers=officer.headers)).status_code == 401, "old log-ins stay ended"


async def test_a_recovery_shuts_the_old_means_at_once(admins: Admins) -> None:
    officer = await admins.plain()
    request = await admins.asked(officer.id, kind="recovery", reason="Ponsel hilang, datang dengan KTP.")
    decided = (await admins.decide(request)).json()
    assert (await admins.client.get("/v1/me", headers=officer.headers)).status_code == 401
    body = {"email": officer.email, "password": factories.PASSWORD, "code": officer.totp.now()}
    assert (await admins.client.post("/v1/logins", json=body)).status_code == 401
    done = await activated(admins.client, decided["token"])
    with_paper = {"email": officer.email, "password": GOOD, "code": done.json()["codes"][3].lower()}
    logged_in = await admins.client.post("/v1/logins", json=with_paper)
    assert logged_in.status_code == 201, logged_in.text
    assert (await admins.client.post("/v1/logins", json=with_paper)).status_code == 401, "each code once"
    headers = {"Authorization": f"Bearer {logged_in.json()['token']}"}
    renewed = await admins.client.post("/v1/recovery-codes", headers=headers)
    assert code_of(renewed) == (403, "step_up_required"), "a code on paper proves nothing to the office"


async def test_an_administrator_of_a_province_gives_what_is_in_it(admins: Admins) -> None:
    local = await admins.plain(Role.ADMINISTRATOR, "16")
    await step_up(admins.db, local)
    inside, outside = await admins.plain(), await admins.plain(Role.DISTRICT_OFFICER, "32.73")
    assert (await admins.ask(inside.id, local)).status_code == 201
    assert code_of(await admins.ask(inside.id, local, region_code=None)) == (403, "out_of_reach")
    for unseen in (outside.id, admins.first.id):
        assert code_of(await admins.ask(unseen, local)) == (404, "officer_not_found")
    everywhere = await admins.plain(Role.DISTRICT_OFFICER, "16.71")
    await admins.decide(await admins.asked(everywhere.id, region_code=None))
    off = await admins.post(f"/officers/{everywhere.id}/disablings", {"reason": "x"}, local)
    assert code_of(off) == (403, "out_of_reach"), "one of her roles is the country's"
    seen = (await admins.client.get("/v1/officers?limit=200", headers=local.headers)).json()["items"]
    ids = {each["id"] for each in seen}
    assert (str(inside.id) in ids, str(outside.id) in ids) == (True, False)


async def test_changing_access_needs_a_fresh_code(admins: Admins, at: Any) -> None:
    officer = await admins.plain()
    now = (await admins.db.execute(text("SELECT bimtek_now() + interval '6 minutes'"))).scalar_one()
    await at(now.isoformat())
    for answer in (
        await admins.post("/officers", NEW), await admins.ask(officer.id),
        await admins.post(f"/officers/{officer.id}/disablings", {"reason": "x"}),
    ):  # fmt: skip
        assert code_of(answer) == (403, "step_up_required")


async def test_each_act_is_in_the_history(admins: Admins) -> None:
    officer = await admins.plain()
    await admins.decide(await admins.asked(officer.id))
    query = text("SELECT name FROM events WHERE subject_id = :id ORDER BY id")
    assert list((await admins.db.execute(query, {"id": officer.id})).scalars()) == ["access.asked", "role.assigned"]
