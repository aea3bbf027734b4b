"""integrity.md 5: minutes without photo, signature or scan; one signature image for everybody. Case 54."""

from io import BytesIO
from typing import Any

import pytest
from httpx import AsyncClient, Response
from PIL import Image
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import pictures
from bimtek_api.core.pictures import BlankSignature
from tests.api.grants import office
from tests.api.grants.office import Office, photo_with_place, refused_by_the_database
from tests.api.grants.pictures import drawn

COUNT = "SELECT (SELECT count(*) FROM handovers), (SELECT spent FROM budget_nodes WHERE id = :line)"
NEEDS = "UPDATE programmes SET handover_needs = CAST(:needs AS text[])"


def png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


async def counted(desk: Office, db: AsyncSession) -> tuple[int, int]:
    return tuple((await db.execute(text(COUNT), {"line": desk.call["line"]})).one())


@pytest.mark.parametrize(
    ("lacks", "word"),
    [({"photos": []}, "foto barang, foto penerima"), ({"giver_signature_id": None}, "tanda tangan"),
     ({"receiver_signature_id": None}, "tanda tangan")],
)  # fmt: skip
async def test_what_lacks_evidence_is_a_draft_and_no_minutes(
    desk: Office, db: AsyncSession, lacks: dict[str, Any], word: str
) -> None:
    """integrity.md 5: handover without photo, signature or scan issued minutes and spent budget."""
    case_id = await desk.decreed()
    refused = await desk.delivery(case_id, **lacks)
    assert (refused.status_code, refused.json()["code"]) == (409, "evidence_missing")
    assert word in refused.json()["detail"]
    assert await counted(desk, db) == (0, 0)
    path, draft = f"/v1/applications/{case_id}/handover-drafts", {"place": "Bengkel", "witnesses": ["Rusdi"]}
    kept = await desk.post(path, draft, desk.giver)
    assert kept.status_code == 201, kept.text
    assert kept.json()["items"][0]["missing"] == ["goods_photo", "receiver_photo", "signature"]
    assert (await desk.post(path, draft, desk.giver)).json()["code"] == "draft_there"
    assert await counted(desk, db) == (0, 0)
    found = kept.json()["items"][0]
    put = {"headers": desk.giver.headers | {"If-Match": '"1"'}, "json": draft | await desk.evidence()}
    changed = (await desk.client.put(f"/v1/handover-drafts/{found['id']}", **put)).json()["items"][0]
    assert (changed["missing"], changed["version"]) == ([], 2)
    assert (await desk.client.put(f"/v1/handover-drafts/{found['id']}", **put)).status_code == 412
    done = await desk.delivery(case_id)
    assert (done.status_code, (await counted(desk, db))[0]) == (201, 1)
    assert (await desk.read(path))["items"][0]["status"] == "completed"


async def test_the_programme_says_what_evidence_there_must_be(desk: Office, db: AsyncSession) -> None:
    """Default: all. Several photos are kept, and the paper signed in ink counts for both signatures."""
    scan = await desk.upload("minutes-scans", desk.giver)
    shows = ("goods", "goods", "other")
    more = [{"file_id": await desk.upload("photos", desk.giver), "shows": each} for each in shows]
    case_id = await desk.decreed()
    without = {"giver_signature_id": None, "receiver_signature_id": None}
    assert (await desk.delivery(case_id, photos=more, scan_id=scan, **without)).json()["code"] == "evidence_missing"
    await db.execute(text(NEEDS), {"needs": ["goods_photo", "signature"]})
    made = await desk.delivery(case_id, photos=more, scan_id=scan, **without)
    assert made.status_code == 201, made.text
    told = await desk.read(f"/v1/deliveries/{made.json()['id']}")
    assert sorted(each["shows"] for each in told["photos"]) == ["goods", "goods", "other"]
    assert told["scan_id"] == scan


async def test_the_database_takes_no_minutes_without_evidence(desk: Office, db: AsyncSession) -> None:
    """Direct SQL as the application's role: at the end of the transaction everything the programme asks is there."""
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    await db.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    await db.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    again = (
        "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
        " handed_at, place, receiver_id, snapshot, snapshot_hash) SELECT 'X', 'XXXXXXXXXXXX', application_id,"
        " person_id, duty_group, decree_line_id, district_code, bimtek_now(), 'x', receiver_id, '{}', 'x'"
        " FROM handovers"
    )
    async with db.begin_nested() as undone:
        await db.execute(text(again))
        said = await refused_by_the_database(db, "SET CONSTRAINTS ALL IMMEDIATE")
        assert "without the evidence" in said
        await undone.rollback()


