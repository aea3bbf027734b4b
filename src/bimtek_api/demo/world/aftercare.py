"""What comes after the handover: capital in tranches, visits, the group's report, complaints, holidays."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from bimtek_api.core.shapes import Json
from bimtek_api.demo.world.cases import FREE, Case
from bimtek_api.demo.world.hands import Office

numbers = count(1)


async def open_account(office: Office, case: Case, *, check: bool = True) -> None:
    """Lina records the group's account with its savings book; Tuti reads it."""
    seen = await case.read()
    path, chair = f"/v1/groups/{seen['group_id']}", seen["members"][0]["name"]
    number = f"1450099{next(numbers):04d}"
    kept = await office["lina"].post(
        f"{path}/account", {"bank": "Bank Sumsel Babel", "number": number, "holder": chair}
    )
    await office["lina"].bring(f"{path}/papers", "file", office.photo(), {"kind": "bank_account"})
    if check:
        await office["tuti"].post(f"{path}/account/checks", {"number": number}, kept["account"]["version"])


async def tranche(office: Office, case: Case, index: int) -> Json:
    return (await office["tuti"].get(f"{case.path}/capital"))["tranches"][index]


async def release(office: Office, case: Case, index: int) -> None:
    """Lina saw the condition met, Tuti prepares, Yanto sends and hears that it arrived."""
    line = (await tranche(office, case, index))["line_id"]
    await office["lina"].post(f"/v1/tranches/{line}/conditions", {"note": "Dilihat di tempat kerja."})
    body = {"request_number": f"SPP-M{next(numbers):03d}"}
    await office["tuti"].post(f"/v1/tranches/{line}/payments", body | FREE)
    for action in ("send", "confirm"):
        payment = (await tranche(office, case, index))["payments"][-1]
        said = {"action": action, "day": office.calendar.day()}
        if action == "send":
            at = next(numbers)
            said |= {"payment_order_number": f"SPM-M{at:03d}", "disbursement_number": f"SP2D-M{at:03d}"}
        await office["yanto"].post(
            f"/v1/tranche-payments/{payment['id']}/transitions", said | FREE, payment["version"]
        )


async def report_funds(office: Office, case: Case, index: int, *, accept: bool = True) -> None:
    """The group's receipts for one tranche; the second officer judges them."""
    report = (await tranche(office, case, index))["report"]
    path = f"/v1/funds-reports/{report['id']}"
    used = {"used_rupiah": report["amount_rupiah"], "note": "Kain, benang, dan sewa tempat."}
    await office["ratna"].bring(f"{path}/submissions", "file", office.photo(), used)
    if accept:
        seen = (await tranche(office, case, index))["report"]
        body = {"action": "accept", "note": "Kuitansi lengkap."}
        await office["dewi"].post(f"{path}/decisions", body, seen["version"])


async def visit(office: Office, case: Case, index: int, *, broken: int = 0, accept: bool = True) -> None:
    """Ratna sees every machine at the group's place; Dewi reads the report."""
    plan = await office["ratna"].get(f"{case.path}/aftercare")
    seen = await office["ratna"].get(f"/v1/visits/{plan['visits'][index]['id']}")
    await office["ratna"].bring(f"/v1/visits/{seen['id']}/photos", "photo", office.photo())
    findings = [
        {"asset_id": each["asset_id"], "status": "broken" if at < broken else "in_use"}
        for at, each in enumerate(seen["findings"])
    ]
    body = {
        "visited_on": office.calendar.day(), "workers": 5 + index, "turnover_rupiah": 6_500_000 + 2_250_000 * index,
        "findings": findings, "note": "Satu mesin menunggu suku cadang." if broken else "Dipakai setiap hari.",
    }  # fmt: skip
    seen = await office["ratna"].get(f"/v1/visits/{seen['id']}")
    done = await office["ratna"].post(f"/v1/visits/{seen['id']}/reports", body, seen["version"])
    if accept:
        read = {"action": "accept", "note": "Sudah dibaca."}
        await office["dewi"].post(f"/v1/visits/{seen['id']}/transitions", read, done["version"])


