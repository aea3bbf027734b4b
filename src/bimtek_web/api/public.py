"""What the public pages ask."""

from collections.abc import Mapping
from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import BaseClient


class PublicCalls(BaseClient):
    """Reference lists, the catalogue, registering and the own receipt."""

    async def provinces(self) -> list[shapes.Ref]:
        return (await self.get("/v1/provinces"))["items"]

    async def districts(self) -> list[shapes.District]:
        return (await self.get("/v1/districts"))["items"]

    async def read_notation(self, **asked: Unpack[shapes.ReadNotationQuery]) -> shapes.Reading:
        return await self.get("/v1/notations", **asked)

    async def district(self, code: str) -> shapes.District:
        return await self.get(f"/v1/districts/{code}")

    async def subdistricts(self, district: str) -> list[shapes.Ref]:
        return (await self.get(f"/v1/districts/{district}/subdistricts"))["items"]

    async def villages(self, subdistrict: str) -> list[shapes.Ref]:
        return (await self.get(f"/v1/subdistricts/{subdistrict}/villages"))["items"]

    async def trades(self) -> list[shapes.TradeRead]:
        return (await self.get("/v1/trades"))["items"]

    async def equipment(self) -> list[shapes.EquipmentRead]:
        return (await self.get("/v1/equipment"))["items"]

    async def notice(self, version: str = "current") -> shapes.ConsentsNotice:
        return await self.get(f"/v1/notices/{version}")

    async def sessions(self, **asked: Unpack[shapes.ListSessionsQuery]) -> shapes.SessionPage:
        return await self.get("/v1/sessions", **asked)

    async def session(self, session_id: str) -> shapes.SessionDetail:
        return await self.get(f"/v1/sessions/{session_id}")

    async def session_form(self, session_id: str) -> shapes.FormRead:
        return await self.get(f"/v1/sessions/{session_id}/form")

    async def check_registration(self, body: Mapping[str, object]) -> dict[str, str]:
        """The sentence for each wrong field, by field name."""
        answer = await self.call("POST", "/v1/registrations/checks", json=body)
        return ApiProblem(422, answer).errors

    async def register(self, body: shapes.RegistrationCreate, key: str) -> shapes.ReceiptsReceiptRead:
        return await self.call("POST", "/v1/registrations", json=body, headers={"Idempotency-Key": key})

    async def receipt(self, number: str, secret: str) -> shapes.ReceiptsReceiptRead:
        return await self.call("GET", f"/v1/receipts/{number}", headers={"Receipt-Secret": secret})

    async def move_own(self, number: str, secret: str, body: shapes.OwnMove) -> shapes.ReceiptsReceiptRead:
        path = f"/v1/receipts/{number}/transitions"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def agree_own(self, number: str, secret: str, body: shapes.OwnConsentChange) -> shapes.ReceiptsReceiptRead:
        path = f"/v1/receipts/{number}/consents"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def correct_own(self, number: str, secret: str, body: shapes.CorrectionInput) -> shapes.ReceiptsReceiptRead:
        path = f"/v1/receipts/{number}/corrections"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def substitute_own(
        self, number: str, secret: str, body: shapes.Substitution, key: str
    ) -> shapes.ReceiptsReceiptRead:
        headers = {"Receipt-Secret": secret, "Idempotency-Key": key}
        return await self.call("POST", f"/v1/receipts/{number}/substitutes", json=body, headers=headers)

    async def send_own_file(
        self, number: str, secret: str, key: str, born: str, content: bytes
    ) -> shapes.ReceiptsReceiptRead:
        path, files = f"/v1/receipts/{number}/files/{key}", {"file": ("file", content)}
        headers = {"Receipt-Secret": secret}
        return await self.call("POST", path, files=files, data={"birth_date": born}, headers=headers)

    async def evaluate(self, number: str, secret: str, body: shapes.EvaluationWrite) -> None:
        path = f"/v1/receipts/{number}/evaluation"
        await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def register_delegation(self, body: shapes.DelegationCreate, key: str) -> shapes.DelegationRead:
        return await self.call("POST", "/v1/delegations", json=body, headers={"Idempotency-Key": key})

    async def delegation(self, number: str, secret: str) -> shapes.DelegationRead:
        return await self.call("GET", f"/v1/delegations/{number}", headers={"Receipt-Secret": secret})

    async def move_delegation(self, number: str, secret: str, body: shapes.DelegationMove) -> shapes.DelegationRead:
        path = f"/v1/delegations/{number}/transitions"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def look_up_receipt(self, body: shapes.ReceiptLookup) -> shapes.ReceiptsReceiptStatus:
        return await self.call("POST", "/v1/receipts/lookups", json=body)

    async def ask_code(self, body: shapes.ReceiptLookup) -> None:
        await self.call("POST", "/v1/receipts/codes", json=body)

    async def open_receipts(self, body: shapes.CodeUse) -> shapes.OwnPage:
        return await self.call("POST", "/v1/receipts/openings", json=body)

    async def copy_own(self, body: shapes.CodeUse) -> shapes.SelfCopy:
        return await self.call("POST", "/v1/receipts/copies", json=body)

    async def certificate(self, code: str) -> shapes.CertificateRead:
        return await self.get(f"/v1/certificates/{code}")
