"""What the public pages ask."""

from typing import Any

from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import BaseClient, Json


class PublicCalls(BaseClient):
    """Reference lists, the catalogue, registering and the own receipt."""

    async def provinces(self) -> list[Json]:
        return (await self.get("/v1/provinces"))["items"]

    async def districts(self) -> list[Json]:
        return (await self.get("/v1/districts"))["items"]

    async def district(self, code: str) -> Json:
        return await self.get(f"/v1/districts/{code}")

    async def subdistricts(self, district: str) -> list[Json]:
        return (await self.get(f"/v1/districts/{district}/subdistricts"))["items"]

    async def villages(self, subdistrict: str) -> list[Json]:
        return (await self.get(f"/v1/subdistricts/{subdistrict}/villages"))["items"]

    async def trades(self) -> list[Json]:
        return (await self.get("/v1/trades"))["items"]

    async def equipment(self) -> list[Json]:
        return (await self.get("/v1/equipment"))["items"]

    async def notice(self, version: str = "current") -> Json:
        return await self.get(f"/v1/notices/{version}")

    async def sessions(self, **asked: Any) -> Json:
        return await self.get("/v1/sessions", **asked)

    async def session(self, session_id: str) -> Json:
        return await self.get(f"/v1/sessions/{session_id}")

    async def session_form(self, session_id: str) -> Json:
        return await self.get(f"/v1/sessions/{session_id}/form")

    async def check_registration(self, body: Json) -> dict[str, str]:
        """The sentence for each wrong field, by field name."""
        answer = await self.call("POST", "/v1/registrations/checks", json=body)
        return ApiProblem(422, answer).errors

    async def register(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/registrations", json=body, headers={"Idempotency-Key": key})

    async def receipt(self, number: str, secret: str) -> Json:
        return await self.call("GET", f"/v1/receipts/{number}", headers={"Receipt-Secret": secret})

    async def move_own(self, number: str, secret: str, body: Json) -> Json:
        path = f"/v1/receipts/{number}/transitions"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def agree_own(self, number: str, secret: str, body: Json) -> Json:
        path = f"/v1/receipts/{number}/consents"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def correct_own(self, number: str, secret: str, body: Json) -> Json:
        path = f"/v1/receipts/{number}/corrections"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def substitute_own(self, number: str, secret: str, body: Json, key: str) -> Json:
        headers = {"Receipt-Secret": secret, "Idempotency-Key": key}
        return await self.call("POST", f"/v1/receipts/{number}/substitutes", json=body, headers=headers)

    async def send_own_file(self, number: str, secret: str, key: str, born: str, content: bytes) -> Json:
        path, files = f"/v1/receipts/{number}/files/{key}", {"file": ("file", content)}
        headers = {"Receipt-Secret": secret}
        return await self.call("POST", path, files=files, data={"birth_date": born}, headers=headers)

    async def evaluate(self, number: str, secret: str, body: Json) -> None:
        path = f"/v1/receipts/{number}/evaluation"
        await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def register_delegation(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/delegations", json=body, headers={"Idempotency-Key": key})

    async def delegation(self, number: str, secret: str) -> Json:
        return await self.call("GET", f"/v1/delegations/{number}", headers={"Receipt-Secret": secret})

    async def move_delegation(self, number: str, secret: str, body: Json) -> Json:
        path = f"/v1/delegations/{number}/transitions"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def look_up_receipt(self, body: Json) -> Json:
        return await self.call("POST", "/v1/receipts/lookups", json=body)

    async def ask_code(self, body: Json) -> None:
        await self.call("POST", "/v1/receipts/codes", json=body)

    async def open_receipts(self, body: Json) -> Json:
        return await self.call("POST", "/v1/receipts/openings", json=body)

    async def copy_own(self, body: Json) -> Json:
        return await self.call("POST", "/v1/receipts/copies", json=body)

    async def certificate(self, code: str) -> Json:
        return await self.get(f"/v1/certificates/{code}")
