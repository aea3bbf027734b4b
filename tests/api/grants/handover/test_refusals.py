"""C55: a group's refusal at the door names its pieces, and moves quantities and goods."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from tests.api.grants import doors
from tests.api.grants.handover.test_upheld_disputes import held, sums
from tests.api.grants.office import Office
from tests.api.grants.warehouse import Warehouse, warehouse


@pytest.fixture
async def store(db: AsyncSession, vault: Vault, desk: Office) -> Warehouse:
    return await warehouse(db, vault, desk)


async def several(store: Warehouse, case_id: str) -> dict[str, Any]:
    """An item of which several pieces are in the store."""
    await store.stocked(case_id)
    return next(each for each in await store.lines(case_id) if len(each["serials"]) > 1)


async def test_what_is_refused_is_not_delivered_and_what_is_taken_is(
    store: Warehouse, desk: Office, client: AsyncClient, db: AsyncSession
) -> None:
    """C55: a refusal had no lines and moved no quantity and no money."""
    case_id = await desk.decreed()
    line = await several(store, case_id)
    made = await doors.part_refused(desk, case_id, line)
    assert made.status_code == 201, made.text
    await held(db)
    refused, case = line["serials"][-1], await desk.case(case_id)
    item = next(each for each in case["lines"] if each["id"] == line["line_id"])
    assert (case["status"], item["handed_over"]) == ("partly_delivered", len(line["serials"]) - 1)
    units = {each["serial"]: each for each in (await store.read("/v1/stock?limit=200"))["items"]}
    worth = sum(units[serial]["cost_rupiah"] for serial in line["serials"][:-1])
    assert ((await sums(db))["line_spent"], units[refused]["status"]) == (worth, "to_inspect")
    machines = (await desk.read(f"/v1/assets?application={case_id}"))["items"]
    assert refused not in {each["serial"] for each in machines}
    told = (await desk.read(f"/v1/deliveries/{made.json()['id']}"))["items"]
    said = next(each for each in told if each["refused"])["refused"]
    assert [(each["serial"], each["reason"], each["words"]) for each in said] == [
        (refused, "broken", "Tutupnya pecah.")
    ]
    checked = (await client.get(f"/v1/papers/{made.json()['code']}")).json()["items"]
    assert sum(each["refused"] for each in checked) == 1
    shown = await client.get(f"/v1/files/{said[0]['photo_id']}", headers=desk.proposer.headers)
    assert shown.status_code == 200


async def test_a_good_piece_is_handed_over_later_and_completes_its_line(store: Warehouse, desk: Office) -> None:
    """C55: the same piece, once somebody who keeps no store found it good."""
    case_id = await desk.decreed()
    line = await several(store, case_id)
    assert (await doors.part_refused(desk, case_id, line)).status_code == 201
    again = {"line_id": line["line_id"], "serials": line["serials"][-1:]}
    early = await desk.delivery(case_id, stocked=False, lines=[again])
    assert early.json()["code"] == "not_accepted"
    one = (await doors.refusals(desk, case_id))[0]
    assert (one["next"], one["serial"]) == ("inspect", again["serials"][0])
    assert (await doors.inspected(desk, one["unit_id"], who=store.inspector)).status_code == 201
    assert (await doors.refusals(desk, case_id))[0]["next"] == "hand_over"
    assert (await desk.delivery(case_id, stocked=False, lines=[again])).status_code == 201
    assert (await doors.refusals(desk, case_id))[0]["next"] == "nothing"
    assert (await desk.delivery(case_id, stocked=False)).status_code == 201
    assert (await desk.case(case_id))["status"] == "delivered"


async def test_a_group_refuses_everything_that_was_brought(desk: Office, db: AsyncSession) -> None:
    """C55: a whole delivery was refused without a word on which pieces."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id)
    told = await doors.attempt(desk, case_id, **await doors.refusal(desk, case_id, line))
    assert told.status_code == 201, told.text
    await held(db)
    case, found = await desk.case(case_id), await doors.refusals(desk, case_id)
    assert told.json()["items"][0]["receiver"] == case["members"][0]["name"]
    assert [(each["serial"], each["unit_status"], each["number"]) for each in found] == [
        (line["serials"][0], "to_inspect", None)
    ]
    assert (case["status"], sum(each["handed_over"] for each in case["lines"])) == ("decreed", 0)
    assert await desk.read(f"/v1/applications/{case_id}/stock") == []