async def test_one_signature_serves_one_person_once(desk: Office, client: AsyncClient, db: AsyncSession) -> None:
    """integrity.md 5: one signature image served for giver and receiver and again on other minutes."""
    case_id = await desk.decreed()
    ink = photo_with_place()
    one = await desk.upload("signatures", desk.giver, ink)
    assert await desk.upload("signatures", desk.giver, ink) == one
    both = await desk.delivery(case_id, giver_signature_id=one, receiver_signature_id=one)
    assert both.json()["code"] == "signature_used"
    made = await desk.delivery(case_id, giver_signature_id=one)
    assert made.status_code == 201, made.text
    assert (await kept(desk, ink)).json()["code"] == "signature_used"
    renamed = Image.open(BytesIO(ink)).convert("RGB")
    assert (await kept(desk, png(renamed))).json()["code"] == "signature_used"
    other = await office.group(client, db)
    second = await desk.approved(other)
    assert (await desk.decree(second)).status_code == 201
    again = await desk.delivery(second, giver_signature_id=one)
    assert again.json()["code"] == "signature_used"
    for statement in (
        "UPDATE signatures SET side = 'receiver' WHERE side = 'giver'",
        "UPDATE handovers SET giver_signature_id = receiver_signature_id",
        "INSERT INTO signatures (file_id, pixels, sha256) SELECT file_id, 'x', 'x' FROM signatures LIMIT 1",
    ):
        said = await refused_by_the_database(db, statement)
        assert any(each in said for each in ("serves once", "permission denied", "signatures")), said


async def test_the_database_knows_whose_signature_it_is(desk: Office, db: AsyncSession) -> None:
    """Direct SQL: the giver's signature is not the receiver's, and not one of another case."""
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    swapped = (
        "INSERT INTO handovers (number, code, application_id, person_id, duty_group, decree_line_id, district_code,"
        " handed_at, place, receiver_id, snapshot, snapshot_hash, giver_signature_id) SELECT 'X', 'XXXXXXXXXXXX',"
        " application_id, person_id, duty_group, decree_line_id, district_code, bimtek_now(), 'x', receiver_id, '{}',"
        " 'x', {column} FROM handovers"
    )
    for column, words in (("receiver_signature_id", "not that person"), ("giver_signature_id", "serves once")):
        assert words in await refused_by_the_database(db, swapped.replace("{column}", column))


async def test_one_photo_does_not_show_goods_and_receiver(desk: Office) -> None:
    case_id = await desk.decreed()
    same = photo_with_place()
    twice = [await desk.upload("photos", desk.giver, same) for _ in range(2)]
    shown = [{"file_id": kept, "shows": each} for kept, each in zip(twice, ("goods", "receiver"), strict=True)]
    assert (await desk.delivery(case_id, photos=shown)).json()["code"] == "photo_used"


async def kept(desk: Office, content: bytes) -> Response:
    part = {"signature": ("x.png", content)}
    return await desk.client.post("/v1/districts/16.71/signatures", files=part, headers=desk.giver.headers)


@pytest.mark.parametrize("colour", ["white", "black", "#7b1e3a"])
async def test_a_picture_of_one_colour_is_no_signature(desk: Office, colour: str) -> None:
    """Case 54: blank is refused."""
    refused = await kept(desk, png(Image.new("RGB", (300, 120), colour)))
    assert (refused.status_code, refused.json()["code"]) == (422, "blank_signature")
    clear = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    assert (await kept(desk, png(clear))).json()["code"] == "blank_signature"


def inked(mode: str) -> Image.Image:
    """Black ink on nothing."""
    picture = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (10, 18, 50, 22))
    return picture if mode == "RGBA" else picture.convert("LA") if mode == "LA" else palette(picture)


def palette(picture: Image.Image) -> Image.Image:
    flat = Image.new("P", picture.size, 0)
    flat.putpalette([0, 0, 0, 0, 0, 0])
    flat.paste(1, (10, 18, 50, 22))
    flat.info["transparency"] = bytes([0, 255])
    return flat


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_case_54_transparency_is_white_paper(mode: str) -> None:
    """cases.md 54: a transparent signature became a black box."""
    made, _ = pictures.signed(png(inked(mode)))
    seen = Image.open(BytesIO(made)).convert("L")
    assert (seen.getpixel((2, 2)) > 240, seen.getpixel((30, 20)) < 40) == (True, True)


def test_case_54_sixteen_bits_of_grey_are_scaled() -> None:
    """cases.md 54: a gradient from 0 to 65535 turned white."""
    grey = Image.new("I;16", (256, 20))
    grey.putdata([x * 257 for _ in range(20) for x in range(256)])
    seen = Image.open(BytesIO(pictures.made_anew(png(grey)))).convert("L")
    assert [abs(seen.getpixel((x, 10)) - x) < 8 for x in (5, 64, 128, 200, 250)] == [True] * 5
    with pytest.raises(BlankSignature):
        pictures.signed(png(Image.new("I;16", (40, 40), 65535)))


def test_the_fingerprint_is_of_what_is_seen() -> None:
    one = drawn()
    assert pictures.fingerprint(one) == pictures.fingerprint(one.convert("RGBA"))
    assert pictures.fingerprint(one) != pictures.fingerprint(drawn())
