"""What happens at a group's door: pieces are brought, some are taken, some refused."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from httpx import Response

from tests.api.grants.office import Office


async def piece(desk: Office, serial: str, reason: str = "broken", **more: Any) -> dict[str, Any]:
    """One refused piece with its photo."""
    shown = await desk.upload("photos", desk.giver)
    return {"serial": serial, "reason": reason, "words": "Tutupnya pecah.", "photo_id": shown} | more


async def brought(desk: Office, case_id: str, count: int = 1) -> dict[str, Any]:
    """That many pieces of the first item in the store for a case; the line as a handover names it."""
    case = await desk.case(case_id, "giver")
    line = next(each for each in case["lines"] if each["kind"] == "goods" and each["approved"] >= count)
    there = [unit["serial"] for unit in await desk.read(f"/v1/applications/{case_id}/stock")
             if unit["line_id"] == line["id"]]  # fmt: skip
    serials = [*there, *(uuid4().hex[:12] for _ in range(count - len(there)))][:count]
    await desk.keep(case_id, [{"line_id": line["id"], "serials": serials}])
    return {"line_id": line["id"], "serials": serials}


async def refusal(desk: Office, case_id: str, line: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a refusal of everything that was brought says: who, which pieces, both signatures."""
    case, line = await desk.case(case_id, "giver"), line or await brought(desk, case_id)
    signed = {f"{side}_signature_id": await desk.upload("signatures", desk.giver) for side in ("giver", "receiver")}
    refused = [await piece(desk, serial) for serial in line["serials"]]
    lines = [{"line_id": line["line_id"], "refused": refused}]
    return {"receiver_id": case["members"][0]["participant_id"], "lines": lines} | signed


async def attempt(desk: Office, case_id: str, **body: Any) -> Response:
    """Nothing was taken: refused, unless `kind` says otherwise."""
    content = {
        "kind": "refused", "attempted_at": datetime.now(UTC).isoformat(), "place": "Bengkel",
        "reason": "Listrik belum siap.", "next_on": "2027-01-05", "no_conflict": True,
    }  # fmt: skip
    if body.get("kind", "refused") == "refused" and "lines" not in body:
        body = await refusal(desk, case_id) | body
    return await desk.post(f"/v1/applications/{case_id}/attempts", content | body, desk.giver)


async def part_refused(
    desk: Office, case_id: str, line: dict[str, Any], count: int = 1, **said: Any
) -> Response:  # fmt: skip
    """A handover of one item of which the last `count` pieces are refused."""
    taken, refused = line["serials"][:-count], line["serials"][-count:]
    pieces = [await piece(desk, serial, **said) for serial in refused]
    named = {"line_id": line["line_id"], "serials": taken, "refused": pieces}
    return await desk.delivery(case_id, stocked=False, lines=[named])


async def refusals(desk: Office, case_id: str) -> list[dict[str, Any]]:
    return (await desk.read(f"/v1/applications/{case_id}/refusals"))["items"]


async def inspected(desk: Office, unit_id: str, condition: str = "good", **more: Any) -> Response:
    """Somebody who keeps no store says how a piece is that came back."""
    seen = await desk.read(f"/v1/stock/{unit_id}")
    found = {"condition": condition, "no_conflict": True} | ({} if condition == "good" else {"note": "Pecah."})
    who = more.pop("who", desk.inspector)
    return await desk.post(f"/v1/stock/{unit_id}/inspections", found | more, who, seen["version"])


async def moved(desk: Office, unit_id: str, action: str) -> Response:
    seen = await desk.read(f"/v1/stock/{unit_id}")
    body = {"action": action, "reason": "Ditolak kelompok."}
    return await desk.post(f"/v1/stock/{unit_id}/transitions", body, desk.giver, seen["version"])


async def found_good(desk: Office, case_id: str) -> None:
    """Everything that came back is good after all."""
    for each in await refusals(desk, case_id):
        if each["next"] == "inspect":
            assert (await inspected(desk, each["unit_id"])).status_code == 201
