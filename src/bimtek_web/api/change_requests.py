"""What the pages ask about corrections of what is on file."""

from typing import Any

from bimtek_web.api.transport import BaseClient, Json

ASKED_AT = {
    "person": "/v1/participants/{}/change-requests",
    "nik": "/v1/participants/{}/nik-change-requests",
    "family_card": "/v1/participants/{}/family-card-change-requests",
    "group": "/v1/groups/{}/change-requests",
    "group_end": "/v1/groups/{}/end-requests",
    "account": "/v1/groups/{}/account/change-requests",
    "supplier": "/v1/suppliers/{}/change-requests",
    "supplier_owner": "/v1/suppliers/{}/owner-change-requests",
    "supplier_account": "/v1/suppliers/{}/account-change-requests",
}


class ChangeCalls(BaseClient):
    async def change_requests(self, **asked: Any) -> Json:
        return await self.get("/v1/change-requests", **asked)

    async def change_request(self, request_id: str) -> Json:
        return await self.get(f"/v1/change-requests/{request_id}")

    async def ask_change(self, kind: str, record_id: str, body: Json) -> Json:
        return await self.call("POST", ASKED_AT[kind].format(record_id), json=body)

    async def prove_change(self, request_id: str, version: int, name: str, content: bytes) -> Json:
        path, files = f"/v1/change-requests/{request_id}/evidence", {"file": (name, content)}
        return await self.call("PUT", path, files=files, version=version)

    async def decide_change(self, request_id: str, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/change-requests/{request_id}/transitions", json=body, version=version)
