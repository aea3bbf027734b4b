"""What the pages ask about corrections of what is on file."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient

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
Change = (
    shapes.PersonChange | shapes.NikChange | shapes.FamilyCardChange | shapes.GroupChange | shapes.GroupEnd
    | shapes.AccountChange | shapes.SupplierChange | shapes.SupplierOwnerChange | shapes.SupplierAccountChange
)  # fmt: skip


class ChangeCalls(BaseClient):
    async def change_requests(self, **asked: Unpack[shapes.ListChangeRequestsQuery]) -> shapes.PageChangeRow:
        return await self.get("/v1/change-requests", **asked)

    async def change_request(self, request_id: str) -> shapes.ChangeRequestsChangeRead:
        return await self.get(f"/v1/change-requests/{request_id}")

    async def ask_change(self, kind: str, record_id: str, body: Change) -> shapes.ChangeRequestsChangeRead:
        return await self.call("POST", ASKED_AT[kind].format(record_id), json=body)

    async def prove_change(
        self, request_id: str, version: int, name: str, content: bytes
    ) -> shapes.ChangeRequestsChangeRead:
        path, files = f"/v1/change-requests/{request_id}/evidence", {"file": (name, content)}
        return await self.call("PUT", path, files=files, version=version)

    async def decide_change(
        self, request_id: str, version: int, body: shapes.ChangeMove
    ) -> shapes.ChangeRequestsChangeRead:
        return await self.call("POST", f"/v1/change-requests/{request_id}/transitions", json=body, version=version)
