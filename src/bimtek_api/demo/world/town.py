"""Groups of alumni, the calls they answer, and what all stories of the grants share."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bimtek_api.demo.world.cases import PAPERS, Case, apply
from bimtek_api.demo.world.hands import Office
from bimtek_api.demo.world.training import Course

Story = AsyncIterator[datetime]
PACKAGE = {"garment": "MODAL", "food": "ROTI", "phone_repair": "PONSEL", "welding": "LAS", "bamboo": "BAMBU"}
NAMES = (
    "Srikandi", "Musi Maju", "Anggrek", "Sejahtera", "Melati", "Tunas Baru", "Mandiri", "Cahaya Ilir", "Bina Usaha",
    "Harapan", "Sriwijaya", "Karya Bersama", "Mawar", "Lestari", "Berkah", "Rajawali", "Kenanga", "Gotong Royong",
    "Ampera", "Sinar Ulu", "Pelangi", "Makmur", "Cempaka", "Bersatu", "Teratai", "Usaha Muda", "Sukses", "Dahlia",
    "Maju Jaya", "Sepakat", "Kenari", "Rukun", "Seroja", "Tekad", "Flamboyan", "Andalan",
    "Bougenville", "Gemilang", "Sentosa", "Kartini", "Serasan", "Sumber Rezeki", "Tulip", "Pemuda Ilir",
    "Sekundang", "Bersaudara", "Aster", "Muda Karya", "Cendana", "Sumber Makmur", "Wanita Jaya",
)  # fmt: skip
WORD = {"garment": "Jahit", "food": "Roti", "phone_repair": "Servis Ponsel", "welding": "Las", "bamboo": "Bambu"}
RUBRIC = {
    "code": "NILAI", "edition": 1, "name": "Penilaian usaha (contoh)", "scorers": 2, "most_spread": 25, "lowest": 60,
    "criteria": [
        {"name": "Kesiapan usaha", "weight": 50}, {"name": "Pasar", "weight": 30},
        {"name": "Pengelolaan", "weight": 20},
    ],
}  # fmt: skip


@dataclass
class Group:
    id: str
    trade: str


@dataclass
class Town:
    """What the stories of Palembang share: packages by code, the rules, the money, suppliers, groups still free."""

    office: Office
    packages: dict[str, UUID]
    rules: UUID
    policy: UUID
    line: UUID
    small_line: UUID  # what the ranked call may give: too little for all
    suppliers: list[str]
    groups: list[Group]

    def take(self, trade: str | None = None) -> Group:
        """The next group that has not applied, of this trade where one is named."""
        at = next(at for at, each in enumerate(self.groups) if trade in (None, each.trade))
        return self.groups.pop(at)


async def gather(office: Office, courses: list[Course]) -> list[Group]:
    """Five alumni of one session found a group, up to five of each session; the sessions take turns."""
    made: list[Group] = []
    for turn in range(5):
        for course in courses:
            people = course.alumni[turn * 5 : turn * 5 + 5]
            if len(people) < 5:
                continue
            trade = str(course.plan.trade)
            body = {
                "name": f"KUB {WORD[trade]} {NAMES[len(made) % len(NAMES)]} (contoh)", "district_code": "16.71",
                "address": f"Jalan Contoh {40 + len(made)}, Palembang", "trade": trade,
                "formed_on": office.calendar.day(-400),
                "members": [
                    {"participant_id": person, "role": "member" if at else "chair"}
                    for at, person in enumerate(people)
                ],
            }  # fmt: skip
            made.append(Group((await office["lina"].post("/v1/groups", body))["id"], trade))
            path, lina = f"/v1/groups/{made[-1].id}/papers", office["lina"]
            await office.together([lina.bring(path, "file", office.photo(), {"kind": kind}) for kind in PAPERS])
    return made


async def announce(
    town: Town, number: int, name: str, *, days: int, visit: bool, rubric: str | None = None, line: UUID | None = None
) -> str:
    """A call that opens today and closes so many days on; without visit and scores it asks for no papers either."""
    calendar = town.office.calendar
    body = {
        "number": f"PGL/1671/{calendar.day()[:4]}/{number:03d}", "name": f"{name} (contoh)",
        "budget_line_id": str(line or town.line), "opens_on": calendar.day(), "closes_on": calendar.day(days),
        "packages": [str(each) for each in town.packages.values()], "rule_set_id": str(town.rules),
        "policy_id": str(town.policy), "field_visit": visit, "rubric_id": rubric,
        "required_papers": PAPERS if visit or rubric else (),
    }  # fmt: skip
    return (await town.office["sari"].post("/v1/calls", body))["id"]


async def applied(town: Town, call: str, package: str | None = None, trade: str | None = None) -> Case:
    group = town.take(trade)
    return await apply(town.office, call, group.id, str(town.packages[package or PACKAGE[group.trade]]))
