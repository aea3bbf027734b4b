"""What the pages ask about bank accounts, family cards and tranches of capital."""

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class CapitalCalls(BaseClient):
    async def account(self, group_id: str) -> shapes.AccountRead | None:
        return (await self.get(f"/v1/groups/{group_id}/account"))["account"]

    async def keep_account(self, group_id: str, body: shapes.AccountWrite) -> None:
        await self.call("POST", f"/v1/groups/{group_id}/account", json=body)

    async def verify_account(self, group_id: str, version: int, body: shapes.AccountCheck) -> None:
        await self.call("POST", f"/v1/groups/{group_id}/account/checks", json=body, version=version)

    async def keep_family_card(self, participant_id: str, body: shapes.FamilyCardWrite) -> None:
        await self.call("PUT", f"/v1/participants/{participant_id}/family-card", json=body)

    async def capital(self, application_id: str) -> shapes.Capital:
        return await self.get(f"/v1/applications/{application_id}/capital")

    async def confirm_condition(self, tranche_id: str, body: shapes.ConditionCreate) -> None:
        await self.call("POST", f"/v1/tranches/{tranche_id}/conditions", json=body)

    async def prepare_tranche(self, tranche_id: str, body: shapes.TranchePrepare, key: str) -> None:
        path = f"/v1/tranches/{tranche_id}/payments"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def move_tranche(self, payment_id: str, version: int, body: shapes.TrancheMove) -> None:
        await self.call("POST", f"/v1/tranche-payments/{payment_id}/transitions", json=body, version=version)

    async def record_tranche_return(
        self, payment_id: str, version: int, told: shapes.RecordTrancheReturnForm, name: str, content: bytes
    ) -> None:
        path, files = f"/v1/tranche-payments/{payment_id}/returns", {"file": (name, content)}
        await self.call("POST", path, data=told, files=files, version=version)

    async def refunds(self, application_id: str) -> shapes.Refunds:
        return await self.get(f"/v1/applications/{application_id}/refunds")

    async def demand_refund(self, payment_id: str, body: shapes.DemandCreate) -> None:
        await self.call("POST", f"/v1/tranche-payments/{payment_id}/refund-demands", json=body)

    async def decide_refund_demand(self, demand_id: str, version: int, body: shapes.DemandDecision) -> None:
        await self.call("POST", f"/v1/refund-demands/{demand_id}/decisions", json=body, version=version)

    async def refund_rulings(self, application_id: str) -> list[shapes.RulingRead]:
        return (await self.get(f"/v1/applications/{application_id}/refund-rulings"))["items"]

    async def ask_refund_ruling(self, demand_id: str, body: shapes.RulingCreate) -> None:
        await self.call("POST", f"/v1/refund-demands/{demand_id}/rulings", json=body)

    async def decide_refund_ruling(self, ruling_id: str, version: int, body: shapes.RulingDecision) -> None:
        await self.call("POST", f"/v1/refund-rulings/{ruling_id}/decisions", json=body, version=version)

    async def record_refund(self, payment_id: str, told: shapes.RecordRefundForm, name: str, content: bytes) -> None:
        path, files = f"/v1/tranche-payments/{payment_id}/refund-receipts", {"file": (name, content)}
        await self.call("POST", path, data=told, files=files)

    async def decide_refund(self, receipt_id: str, version: int, body: shapes.RefundDecision) -> None:
        await self.call("POST", f"/v1/refund-receipts/{receipt_id}/decisions", json=body, version=version)

    async def clear_holder(
        self, group_id: str, version: int, told: shapes.ClearHolderForm, name: str, content: bytes
    ) -> None:
        path, files = f"/v1/groups/{group_id}/account/clearances", {"file": (name, content)}
        await self.call("POST", path, data=told, files=files, version=version)

    async def hand_in_funds_report(
        self, report_id: str, told: shapes.HandInFundsReportForm, name: str, content: bytes
    ) -> None:
        path = f"/v1/funds-reports/{report_id}/submissions"
        await self.call("POST", path, data=told, files={"file": (name, content)})

    async def decide_funds_report(self, report_id: str, version: int, body: shapes.FundsDecision) -> None:
        await self.call("POST", f"/v1/funds-reports/{report_id}/decisions", json=body, version=version)
