"""The demo programme: budget down to Palembang, garment packages, an open call, and a group that may apply."""

from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.calls.models import Call, CallPackage
from bimtek_api.grants.catalogue.packages.models import ItemKind, Package, PackageItem
from bimtek_api.grants.catalogue.policies.models import ApprovalPolicy
from bimtek_api.grants.catalogue.rules.models import RuleSet
from bimtek_api.participants.groups import service as groups
from bimtek_api.participants.groups.models import MemberRole
from bimtek_api.participants.groups.schemas import GroupCreate, MemberWrite
from bimtek_api.participants.people.models import Participant
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.programmes.budgets import decisions as moves
from bimtek_api.programmes.budgets import service as budgets
from bimtek_api.programmes.budgets.models import DEPTHS, BudgetNode
from bimtek_api.programmes.budgets.schemas import FirstCeiling, MoveDecision
from bimtek_api.programmes.programmes.models import FundingSource, Programme
from bimtek_api.programmes.programmes.service import COUNTRY

Hands = tuple[UUID, UUID]  # who asks for a ceiling, and who approves it
SOURCE, LETTER = "Survei harga (contoh)", "DIPA (contoh)"
PACKAGES: dict[str, tuple[str, Trade, tuple[tuple[str, str, int, int], ...]]] = {
    "GARMEN": ("Paket mesin jahit dan konfeksi", Trade.GARMENT, (
        ("Mesin jahit listrik", "unit", 8, 4_150_000), ("Mesin obras 4 benang", "unit", 3, 7_300_000),
        ("Setrika uap dan meja potong", "set", 5, 1_850_000),
    )),
    "ROTI": ("Paket roti dan makanan", Trade.FOOD, (
        ("Oven gas 2 dek", "unit", 1, 14_750_000), ("Pengaduk adonan 10 liter", "unit", 2, 5_800_000),
    )),
    "PONSEL": ("Paket reparasi ponsel", Trade.PHONE_REPAIR, (
        ("Stasiun solder udara panas", "unit", 5, 1_250_000), ("Mikroskop perbaikan", "unit", 2, 3_400_000),
        ("Catu daya dan alat ukur", "set", 5, 1_600_000),
    )),
    "LAS": ("Paket bengkel las", Trade.WELDING, (
        ("Mesin las inverter 200 A", "unit", 4, 3_900_000), ("Gerinda dan bor tangan", "set", 4, 1_450_000),
        ("Alat pelindung diri", "set", 8, 650_000),
    )),
    "BAMBU": ("Paket kerajinan bambu", Trade.BAMBOO, (
        ("Mesin belah bambu", "unit", 2, 6_500_000), ("Mesin irat bambu", "unit", 2, 8_900_000),
        ("Peralatan anyam", "set", 10, 375_000),
    )),
    "MODAL": ("Mesin dan modal kerja jahit", Trade.GARMENT, (("Mesin jahit listrik", "unit", 2, 4_150_000),)),
}  # fmt: skip
# Name, rupiah, condition, days until the report on its use.
TRANCHES: dict[str, tuple[tuple[str, int, str, int], ...]] = {
    "MODAL": (
        ("Modal kerja tahap 1", 7_500_000, "Tempat kerja siap dan mesin terpasang.", 60),
        ("Modal kerja tahap 2", 5_000_000, "Bahan dari tahap 1 sudah menjadi barang jadi.", 90),
    ),
}
CEILINGS = {
    "year": ("Anggaran kementerian (contoh)", 5_000_000_000),
    "programme": ("Program IKM Sandang (contoh)", 2_000_000_000),
    "province": ("Sumatera Selatan (contoh)", 1_200_000_000),
    "district": ("Kota Palembang (contoh)", 900_000_000),
    "line": ("Peralatan, Kota Palembang (contoh)", 600_000_000),
}
RULES: list[dict[str, str | int]] = [
    {"code": "training", "severity": "soft", "fewest": 1, "percent": 80, "months": 24},
    {"code": "members", "severity": "hard", "fewest": 5},
    {"code": "group_age", "severity": "hard", "months": 6},
    {"code": "residents", "severity": "hard"},
    {"code": "same_trade", "severity": "soft"},
    {"code": "prior_person", "severity": "hard", "months": 36},
    {"code": "prior_group", "severity": "hard", "months": 36},
    {"code": "prior_address", "severity": "soft", "months": 36},
    {"code": "prior_family", "severity": "hard", "months": 36},
    {"code": "prior_licence", "severity": "hard", "months": 36},
    {"code": "prior_account", "severity": "soft", "months": 36},
    {"code": "prior_phone", "severity": "soft", "months": 36},
]
BANDS: list[Json] = [
    {"up_to_rupiah": 100_000_000, "stages": [{"votes": 1, "level": "district"}]},
    {"up_to_rupiah": None, "stages": [{"votes": 1, "level": "district"}, {"votes": 1, "level": "country"}]},
]
REGIONS = {"programme": None, "province": "16", "district": "16.71", "line": "16.71"}


