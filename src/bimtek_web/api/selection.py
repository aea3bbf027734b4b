"""What the pages ask about rubrics, scores, ranked lists and cases on hold."""

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class SelectionCalls(BaseClient):
    async def rubrics(self) -> list[shapes.RubricRow]:
        return (await self.get("/v1/rubrics"))["items"]

    async def rubric(self, rubric_id: str) -> shapes.RubricRead:
        return await self.get(f"/v1/rubrics/{rubric_id}")

    async def create_rubric(self, body: shapes.RubricCreate, key: str) -> shapes.RubricRead:
        return await self.call("POST", "/v1/rubrics", json=body, headers={"Idempotency-Key": key})

    async def case_scores(self, application_id: str) -> shapes.CaseScores:
        return await self.get(f"/v1/applications/{application_id}/scores")

    async def give_score(self, application_id: str, version: int, body: shapes.ScoreCreate) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/scores", json=body, version=version)

    async def hold_case(self, application_id: str, body: shapes.HoldCreate) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/holds", json=body)

    async def release_case(self, application_id: str, body: shapes.HoldRelease) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/holds/releases", json=body)

    async def ranking(self, call_id: str) -> shapes.Ranking:
        return await self.get(f"/v1/calls/{call_id}/ranking")

    async def freeze_selection(self, call_id: str, body: shapes.SelectionCreate, key: str) -> shapes.SelectionRead:
        path = f"/v1/calls/{call_id}/selections"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def selection(self, selection_id: str) -> shapes.SelectionRead:
        return await self.get(f"/v1/selections/{selection_id}")

    async def move_reserve(self, application_id: str, version: int, body: shapes.ReserveMove) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/reserve-moves", json=body, version=version)
