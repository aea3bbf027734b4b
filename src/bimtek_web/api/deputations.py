"""What the pages ask about who acts for whom."""

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class DeputationCalls(BaseClient):
    async def deputations(self) -> list[shapes.DeputationRead]:
        return (await self.get("/v1/deputations"))["items"]

    async def name_deputy(self, body: shapes.DeputationCreate, key: str) -> None:
        await self.call("POST", "/v1/deputations", json=body, headers={"Idempotency-Key": key})

    async def accept_deputation(self, deputation_id: str, key: str) -> None:
        path = f"/v1/deputations/{deputation_id}/acceptances"
        await self.call("POST", path, json={}, headers={"Idempotency-Key": key})

    async def end_deputation(self, deputation_id: str) -> None:
        await self.call("POST", f"/v1/deputations/{deputation_id}/ends", json={})
