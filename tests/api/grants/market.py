"""A town in which goods are bought, received, inspected, paid, handed over, disputed, recalled and owned."""

from typing import Any
from uuid import UUID, uuid4

from httpx import Response

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.identities.models import Identity
from tests import factories
from tests.api.grants import money, office
from tests.api.grants.goods_steps import ACTS, ARRIVED
from tests.api.grants.town import ROLES, Town
from tests.api.grants.warehouse import SUPPLIER, owned
from tests.conftest import writing

HONEST = ("check", "vote", "vote", "decree")
FORGET = "UPDATE identities SET nik_index = NULL, nik_sealed = NULL, nik_last4 = NULL WHERE id = '{}'"


class Market(Town):
    """Twelve people who may do everything, so that each duty of a case finds somebody."""

    roles = (*ROLES, Role.PROCUREMENT_OFFICER, Role.GOODS_INSPECTOR, Role.TREASURER)
    more = 7

    async def begin(self) -> None:
        self.told: dict[str, set[str]] = {}  # what each step was answered: for whoever reads why a walk got nowhere
        await super().begin()
        vault = Vault.of(self.made)
        async with writing(self.database, self.client) as db:
            self.clerk = await factories.present(db, vault, Role.DISTRICT_OFFICER)
            self.cashier = await factories.present(db, vault, Role.TREASURER)
            self.buyer = await factories.present(db, vault, Role.PROCUREMENT_OFFICER)
            self.shadow = await factories.officer(db, vault)
            await self.empower(db, self.shadow)
            await factories.by_hand(db, FORGET.format(self.shadow.id))
        self.supplier = await self.supply_by("8120123456789")

    async def announce(self, sari: factories.TestOfficer) -> None:
        """One machine of which three are given, and two tranches: small, so that a walk gets to its end."""
        items = [money.ITEMS[0] | {"quantity": 3}, *money.ITEMS[1:]]
        body = {"code": f"KECIL-{uuid4().hex[:6].upper()}", "name": "Kecil", "trade": "garment", "items": items}
        self.desk.call["package"] = (await self.desk.post("/v1/packages", body, sari)).json()["id"]
        await super().announce(sari)

    async def supply_by(self, nib: str, **owner: str) -> str:
        made = await self.desk.post("/v1/suppliers", SUPPLIER | {"nib": nib}, self.buyer)
        assert made.status_code == 201, made.text
        await owned(self.desk, self.buyer, made.json()["id"], **owner)
        return made.json()["id"]

    async def of_a_member(self, case_id: str) -> str:
        """A supplier that a member of the case owns."""
        member = self.records.row("SELECT person_id FROM case_members WHERE application_id = %(case)s", case=case_id)
        assert member
        return await self.supply_by(f"9{next(factories.numbers):012d}", owner_nik=await self.nik(member["person_id"]))

    async def nik(self, person: UUID) -> str:
        async with self.database.transaction() as db:
            return Vault.of(self.made).unseal((await db.get_one(Identity, person)).nik_sealed or b"")

    async def decreed(self, first: int) -> str:
        """Honest people bring a case to its decree; its account is on file and verified."""
        case_id = await self.apply(self.people[first])
        for at, act in enumerate(HONEST, 1):
            done = await self.attempt(act, case_id, self.people[(first + at) % len(self.people)])
            assert done.status_code < 300, f"{act}: {done.text}"
        group = (await self.seen(case_id))["group_id"]
        chair = (await self.client.get(f"/v1/groups/{group}", headers=self.clerk.headers)).json()["chair"]
        number = f"88{next(factories.numbers):08d}"
        account = {"bank": "Bank Sumsel Contoh", "number": number, "holder": chair}
        path = f"/v1/groups/{group}/account"
        version = (await self.desk.post(path, account, self.clerk)).json()["account"]["version"]
        files = {"file": ("buku.jpg", office.photo_with_place(), "image/jpeg")}
        sent = {"headers": self.clerk.headers | factories.once(), "data": {"kind": "bank_account"}, "files": files}
        assert (await self.client.post(f"/v1/groups/{group}/papers", **sent)).is_success
        checked = await self.desk.post(f"{path}/checks", {"number": number}, self.cashier, version)
        assert checked.is_success, checked.text
        return case_id

    async def act(self, name: str, case_id: str, who: factories.TestOfficer, **more: Any) -> Response | None:
        """One of ACTS on the newest thing of the case it fits; nothing when there is none."""
        if beside := {"hand_over": self.from_stock, "refuse_piece": self.refuse, "pay_back": self.pay_back}.get(name):
            return await beside(case_id, who)
        query, path, body = ACTS[name]
        found = self.records.row(query, case=case_id)
        if found is None:
            return None
        facts = found | {"day": self.records.day(), "now": self.records.now(), "supplier": self.supplier} | more
        return await self.desk.post(path.format(**facts), body(facts), who, facts.get("version"))

    async def refuse(self, case_id: str, who: factories.TestOfficer) -> Response | None:
        """A group takes nothing: one piece that lies in stock for it is refused, signed by both."""
        units = await self.desk.read(f"/v1/applications/{case_id}/stock")
        if not units:
            return None
        case = await self.seen(case_id, who)
        sides = ("giver", "receiver")
        signed = {f"{side}_signature_id": await self.desk.upload("signatures", who) for side in sides}
        said = {"serial": units[0]["serial"], "reason": "not_needed", "words": "Belum perlu."}
        body = {
            "kind": "refused", "attempted_at": self.records.now(), "place": "Bengkel", "reason": "Uji.",
            "receiver_id": case["members"][0]["participant_id"], "no_conflict": True,
            "lines": [{"line_id": units[0]["line_id"], "refused": [said]}],
        }  # fmt: skip
        return await self.desk.post(f"/v1/applications/{case_id}/attempts", body | signed, who)

    async def pay_back(self, case_id: str, who: factories.TestOfficer) -> Response | None:
        """What is asked back, or a part of what arrived, with the bank's paper."""
        found = self.records.row(ARRIVED, case=case_id)
        if found is None:
            return None
        told = {"amount_rupiah": 1_000_000, "received_on": self.records.day(), "bank_reference": uuid4().hex}
        told |= {"demand_id": str(found["demand"])} if found["demand"] else {}
        paper = {"file": ("setor.jpg", office.photo_with_place(), "image/jpeg")}
        path = f"/v1/tranche-payments/{found['id']}/refund-receipts"
        return await self.client.post(path, data=told, files=paper, headers=who.headers | factories.once())

    async def from_stock(self, case_id: str, who: factories.TestOfficer) -> Response:
        """One piece that lies in stock for the case, or one the office owned before."""
        units = await self.desk.read(f"/v1/applications/{case_id}/stock")
        case = await self.seen(case_id, who)
        if not units:
            return await self.deliver("hand_over_some", case, who)
        lines = [{"line_id": units[0]["line_id"], "serials": [units[0]["serial"]]}]
        return await self.hand(case, who, stocked=False, lines=lines)