async def add_programme(
    db: AsyncSession, today: date, hands: Hands, times: int = 1
) -> tuple[Programme, UUID]:  # fmt: skip
    """The programme and the id of its budget line for Palembang; ceilings, so many times as high, come by two."""
    programme = Programme(
        code=f"SANDANG-{today.year}", name=f"Peralatan IKM Sandang {today.year} (contoh)",
        funding_source=FundingSource.APBN, fiscal_year=today.year,
    )  # fmt: skip
    db.add(programme)
    await db.flush()
    name, ceiling = CEILINGS["year"]
    node = await budgets.begin_year(db, today.year, name)
    await give(db, node, ceiling * times, hands)
    for kind, region in REGIONS.items():
        name, ceiling = CEILINGS[kind]
        node = BudgetNode(
            parent_id=node.id, depth=DEPTHS[kind], name=name, fiscal_year=today.year, programme_id=programme.id,
            district_code=region,
        )  # fmt: skip
        db.add(node)
        await db.flush()
        await give(db, node, ceiling * times, hands)
    return programme, node.id


async def give(db: AsyncSession, node: BudgetNode, ceiling: int, hands: Hands) -> None:
    asked, approved = hands
    new = FirstCeiling(name=node.name, ceiling=ceiling, letter_number=LETTER)
    move = await budgets.ask(db, SYSTEM, node.fiscal_year, COUNTRY, budgets.first(new, node), proposed_by=asked)
    await moves.settle(db, SYSTEM, move, MoveDecision(action="approve"), decided_by=approved)
    await db.refresh(node)


async def add_packages(db: AsyncSession, year: int) -> list[Package]:
    made = []
    for code, (name, trade, items) in PACKAGES.items():
        package = Package(code=code, name=name, trade=trade)
        db.add(package)
        await db.flush()
        for position, (item, unit, quantity, price) in enumerate(items, start=1):
            row = PackageItem(
                package_id=package.id, position=position, name=item, unit=unit, quantity=quantity, price_rupiah=price,
                price_source=SOURCE, price_year=year,
            )  # fmt: skip
            db.add(row)
        db.add_all(tranches(package, year, len(items)))
        made.append(package)
    await db.flush()
    return made


def tranches(package: Package, year: int, after: int) -> list[PackageItem]:
    """The money in a package, behind its goods."""
    return [
        PackageItem(
            package_id=package.id, position=after + number, kind=ItemKind.CAPITAL, name=name, unit="tahap",
            quantity=1, price_rupiah=amount, price_source=SOURCE, price_year=year, specification=terms,
            report_days=days,
        )
        for number, (name, amount, terms, days) in enumerate(TRANCHES.get(package.code, ()), start=1)
    ]  # fmt: skip


async def add_rules(db: AsyncSession) -> tuple[RuleSet, ApprovalPolicy]:
    """Who may be given aid, and how many votes an amount needs."""
    rules = RuleSet(code="DASAR", edition=1, name="Aturan dasar bantuan peralatan (contoh)", rules=RULES)
    policy = ApprovalPolicy(code="DASAR", edition=1, name="Persetujuan menurut jumlah (contoh)", bands=BANDS)
    db.add_all([rules, policy])
    await db.flush()
    return rules, policy


async def add_call(db: AsyncSession, today: date, hands: Hands) -> Call:
    """An open call in Palembang for every demo package."""
    programme, line = await add_programme(db, today, hands)
    packages = await add_packages(db, today.year)
    rules, policy = await add_rules(db)
    call = Call(
        number=f"PGL/1671/{today.year}/001", name="Peralatan usaha Palembang, tahap 1 (contoh)",
        programme_id=programme.id, district_code="16.71", budget_line_id=line,
        opens_at=clock.at(today - timedelta(days=10), time(8), "WIB"),
        closes_at=clock.end_of(today + timedelta(days=30), "WIB"), rule_set_id=rules.id,
        policy_id=policy.id,
    )  # fmt: skip
    db.add(call)
    await db.flush()
    db.add_all(CallPackage(call_id=call.id, package_id=package.id) for package in packages)
    await db.flush()
    return call


async def add_group(db: AsyncSession, today: date) -> None:
    """A group of five made-up people of Palembang."""
    query = select(Participant.person_id).where(Participant.district_code == "16.71", Participant.demo)
    people = (await db.execute(query.order_by(Participant.person_id).limit(5))).scalars().all()
    members = [
        MemberWrite(participant_id=person, role=MemberRole.MEMBER if index else MemberRole.CHAIR)
        for index, person in enumerate(people)
    ]
    new = GroupCreate(
        name="KUB Jahit Srikandi Plaju (contoh)", district_code="16.71", address="Jalan Contoh 8, Plaju",
        trade=Trade.GARMENT, formed_on=today - timedelta(days=400), members=members,
    )  # fmt: skip
    await groups.add(db, new, today - timedelta(days=30), None, demo=True)
