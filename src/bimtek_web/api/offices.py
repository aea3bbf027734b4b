"""What the pages ask about how offices are reached and about days with groups."""

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class OfficeCalls(BaseClient):
    async def office_contact(self, district: str) -> shapes.ContactRead:
        return await self.get(f"/v1/offices/{district}/contact")

    async def write_contact(self, district: str, body: shapes.ContactWrite, version: int) -> None:
        await self.call("PUT", f"/v1/offices/{district}/contact", json=body, version=version)

    async def appointments(self, application_id: str) -> shapes.Appointments:
        return await self.get(f"/v1/applications/{application_id}/appointments")

    async def plan_appointment(self, application_id: str, body: shapes.AppointmentCreate) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/appointments", json=body)

    async def cancel_appointment(self, appointment_id: str, body: shapes.AppointmentEnd) -> None:
        await self.call("POST", f"/v1/appointments/{appointment_id}/cancellation", json=body)
