"""What the pages ask about working days and freeze windows."""

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class WorkdayCalls(BaseClient):
    async def calendar(self, year: str = "") -> shapes.WorkCalendar:
        return await self.get("/v1/calendar", year=year)

    async def add_holiday(self, body: shapes.HolidayWrite) -> None:
        await self.call("POST", "/v1/holidays", json=body)

    async def remove_holiday(self, holiday_id: str) -> None:
        await self.call("DELETE", f"/v1/holidays/{holiday_id}")

    async def begin_freeze(self, body: shapes.FreezeCreate) -> None:
        await self.call("POST", "/v1/freeze-windows", json=body)

    async def end_freeze(self, freeze_id: str) -> None:
        await self.call("POST", f"/v1/freeze-windows/{freeze_id}/ends", json={})
