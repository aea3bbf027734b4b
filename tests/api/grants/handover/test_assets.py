"""Machines after the handover: label, keepers, states, recall, another group, ownership (G15)."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office, refused_by_the_database, today


async def machines(desk: Office) -> list[dict[str, Any]]:
    """All machines of a case that was handed over."""
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    found = await desk.client.get(f"/v1/assets?application={case_id}&limit=100", headers=desk.proposer.headers)
    return found.json()["items"]


async def asset(desk: Office, asset_id: str) -> dict[str, Any]:
    return (await desk.client.get(f"/v1/assets/{asset_id}", headers=desk.proposer.headers)).json()


async def move(desk: Office, asset_id: str, action: str, who: factories.TestOfficer, **body: Any) -> Response:
    version = (await asset(desk, asset_id))["version"]
    content = {"action": action, "reason": "Diperiksa di tempat."} | body
    return await desk.post(f"/v1/assets/{asset_id}/transitions", content, who, version)


async def test_every_serial_becomes_a_machine_with_keeper_and_label(desk: Office, client: AsyncClient) -> None:
    found = await machines(desk)
    assert len(found) == 16
    one = await asset(desk, found[0]["id"])
    assert (one["status"], one["place"], len(one["custodies"])) == ("installed", "Bengkel", 1)
    assert one["keeper"] in {each["name"] for each in one["members"]}
    label = (await client.get(f"/v1/asset-labels/{one['code'].lower()}")).json()
    assert (label["serial"], label["group_name"]) == (one["serial"], one["group_name"])
    assert one["keeper"] not in str(label)
    assert (await client.get("/v1/asset-labels/AAAA")).status_code == 404
    path = f"/v1/applications/{one['application_id']}/labels"
    sheet = await client.get(path, headers=desk.proposer.headers)
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")


async def test_a_search_finds_a_machine_by_a_part_of_its_serial(desk: Office) -> None:
    wanted = (await machines(desk))[3]
    asked = f"/v1/assets?q={wanted['serial'][2:9].lower()}"
    found = (await desk.client.get(asked, headers=desk.proposer.headers)).json()["items"]
    assert [each["id"] for each in found] == [wanted["id"]]


@pytest.mark.parametrize("action", ["use", "idle", "repair", "break", "lose"])
async def test_the_district_says_how_a_machine_is(desk: Office, action: str) -> None:
    one = (await machines(desk))[0]["id"]
    reached = {"use": "in_use", "idle": "idle", "repair": "under_repair", "break": "broken", "lose": "lost"}[action]
    assert (await move(desk, one, action, desk.proposer)).json()["status"] == reached
    assert (await move(desk, one, action, desk.proposer)).json()["code"] == "wrong_step"
    assert (await move(desk, one, "use", desk.giver)).status_code in (403, 409)


async def test_bad_news_needs_a_reason(desk: Office) -> None:
    one = (await machines(desk))[0]["id"]
    assert (await move(desk, one, "break", desk.proposer, reason=" ")).json()["code"] == "reason_required"


async def test_only_an_approver_recalls_and_another_group_gets_it_by_its_own_handover(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """integrity.md 5: given, without decree, to another group by one approver."""
    first = (await machines(desk))[0]
    one = first["id"]
    assert (await move(desk, one, "recall", desk.proposer)).status_code == 403
    assert (await move(desk, one, "reassign", desk.approver)).status_code == 422
    other = await office.group(client, db)
    said = await refused_by_the_database(db, "UPDATE assets SET group_id = :id", id=other)
    assert "permission denied" in said
    listed = {"name": first["name"], "serial": first["serial"], "cost_rupiah": 1_000_000}
    body = {"source": "Ditarik", "place": "Gudang", "pieces": [listed]}
    path = "/v1/districts/16.71/opening-stocks"
    assert (await desk.post(path, body, desk.giver)).json()["code"] == "serial_in_stock"
    ended = "UPDATE handed_serials SET ended_at = now()"
    assert "back in the store" in await refused_by_the_database(db, ended)
    assert (await move(desk, one, "recall", desk.approver)).json()["keeper"] is None
    label = (await client.get(f"/v1/asset-labels/{(await asset(desk, one))['code']}")).json()
    assert (label["held"], label["status"]) == (False, "recalled")
    assert (await move(desk, one, "restock", desk.approver)).json()["status"] == "restocked"
    second = await desk.approved(other)
    assert (await desk.decree(second)).status_code == 201
    line = next(each for each in (await desk.case(second))["lines"] if each["name"] == first["name"])
    lines = [{"line_id": line["id"], "serials": [first["serial"]]}]
    assert (await desk.delivery(second, stocked=False, lines=lines)).json()["code"] == "not_accepted"
    body["pieces"] = [listed | {"line_id": line["id"]}]
    entered = (await desk.post(path, body, desk.giver)).json()
    assert (await desk.accept(entered["id"], desk.giver)).status_code == 201
    handed = await desk.delivery(second, stocked=False, lines=lines)
    assert handed.status_code == 201, handed.text
    told = (await client.get(f"/v1/asset-labels/{(await asset(desk, one))['code']}")).json()
    assert (told["held"], told["group_name"]) == (True, (await desk.case(second))["group_name"])
    assert told["group_name"] != first["group_name"]


async def owned(desk: Office) -> dict[str, Any]:
    one = await asset(desk, (await machines(desk))[0]["id"])
    path, body = f"/v1/assets/{one['id']}/titles", {"letter_number": "BAST-HAK/1", "dated": today()}
    return (await desk.post(path, body, desk.approver, one["version"])).json()


async def ask_back(desk: Office, asset_id: str, *, paper: bool = True) -> Response:
    told = {"ground": "consent", "letter_number": "S-1", "reason": "Setuju."}
    sent = {"headers": desk.approver.headers | factories.once(), "data": told}
    files = {"files": {"file": ("surat.jpg", office.photo_with_place())}} if paper else {}
    return await desk.client.post(f"/v1/assets/{asset_id}/recalls", **sent, **files)


async def asked_back(desk: Office, asset_id: str) -> str:
    """The recall that waits for its second person."""
    asked = await ask_back(desk, asset_id)
    assert asked.status_code == 201, asked.text
    return asked.json()["recalls"][0]["id"]


async def test_what_a_group_owns_is_recalled_by_two_with_a_paper(
    desk: Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    """integrity.md 5: a machine whose title had passed was recalled by one approver; the public label then lied."""
    one = await owned(desk)
    assert (await move(desk, one["id"], "recall", desk.approver)).json()["code"] == "owned_by_group"
    for statement in ("status = 'recalled'", "title_on = NULL, title_letter = NULL"):
        said = await refused_by_the_database(db, f"UPDATE assets SET {statement} WHERE title_on IS NOT NULL")
        assert "consent or ruling" in said or "title ends with a recall" in said
    assert (await ask_back(desk, one["id"], paper=False)).status_code == 422
    decide = f"/v1/asset-recalls/{await asked_back(desk, one['id'])}/decisions"
    yes = {"outcome": "approved", "note": "Sesuai."}
    assert (await desk.post(decide, yes, desk.approver, 1)).json()["code"] == "decides_own_recall"
    own = "UPDATE asset_recalls SET outcome = 'approved', decided_by = requested_by, decided_at = now()"
    assert "two_people" in await refused_by_the_database(db, own)
    label = (await client.get(f"/v1/asset-labels/{one['code']}")).json()
    assert (label["held"], label["title_on"]) == (True, today())
    second = await factories.officer(db, vault, Role.APPROVER)
    await office.step_up(db, second)
    done = await desk.post(decide, yes, second, 1)
    assert done.status_code == 200, done.text
    assert (done.json()["status"], done.json()["title_on"]) == ("recalled", None)
    assert [each["until"] for each in done.json()["titles"]] == [today()]
    label = (await client.get(f"/v1/asset-labels/{one['code']}")).json()
    assert (label["held"], label["title_on"], label["status"]) == (False, None, "recalled")
    assert (await desk.post(decide, yes, second, 2)).json()["code"] == "recall_decided"


async def test_the_keeper_changes_within_the_group_only(desk: Office, db: AsyncSession) -> None:
    one = await asset(desk, (await machines(desk))[0]["id"])
    others = [each for each in one["members"] if each["name"] != one["keeper"]]
    path, body = f"/v1/assets/{one['id']}/custodies", {"place": "Rumah produksi", "reason": "Pindah tempat."}
    stranger = await desk.post(path, body | {"keeper_id": str(desk.giver.id)}, desk.proposer, one["version"])
    assert stranger.json()["code"] == "keeper_not_member"
    given = body | {"keeper_id": others[0]["participant_id"]}
    changed = await desk.post(path, given, desk.proposer, one["version"])
    assert (changed.status_code, changed.json()["keeper"]) == (201, others[0]["name"])
    assert (await desk.post(path, given, desk.proposer, one["version"])).status_code == 412
    denied = "UPDATE asset_custodies SET place = 'lain'"
    assert "permission denied" in await refused_by_the_database(db, denied)


async def test_ownership_passes_once_by_a_letter(desk: Office) -> None:
    one = await asset(desk, (await machines(desk))[0]["id"])
    path, body = f"/v1/assets/{one['id']}/titles", {"letter_number": "BAST-HAK/1", "dated": today()}
    for day, code in (("2020-01-01", "before_handover"), ("2090-01-01", "date_in_future")):
        refused = (await desk.post(path, body | {"dated": day}, desk.approver, one["version"])).json()
        assert code in (refused["code"], *(each["code"] for each in refused.get("errors", [])))
    done = await desk.post(path, body, desk.approver, one["version"])
    assert (done.status_code, done.json()["title_on"]) == (201, today())
    again = await desk.post(path, body, desk.approver, done.json()["version"])
    assert again.json()["code"] == "title_transferred"
