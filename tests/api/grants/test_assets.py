"""Machines after the handover: label, keepers, states, recall, another group, ownership (G15)."""

from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

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


async def test_only_an_approver_recalls_and_gives_to_another_group(
    desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    one = (await machines(desk))[0]["id"]
    assert (await move(desk, one, "recall", desk.proposer)).status_code == 403
    assert (await move(desk, one, "reassign", desk.approver)).json()["errors"][0]["pointer"] == "/group_id"
    other = await office.group(client, db)
    keeper = (
        await db.execute(text("SELECT person_id FROM group_members WHERE group_id = :id"), {"id": other})
    ).scalars()
    to = {"group_id": str(other), "keeper_id": str(next(keeper)), "place": "Bengkel baru", "letter_number": "SK-9"}
    assert (await move(desk, one, "reassign", desk.approver, **to)).json()["code"] == "wrong_step"
    said = await refused_by_the_database(db, "UPDATE assets SET group_id = :id", id=other)
    assert "only after a recall" in said
    assert (await move(desk, one, "recall", desk.approver)).json()["keeper"] is None
    stranger = to | {"keeper_id": str(desk.approver.id)}
    assert (await move(desk, one, "reassign", desk.approver, **stranger)).json()["code"] == "keeper_not_member"
    done = (await move(desk, one, "reassign", desk.approver, **to)).json()
    assert (done["status"], done["group_id"], done["place"]) == ("installed", str(other), "Bengkel baru")
    assert [bool(each["until"]) for each in done["custodies"]] == [False, True]


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
