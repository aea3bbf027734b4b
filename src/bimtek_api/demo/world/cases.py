"""A case from the application to the decree: who does each step, and what she sends."""

from collections.abc import Sequence
from itertools import count

from bimtek_api.core.shapes import Json
from bimtek_api.demo.world.hands import Office

SITE = {"power": True, "space": True, "floor": True, "air": True, "water": True, "access": True}
BASIS = ["Undang-Undang Nomor 3 Tahun 2014 tentang Perindustrian (contoh)"]
PAPERS = ("domicile", "site_photo")  # what every call asks for
FREE = {"no_conflict": True}
numbers = count(1)


class Case:
    """One application. `version` is of the last answer that told it; without one the case is read before an act."""

    def __init__(self, office: Office, case_id: str) -> None:
        self.office, self.id, self.path = office, case_id, f"/v1/applications/{case_id}"
        self.version: int | None = None

    async def read(self, who: str = "lina") -> Json:
        return await self.office[who].get(self.path)

    async def act(self, who: str, where: str, **body: object) -> None:
        version = self.version or (await self.read(who))["version"]
        told = await self.office[who].post(f"{self.path}/{where}", body, version)
        self.version = told["version"] if told.get("id") == self.id else None

    async def check(self, action: str = "verify", bad: str | None = None, **more: object) -> None:
        """Dewi looks at each paper; `bad` cannot be read."""
        papers = [{"kind": kind, "result": "illegible" if kind == bad else "ok"} for kind in PAPERS]
        await self.act("dewi", "checks", action=action, papers=papers, **FREE, **more)

    async def score(self, *points: int) -> None:
        """Citra and Dedi, each for herself."""
        for who, each in zip(("citra", "dedi"), points, strict=False):
            await self.act(who, "scores", points=[each, min(5, each + 1), each], **FREE)

    async def visit(self, result: str = "fit", **more: object) -> None:
        """Bayu goes to the workshop; the chair signs."""
        seen, bayu = await self.read("bayu"), self.office["bayu"]
        photos = [await bayu.bring(f"{self.path}/field-photos", "photo", self.office.photo()) for _ in range(2)]
        signed = await bayu.bring(f"{self.path}/signatures", "signature", self.office.signature())
        people = [each["participant_id"] for each in seen["members"]]
        spot = next(numbers) % 90
        body = {
            "result": result, "visited_at": self.office.calendar.now().isoformat(), "latitude": -2.98 - spot / 2000,
            "longitude": 104.75 + spot / 1500, "accuracy_m": 9, "power_watts": 2200, "site": SITE,
            "members": [{"participant_id": each, "found": "met"} for each in people], "signer_id": people[0],
            "signature_id": signed["id"], "photos": [each["id"] for each in photos],
            "note": "Tempat kerja dilihat bersama ketua.",
        }  # fmt: skip
        await self.act("bayu", "field-visits", **body | more, **FREE)

    async def vote(self, decision: str = "approve", who: str = "hendra", **more: object) -> None:
        await self.act(who, "votes", decision=decision, **FREE, **more)

    async def move(self, who: str, action: str, **more: object) -> None:
        await self.act(who, "transitions", action=action, **more)


async def apply(office: Office, call_id: str, group_id: str, package_id: str, who: str = "ratna") -> Case:
    body = {"call_id": call_id, "group_id": group_id, "package_id": package_id}
    return Case(office, (await office[who].post("/v1/applications", body))["id"])


async def decree(office: Office, number: str, cases: Sequence[Case], **more: object) -> Json:
    """Maya writes it for these cases, dated today, and keeps the signed scan."""
    lines = [{"application_id": each.id, "version": (await each.read("maya"))["version"]} for each in cases]
    for each in cases:
        each.version = None
    body = {
        "number": number, "dated": office.calendar.day(), "signatory_name": "Kepala Dinas (contoh)",
        "signatory_position": "Kepala Dinas Perindustrian", "basis": BASIS, "lines": lines,
    }  # fmt: skip
    made = await office["maya"].post("/v1/decrees", body | FREE | more)
    await office["maya"].bring(f"/v1/decrees/{made['id']}/scans", "file", office.photo())
    return made
