"""The call of half a year ago: every way a case can go, from a paper that never came to a machine in use."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from bimtek_api.demo.world import aftercare, goods
from bimtek_api.demo.world.cases import Case, decree
from bimtek_api.demo.world.town import Story, Town, announce, applied

OPENS, APPLY = -170, -160
BOTH = 2  # visits: whoever filed them reports on the aid too
DECREES = {1: -128, 2: -118, 3: -40}  # the days on which Maya signs


@dataclass(frozen=True)
class Way:
    """How one case goes: its last chapter, the decree it stands in, and how many visits are filed."""

    ends: str
    trade: str
    decree: int = 0
    package: str | None = None
    visits: int = 0


WAYS = (
    Way("withdrawn", "food"), Way("lapsed", "welding"), Way("ineligible", "bamboo"), Way("rejected", "food"),
    Way("approval_cancelled", "phone_repair"), Way("delivered", "welding", 1, visits=2),
    Way("delivered", "phone_repair", 1, visits=2), Way("delivered", "food", 1, visits=1),
    Way("delivered", "bamboo", 1, visits=2), Way("broken", "welding", 1, visits=2),
    Way("capital", "garment", 1, "MODAL", visits=1), Way("unpaid", "food", 2, visits=1),
    Way("disputed", "phone_repair", 2), Way("short", "bamboo", 2), Way("capital_due", "garment", 2, "MODAL"),
    Way("account", "garment", 2, "MODAL"), Way("revoked", "welding", 2), Way("ordered", "phone_repair", 3),
    Way("late", "food", 3), Way("stored", "bamboo", 3), Way("stored", "phone_repair", 3), Way("received", "food", 3),
    Way("wanted", "welding", 3),
)  # fmt: skip


class PastCall:
    """Its cases by the decree they stand in, so that one decree is signed for all of them."""

    def __init__(self, town: Town) -> None:
        self.town, self.decreed, self.call = town, defaultdict[int, list[Case]](list), ""

    async def opened(self) -> Story:
        yield self.town.office.calendar.at(OPENS)
        self.call = await announce(self.town, 1, "Peralatan usaha Palembang, tahap 1", days=40, visit=True)

    async def signed(self, number: int) -> Story:
        """One decree for whoever waits for it; the second is amended when a recipient drops out."""
        calendar = self.town.office.calendar
        yield calendar.at(DECREES[number], 10)
        name = f"SK/{100 + number}/IND/{calendar.day()[:4]}"
        await decree(self.town.office, name, self.decreed[number])

    async def followed(self, way: Way, start: int) -> Story:
        """One case from its application on; what was decreed goes on to its own chapter."""
        at = self.town.office.calendar.at
        yield at(start, 9)
        case = await applied(self.town, self.call, way.package, way.trade)
        yield at(start + 4, 10)
        if way.ends in ("withdrawn", "lapsed", "ineligible"):
            await turned_away(case, way.ends)
            return
        await case.check()
        yield at(start + 12, 11)
        await case.visit()
        yield at(start + 18 if way.decree < 3 else DECREES[3] - 6, 9)
        if way.ends == "rejected":
            await case.vote("reject", note="Tempat kerja hanya disewa tiga bulan.")
            return
        await case.vote()
        if way.ends == "approval_cancelled":
            yield at(start + 20, 9)
            await case.move("maya", "cancel_approval", reason="Kelompok bubar sebelum SK terbit.")
            return
        self.decreed[way.decree].append(case)
        async for instant in self.chapter(case, way, DECREES[way.decree] + 3):
            yield instant

    def chapter(self, case: Case, way: Way, day: int) -> AsyncIterator[datetime]:
        if way.ends == "revoked":
            return self.revoked(case, day + 20)
        if way.ends in ("wanted", "ordered", "late", "received", "stored"):
            return self.bought(case, way.ends, day)
        return self.delivered(case, way, day)

    async def revoked(self, case: Case, day: int) -> Story:
        """The group gives its place up: Maya proposes it with the letter, Rudi agrees, the budget has it back."""
        office = self.town.office
        yield office.calendar.at(day)
        made = (await case.read("maya"))["decree"]["id"]
        body = {
            "application_ids": [case.id], "reason": "Kelompok menolak bantuan secara tertulis.",
            "letter_number": "S-17/KUB", "letter_dated": office.calendar.day(-2),
        }  # fmt: skip
        change = (await office["maya"].post(f"/v1/decrees/{made}/changes", body))["changes"][-1]
        yield office.calendar.at(day + 3)
        decision = {"action": "approve", "note": "Suratnya lengkap."}
        await office["rudi"].post(f"/v1/decree-changes/{change['id']}/decisions", decision, change["version"])

    async def bought(self, case: Case, how: str, day: int) -> Story:
        """Bought, but not yet given: ordered, late, or in the store with its inspection done."""
        office, at = self.town.office, self.town.office.calendar.at
        yield at(day, 9)
        if how == "wanted":
            return
        made = await goods.order(office, case, self.town.suppliers[0], due=20 if how == "late" else 60)
        if how not in ("received", "stored"):
            return
        yield at(day + 25, 10)
        receipt = await goods.receive(office, made)
        if how == "stored":
            yield at(day + 26, 10)
            await goods.inspect(office, receipt)

    async def delivered(self, case: Case, way: Way, day: int) -> Story:
        """Bought, received, inspected, paid, handed over; then what the way says."""
        office, at = self.town.office, self.town.office.calendar.at
        yield at(day, 9)
        made = await goods.order(office, case, self.town.suppliers[day % 2], due=20)
        yield at(day + 15, 10)
        receipt = await goods.receive(office, made)
        yield at(day + 16, 10)
        await goods.inspect(office, receipt)
        yield at(day + 18, 9)
        await goods.pay(office, made, release=way.ends != "unpaid")
        yield at(day + 20, 10)
        minutes = await goods.hand_over(office, case, leave=1 if way.ends == "short" else 0)
        if way.ends == "disputed":
            yield at(day + 24, 10)
            reason = "Satu mikroskop tidak menyala saat dipasang."
            await office["lina"].post(f"/v1/deliveries/{minutes['id']}/disputes", {"reason": reason})
        if way.ends == "account":
            yield at(day + 30, 10)
            await aftercare.open_account(office, case, check=False)
        if way.ends.startswith("capital"):
            async for instant in self.funded(case, day + 26, reported=way.ends == "capital"):
                yield instant
        for index, after in enumerate((10, 86)[: way.visits]):
            yield at(day + 20 + after, 10)
            await aftercare.visit(office, case, index, broken=index if way.ends == "broken" else 0)
        if way.visits == BOTH:
            yield at(day + 20 + 87, 10)
            await aftercare.report(office, case, accept=way.ends != "broken")

    async def funded(self, case: Case, day: int, *, reported: bool) -> Story:
        """The first tranche, and where its use is proved, the second."""
        office, at = self.town.office, self.town.office.calendar.at
        yield at(day, 9)
        await aftercare.open_account(office, case)
        yield at(day + 2, 9)
        await aftercare.release(office, case, 0)
        if reported:
            yield at(day + 40, 9)
            await aftercare.report_funds(office, case, 0)
            yield at(day + 46, 9)
            await aftercare.release(office, case, 1)


async def turned_away(case: Case, how: str) -> None:
    if how == "withdrawn":
        await case.move("ratna", "withdraw", reason="Kelompok memilih program lain.")
    elif how == "ineligible":
        await case.check("find_ineligible", note="Usaha berada di luar kota.")
    else:
        due = case.office.calendar.day(10)
        await case.check("return", "site_photo", note="Foto kabur, mohon dikirim lagi.", due_on=due)
