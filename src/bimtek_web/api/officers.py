"""What the pages ask about officers: one's own means of logging in, and other people's access."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class OfficerCalls(BaseClient):
    async def logins(self) -> shapes.OpenLogins:
        return await self.get("/v1/logins")

    async def end_login(self, login_id: str) -> None:
        await self.call("DELETE", f"/v1/logins/{login_id}")

    async def renew_recovery_codes(self) -> list[str]:
        return (await self.call("POST", "/v1/recovery-codes"))["codes"]

    async def begin_sign_on(self) -> shapes.SignOnStart:
        return await self.call("POST", "/v1/sign-ons")

    async def finish_sign_on(self, body: shapes.SignOnFinish) -> shapes.LoginRead:
        return await self.call("POST", "/v1/logins/sign-ons", json=body)

    async def own_enrolment(self, password: str) -> shapes.EnrolmentLink:
        return await self.call("POST", "/v1/enrolments", json={"password": password})

    async def confirm_identity(self, body: shapes.IdentityWrite) -> None:
        await self.call("PUT", "/v1/me/identity", json=body)

    async def enrolment(self, token: str) -> shapes.EnrolmentRead:
        return await self.call("POST", "/v1/enrolments/views", json={"token": token})

    async def complete_enrolment(self, body: shapes.EnrolmentComplete) -> shapes.EnrolmentDone:
        return await self.call("POST", "/v1/enrolments/completions", json=body)

    async def replacements(self) -> list[shapes.Replacement]:
        return (await self.get("/v1/enrolments"))["items"]

    async def stop_replacement(self, enrolment_id: str, key: str) -> None:
        await self.call("POST", f"/v1/enrolments/{enrolment_id}/stops", headers={"Idempotency-Key": key})

    async def decide_replacement(self, officer_id: str, body: shapes.ReplacementDecision, key: str) -> None:
        path = f"/v1/officers/{officer_id}/replacement-decisions"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def notices(self) -> list[shapes.LoginsNotice]:
        return (await self.get("/v1/me/notices"))["items"]

    async def see_notices(self, until: str) -> None:
        await self.call("PUT", "/v1/me/notices", json={"until": until})

    async def officers(self, **asked: Unpack[shapes.ListOfficersQuery]) -> shapes.PageOfficerRow:
        return await self.get("/v1/officers", **asked)

    async def officer(self, officer_id: str) -> shapes.OfficerRead:
        return await self.get(f"/v1/officers/{officer_id}")

    async def roles(self) -> shapes.RolesRead:
        return await self.get("/v1/roles")

    async def read_paper(self, officer_id: str, nik: str, key: str) -> None:
        path = f"/v1/officers/{officer_id}/paper-readings"
        await self.call("POST", path, json={"nik": nik}, headers={"Idempotency-Key": key})

    async def invite_officer(self, body: shapes.OfficerCreate, key: str) -> shapes.EnrolmentLink:
        return await self.call("POST", "/v1/officers", json=body, headers={"Idempotency-Key": key})

    async def ask_access(self, officer_id: str, body: shapes.AccessAsk, key: str) -> None:
        path = f"/v1/officers/{officer_id}/access-requests"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def disable_officer(self, officer_id: str, reason: str) -> None:
        await self.call("POST", f"/v1/officers/{officer_id}/disablings", json={"reason": reason})

    async def end_logins(self, officer_id: str, reason: str) -> None:
        await self.call("POST", f"/v1/officers/{officer_id}/login-ends", json={"reason": reason})

    async def end_role(self, assignment_id: str, reason: str) -> None:
        await self.call("POST", f"/v1/role-assignments/{assignment_id}/ends", json={"reason": reason})

    async def access_requests(self) -> list[shapes.AccessRead]:
        return (await self.get("/v1/access-requests"))["items"]

    async def decide_access(self, request_id: str, body: shapes.AccessDecision) -> shapes.AccessDecided:
        return await self.call("POST", f"/v1/access-requests/{request_id}/decisions", json=body)

    async def reveal_nik(self, participant_id: str, reason: str) -> str:
        path = f"/v1/participants/{participant_id}/nik-readings"
        return (await self.call("POST", path, json={"reason": reason}))["nik"]

    async def check_aid(self, body: shapes.AidAsk) -> shapes.AidAnswer:
        return await self.call("POST", "/v1/aid-checks", json=body)

    async def draw_audit_sample(self, body: shapes.SampleAsk) -> shapes.AuditSample:
        return await self.call("POST", "/v1/audit-samples", json=body)

    async def readings(self, **asked: Unpack[shapes.ListReadingsQuery]) -> shapes.PageReadingRead:
        return await self.get("/v1/readings", **asked)

    async def reading_totals(self, **asked: Unpack[shapes.CountReadingsQuery]) -> shapes.ReadingTotals:
        return await self.get("/v1/readings/totals", **asked)

    async def erasures(self) -> list[shapes.ErasureRead]:
        return (await self.get("/v1/erasures"))["items"]

    async def ask_erasure(self, participant_id: str, reason: str, key: str) -> None:
        path, headers = f"/v1/participants/{participant_id}/erasures", {"Idempotency-Key": key}
        await self.call("POST", path, json={"reason": reason}, headers=headers)

    async def decide_erasure(self, erasure_id: str, body: shapes.ErasureDecision) -> None:
        await self.call("POST", f"/v1/erasures/{erasure_id}/decisions", json=body)
