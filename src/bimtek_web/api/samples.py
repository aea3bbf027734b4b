"""What the pages ask about checks by sample."""

from typing import Any

from bimtek_web.api.transport import BaseClient, Json


class SampleCalls(BaseClient):
    async def samples(self, **asked: Any) -> Json:
        return await self.get("/v1/samples", **asked)

    async def sample(self, sample_id: str) -> Json:
        return await self.get(f"/v1/samples/{sample_id}")

    async def draw_sample(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/samples", json=body, headers={"Idempotency-Key": key})

    async def answer_sample(self, item_id: str, body: Json) -> None:
        await self.call("POST", f"/v1/sample-items/{item_id}/answers", json=body)

    async def move_sample(self, sample_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/samples/{sample_id}/transitions", json=body, version=version)
