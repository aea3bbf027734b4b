"""What the pages of complaints ask, of both sides."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class ComplaintCalls(BaseClient):
    """Filing and following a complaint; handling it."""

    async def file_complaint(self, body: shapes.ComplaintCreate, key: str) -> shapes.ComplaintRead:
        return await self.call("POST", "/v1/complaints", json=body, headers={"Idempotency-Key": key})

    async def complaint(self, number: str, secret: str) -> shapes.ComplaintRead:
        return await self.call("GET", f"/v1/complaints/{number}", headers={"Complaint-Secret": secret})

    async def add_to_complaint(self, number: str, secret: str, text: str) -> shapes.ComplaintRead:
        path = f"/v1/complaints/{number}/messages"
        return await self.call("POST", path, json={"text": text}, headers={"Complaint-Secret": secret})

    async def complaint_cases(self, **asked: Unpack[shapes.ListCasesQuery]) -> shapes.PageCaseRow:
        return await self.get("/v1/complaint-cases", **asked)

    async def take_down_complaint(self, body: shapes.CaseCreate, key: str) -> shapes.ComplaintRead:
        return await self.call("POST", "/v1/complaint-cases", json=body, headers={"Idempotency-Key": key})

    async def complaint_case(self, complaint_id: str) -> shapes.CaseRead:
        return await self.get(f"/v1/complaint-cases/{complaint_id}")

    async def move_complaint(
        self, complaint_id: str, version: int, body: shapes.ComplaintsCaseMove
    ) -> shapes.CaseRead:
        path = f"/v1/complaint-cases/{complaint_id}/transitions"
        return await self.call("POST", path, json=body, version=version)

    async def tell_complainant(self, complaint_id: str, text: str) -> shapes.CaseRead:
        return await self.call("POST", f"/v1/complaint-cases/{complaint_id}/messages", json={"text": text})
