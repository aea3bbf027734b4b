"""From the decree to the machine in the workshop: ordered, received, inspected, paid, handed over."""

from itertools import count

from bimtek_api.core.shapes import Json
from bimtek_api.demo.officers import officer_nik
from bimtek_api.demo.world.cases import FREE, Case
from bimtek_api.demo.world.hands import Office

numbers = count(1)
SUPPLIERS = (
    ("CV Mesin Musi Jaya (contoh)", "8120100000011", "Hartati Contoh"),
    ("PT Peralatan Sriwijaya (contoh)", "8120100000022", "Iskandar Contoh"),
)


async def supply(office: Office) -> list[str]:
    """The suppliers on file, each with its owner and account; returns their ids."""
    made = []
    for number, (name, nib, owner) in enumerate(SUPPLIERS, start=1):
        new = {"nib": nib, "name": name, "address": f"Jalan Contoh {number}", "phone": f"08117100{number:04d}"}
        kept = await office["agus"].post("/v1/suppliers", new)
        account = {
            "owner_name": owner, "owner_nik": officer_nik(900 + number), "bank": "Bank Sumsel Babel",
            "account_number": f"14500{number:05d}", "account_holder": name,
        }  # fmt: skip
        await office["agus"].put(f"/v1/suppliers/{kept['id']}/owner", account, kept["version"])
        made.append(kept["id"])
    return made


async def order(office: Office, case: Case, supplier: str, *, due: int) -> Json:
    """Everything the case wants, a little below the reference price, due so many days from the story's day."""
    wanted = (await office["agus"].get("/v1/districts/16.71/wanted-goods"))["items"]
    lines = [
        {"line_id": each["line_id"], "quantity": each["wanted"], "price_rupiah": each["price_rupiah"] * 9 // 11}
        for each in wanted
        if each["application_id"] == case.id
    ]
    body = {
        "supplier_id": supplier, "number": f"SPK/{next(numbers):03d}/IND", "dated": office.calendar.day(),
        "due_on": office.calendar.day(due), "tax_percent": 11, "lines": lines,
    }  # fmt: skip
    return await office["agus"].post("/v1/orders", body | FREE)


async def receive(office: Office, made: Json, most: int | None = None) -> Json:
    """Joko counts in what came, at most so many of each line; the serials are on the plates."""
    lines = [
        {"order_line_id": line["id"], "serials": [f"SN{next(numbers):06d}" for _ in range(come)]}
        for line in made["lines"]
        if (come := min(line["ordered"] - line["received"] + line["rejected"], most or 1_000))
    ]
    body = {
        "delivery_note": f"SJ-{next(numbers):04d}", "received_at": office.calendar.now().isoformat(),
        "place": "Gudang Dinas, Sako", "handed_by": "Sopir ekspedisi (contoh)", "lines": lines,
    }  # fmt: skip
    return await office["joko"].post(f"/v1/orders/{made['id']}/receipts", body)


async def inspect(office: Office, receipt: Json, broken: int = 0) -> Json:
    """Intan looks at each piece; the first ones may be broken."""
    units = [
        {"unit_id": each["id"], "condition": "broken", "note": "Rumah mesin retak."}
        if at < broken
        else {"unit_id": each["id"], "condition": "good"}
        for at, each in enumerate(receipt["units"])
    ]
    path = f"/v1/goods-receipts/{receipt['id']}/inspections"
    return await office["intan"].post(path, {"units": units} | FREE, receipt["version"])


async def pay(office: Office, made: Json, *, release: bool = True) -> None:
    """Tuti prepares what the accepted goods cost; Yanto lets it go."""
    seen = await office["tuti"].get(f"/v1/orders/{made['id']}")
    body = {"amount_rupiah": seen["accepted_rupiah"], "request_number": f"SPP-{next(numbers):04d}"}
    bill = (await office["tuti"].post(f"/v1/orders/{made['id']}/payments", body | FREE))["items"][-1]
    if release:
        said = {
            "action": "release", "paid_on": office.calendar.day(), "payment_order_number": f"SPM-{next(numbers):04d}",
            "disbursement_number": f"SP2D-{next(numbers):04d}",
        }  # fmt: skip
        await office["yanto"].post(f"/v1/payments/{bill['id']}/transitions", said | FREE, bill["version"])


async def hand_over(office: Office, case: Case, *, leave: int = 0) -> Json:
    """Joko brings what is in store for the case, but for the last `leave` pieces; the chair signs."""
    joko, seen = office["joko"], await case.read("joko")
    by_line: dict[str, list[str]] = {}
    units = await joko.rows(f"{case.path}/stock")
    for unit in units[: len(units) - leave]:
        by_line.setdefault(unit["line_id"], []).append(unit["serial"])
    where = f"/v1/districts/{seen['district']['code']}"
    photos = [
        {"file_id": (await joko.bring(f"{where}/photos", "photo", office.photo()))["id"], "shows": shows}
        for shows in ("goods", "receiver")
    ]
    signed = {
        f"{side}_signature_id": (await joko.bring(f"{where}/signatures", "signature", office.signature()))["id"]
        for side in ("giver", "receiver")
    }
    body = {
        "application_id": case.id, "version": seen["version"], "handed_at": office.calendar.now().isoformat(),
        "place": "Tempat kerja kelompok", "receiver_id": seen["members"][0]["participant_id"],
        "receiver_checked": "id_card", "witnesses": ["Lurah setempat (contoh)"], "photos": photos,
        "lines": [{"line_id": line, "serials": serials} for line, serials in by_line.items()],
    }  # fmt: skip
    return await joko.post("/v1/deliveries", body | signed | FREE)