async def report(office: Office, case: Case, *, accept: bool) -> None:
    """The group's report on the aid: Ratna hands it in, Dewi reads it."""
    seen = (await office["ratna"].get(f"{case.path}/aftercare"))["report"]
    path = f"/v1/accountability-reports/{seen['id']}"
    done = await office["ratna"].bring(f"{path}/submissions", "file", office.photo(), {"note": "Laporan 90 hari."})
    if accept:
        said = {"action": "accept", "note": "Lengkap."}
        await office["dewi"].post(f"{path}/decisions", said, done["report"]["version"])


@dataclass(frozen=True)
class Complaint:
    """`day`: days from today on which it comes in. `ends`: how far it is brought; the answer is public."""

    day: int
    category: str
    text: str
    ends: str = "received"
    answer: str = ""
    outcome: str = "upheld"
    name: str | None = None


COMPLAINTS = (
    Complaint(-150, "equipment_problem", "Mesin obras tersendat sejak minggu pertama dipakai.", "closed",
              "Teknisi pemasok mengganti pisau atas, tanpa biaya.", name="Rosmala (contoh)"),
    Complaint(-121, "other", "Jadwal pelatihan roti bentrok dengan pasar mingguan.", "closed",
              "Sesi berikutnya dimulai hari Selasa.", "partly"),
    Complaint(-96, "unfair_selection", "Kelompok kami lengkap, tetapi tidak terpilih. Mohon dijelaskan.", "closed",
              "Urutan dan nilainya sudah dijelaskan kepada ketua.", "rejected", "Gunawan (contoh)"),
    Complaint(-70, "asked_for_money", "Seseorang meminta dua ratus ribu rupiah supaya nama saya didahulukan.",
              "resolved", "Diperiksa bersama inspektorat. Orang itu bukan petugas; peringatan dipasang di kantor."),
    Complaint(-44, "equipment_problem", "Satu setrika uap tidak panas.", "resolved", "Sudah ditukar pemasok."),
    Complaint(-30, "officer_conduct", "Petugas datang tanpa memberi tahu lebih dulu.", "in_progress"),
    Complaint(-21, "equipment_problem", "Solder udara panas belum lengkap, satu ujungnya hilang.", "on_hold"),
    Complaint(-9, "other", "Tempat pelatihan sulit dicapai kursi roda.", "in_progress"),
    Complaint(-4, "personal_data", "Nomor ponsel saya dihubungi penjual mesin setelah mendaftar."),
    Complaint(-2, "equipment_problem", "Buku petunjuk mesin las hanya dalam bahasa Mandarin."),
    Complaint(-1, "other", "Surel undangan saya masuk ke folder spam."),
)  # fmt: skip
STEPS = {"received": (), "in_progress": ("take",), "on_hold": ("take", "hold"), "resolved": ("take", "resolve"),
         "closed": ("take", "resolve", "close")}  # fmt: skip


async def complained(office: Office, told: Complaint) -> AsyncIterator[datetime]:
    """Comes in from the web, is taken the next day and answered within the week."""
    yield office.calendar.at(told.day, 20)
    new = {"category": told.category, "district_code": "16.71", "text": told.text, "name": told.name}
    number = (await office.complain(new))["number"]
    for after, action in enumerate(STEPS[told.ends], start=1):
        yield office.calendar.at(told.day + after * 2, 9.5)
        rows = (await office["wati"].get("/v1/complaint-cases?limit=100"))["items"]
        seen = next(row for row in rows if row["number"] == number)
        said: dict[str, str] = {"action": action}
        if action == "resolve":
            said |= {"answer": told.answer, "outcome": told.outcome}
        elif action == "hold":
            said |= {"reason": "Menunggu suku cadang dari pemasok."}
        await office["wati"].post(f"/v1/complaint-cases/{seen['id']}/transitions", said, seen["version"])
