"""What the pages ask about checks by sample."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class SampleCalls(BaseClient):
    async def samples(self, **asked: Unpack[shapes.ListSamplesQuery]) -> shapes.PageSampleRow:
        return await self.get("/v1/samples", **asked)

    async def sample(self, sample_id: str) -> shapes.SampleRead:
        return await self.get(f"/v1/samples/{sample_id}")

    async def draw_sample(self, body: shapes.SampleCreate, key: str) -> shapes.SampleRead:
        return await self.call("POST", "/v1/samples", json=body, headers={"Idempotency-Key": key})

    async def answer_sample(self, item_id: str, body: shapes.SampleAnswer) -> None:
        await self.call("POST", f"/v1/sample-items/{item_id}/answers", json=body)

    async def move_sample(self, sample_id: str, version: int, body: shapes.SampleMove) -> None:
        await self.call("POST", f"/v1/samples/{sample_id}/transitions", json=body, version=version)
