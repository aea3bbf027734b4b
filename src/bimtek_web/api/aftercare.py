"""What the pages ask about visits before the vote and after the handover, machines and reports."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class AftercareCalls(BaseClient):
    async def assets(self, **asked: Unpack[shapes.ListAssetsQuery]) -> shapes.PageAssetRow:
        return await self.get("/v1/assets", **asked)

    async def asset(self, asset_id: str) -> shapes.AssetRead:
        return await self.get(f"/v1/assets/{asset_id}")

    async def move_asset(self, asset_id: str, version: int, body: shapes.AssetMove) -> None:
        await self.call("POST", f"/v1/assets/{asset_id}/transitions", json=body, version=version)

    async def change_keeper(self, asset_id: str, version: int, body: shapes.CustodyWrite) -> None:
        await self.call("POST", f"/v1/assets/{asset_id}/custodies", json=body, version=version)

    async def transfer_title(self, asset_id: str, version: int, body: shapes.TitleWrite) -> None:
        await self.call("POST", f"/v1/assets/{asset_id}/titles", json=body, version=version)

    async def ask_recall(
        self, asset_id: str, body: shapes.AskRecallForm, name: str, content: bytes, key: str
    ) -> None:
        path, files = f"/v1/assets/{asset_id}/recalls", {"file": (name, content)}
        await self.call("POST", path, data=body, files=files, headers={"Idempotency-Key": key})

    async def decide_recall(self, recall_id: str, version: int, body: shapes.RecallDecision) -> None:
        await self.call("POST", f"/v1/asset-recalls/{recall_id}/decisions", json=body, version=version)

    async def asset_label(self, code: str) -> shapes.LabelRead:
        return await self.get(f"/v1/asset-labels/{code}")

    async def integrity(self, application_id: str) -> shapes.Integrity:
        return await self.get(f"/v1/applications/{application_id}/integrity")

    async def case_link(self, application_id: str) -> shapes.CaseLink:
        return await self.get(f"/v1/applications/{application_id}/link")

    async def track_case(self, number: str, secret: str) -> shapes.CaseTracking:
        return await self.call("GET", f"/v1/case-links/{number}", headers={"Case-Secret": secret})

    async def appeal_case(self, number: str, secret: str, body: shapes.AppealCreate) -> None:
        await self.call("POST", f"/v1/case-links/{number}/appeals", json=body, headers={"Case-Secret": secret})

    async def appeals(self, application_id: str) -> list[shapes.AppealRead]:
        return (await self.get(f"/v1/applications/{application_id}/appeals"))["items"]

    async def decide_appeal(self, appeal_id: str, version: int, body: shapes.AppealDecision) -> None:
        await self.call("POST", f"/v1/case-appeals/{appeal_id}/decisions", json=body, version=version)

    async def attempts(self, application_id: str) -> list[shapes.AttemptRead]:
        return (await self.get(f"/v1/applications/{application_id}/attempts"))["items"]

    async def refusals(self, application_id: str) -> list[shapes.RefusedRead]:
        return (await self.get(f"/v1/applications/{application_id}/refusals"))["items"]

    async def record_attempt(self, application_id: str, body: shapes.AttemptCreate, key: str) -> None:
        path = f"/v1/applications/{application_id}/attempts"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def keep_minutes_scan(self, delivery_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/deliveries/{delivery_id}/scans", files={"file": (name, content)})

    async def dispute_delivery(self, delivery_id: str, body: shapes.DisputeCreate) -> None:
        await self.call("POST", f"/v1/deliveries/{delivery_id}/disputes", json=body)

    async def decide_dispute(self, dispute_id: str, version: int, body: shapes.DisputeDecision) -> None:
        await self.call("POST", f"/v1/handover-disputes/{dispute_id}/decisions", json=body, version=version)

    async def import_aid(self, content: bytes, *, dry_run: bool) -> shapes.AidImportResult:
        files, data = {"file": ("berkas", content)}, {"dry_run": "true" if dry_run else "false"}
        return await self.call("POST", "/v1/imports/aid", files=files, data=data)

    async def field_visits(self, application_id: str) -> list[shapes.FieldVisitRead]:
        return (await self.get(f"/v1/applications/{application_id}/field-visits"))["items"]

    async def record_field_visit(self, application_id: str, version: int, body: shapes.FieldVisitCreate) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/field-visits", json=body, version=version)

    async def keep_field_photo(self, application_id: str, content: bytes) -> str:
        path = f"/v1/applications/{application_id}/field-photos"
        return (await self.call("POST", path, files={"photo": ("foto", content)}))["id"]

    async def keep_signature(self, application_id: str, content: bytes) -> str:
        path = f"/v1/applications/{application_id}/signatures"
        return (await self.call("POST", path, files={"signature": ("foto", content)}))["id"]

    async def aftercare(self, application_id: str) -> shapes.Aftercare:
        return await self.get(f"/v1/applications/{application_id}/aftercare")

    async def visits(self, **asked: Unpack[shapes.ListVisitsQuery]) -> shapes.PageVisitRow:
        return await self.get("/v1/visits", **asked)

    async def visit(self, visit_id: str) -> shapes.VisitRead:
        return await self.get(f"/v1/visits/{visit_id}")

    async def report_visit(self, visit_id: str, version: int, body: shapes.VisitReport) -> None:
        await self.call("POST", f"/v1/visits/{visit_id}/reports", json=body, version=version)

    async def keep_visit_photo(self, visit_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/visits/{visit_id}/photos", files={"photo": (name, content)})

    async def move_visit(self, visit_id: str, version: int, body: shapes.VisitMove) -> None:
        await self.call("POST", f"/v1/visits/{visit_id}/transitions", json=body, version=version)

    async def decide_visits(self, body: shapes.VisitsDecision) -> list[shapes.VisitResult]:
        return (await self.call("POST", "/v1/visits/decisions", json=body))["items"]

    async def hand_in_report(self, report_id: str, note: str, name: str, content: bytes) -> None:
        path, files = f"/v1/accountability-reports/{report_id}/submissions", {"file": (name, content)}
        await self.call("POST", path, data={"note": note} if note else {}, files=files)

    async def decide_report(self, report_id: str, version: int, body: shapes.ReportDecision) -> None:
        path = f"/v1/accountability-reports/{report_id}/decisions"
        await self.call("POST", path, json=body, version=version)