async def test_a_refusal_of_everything_has_its_rules(desk: Office) -> None:
    case_id = await desk.decreed()
    whole = await doors.refusal(desk, case_id)
    for change, code in (
        ({"lines": []}, "pieces_missing"), ({"receiver_id": None}, "receiver_missing"),
        ({"kind": "no_show"}, "pieces_missing"),
    ):  # fmt: skip
        refused = await doors.attempt(desk, case_id, **whole | change)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code), refused.text
    stranger = await doors.attempt(desk, case_id, **whole | {"receiver_id": str(desk.giver.id)})
    assert stranger.json()["code"] == "receiver_not_member"
    unsigned = await doors.attempt(desk, case_id, **whole | {"receiver_signature_id": None})
    assert unsigned.json()["code"] == "refusal_unsigned"
    lone = [{"line_id": whole["lines"][0]["line_id"], "refused": [await doors.piece(desk, "LAIN-1")]}]
    assert (await doors.attempt(desk, case_id, **whole | {"lines": lone})).json()["code"] == "not_brought"
    assert (await doors.attempt(desk, case_id, **whole)).status_code == 201


async def test_a_refused_piece_has_a_reason_and_a_defect_its_photo(desk: Office) -> None:
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 2)
    for said, code in (
        ({"photo_id": None}, "photo_required"), ({"reason": "mood"}, "unknown_choice"), ({"words": " "}, "required"),
    ):  # fmt: skip
        refused = await doors.part_refused(desk, case_id, line, **said)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code), refused.text
    both = {"line_id": line["line_id"], "serials": line["serials"],
            "refused": [await doors.piece(desk, line["serials"][0])]}  # fmt: skip
    twice = await desk.delivery(case_id, stocked=False, lines=[both])
    assert twice.json()["errors"][0]["code"] == "serial_twice"
    nothing = both | {"serials": []}
    none = await desk.delivery(case_id, stocked=False, lines=[nothing])
    assert none.json()["errors"][0]["code"] == "nothing_taken"
    evidence = await desk.evidence()
    shown = [await doors.piece(desk, line["serials"][1], photo_id=evidence["photos"][0]["file_id"])]
    named = {"line_id": line["line_id"], "serials": line["serials"][:1], "refused": shown}
    same = await desk.delivery(case_id, stocked=False, lines=[named], **evidence)
    assert same.json()["code"] == "photo_used"
    unready = await doors.part_refused(desk, case_id, line, reason="site_not_ready", photo_id=None)
    assert unready.status_code == 201, unready.text


async def test_one_photo_shows_several_pieces_of_one_door_and_of_no_other(desk: Office) -> None:
    """C55, many pieces refused at once: one picture may show them all; another refusal brings its own."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 3)
    shown = await desk.upload("photos", desk.giver)
    refused = [await doors.piece(desk, serial, photo_id=shown) for serial in line["serials"][:2]]
    body = await doors.refusal(desk, case_id, line)
    whole = body | {"lines": [{"line_id": line["line_id"], "refused": refused}]}
    assert (await doors.attempt(desk, case_id, **whole)).status_code == 201
    assert {each["photo_id"] for each in await doors.refusals(desk, case_id)} == {shown}
    third = {"line_id": line["line_id"], "serials": line["serials"][2:]}
    later = await doors.refusal(desk, case_id, third)
    later["lines"][0]["refused"][0]["photo_id"] = shown
    assert (await doors.attempt(desk, case_id, **later)).json()["code"] == "photo_used"


async def test_a_refused_piece_is_never_counted_as_the_groups(desk: Office, db: AsyncSession) -> None:
    """A machine nobody took is no machine of theirs: no label, no keeper, no visit tells of it."""
    case_id = await desk.decreed()
    line = await doors.brought(desk, case_id, 2)
    assert (await doors.part_refused(desk, case_id, line)).status_code == 201
    serial = line["serials"][1]
    for table in ("assets", "handed_serials"):
        found = await db.execute(text(f"SELECT count(*) FROM {table} WHERE serial = :serial"), {"serial": serial})
        assert found.scalar_one() == 0, table
