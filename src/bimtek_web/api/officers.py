"""What the pages ask about officers: one's own means of logging in, and other people's access."""

from bimtek_web.api.transport import BaseClient, Json


class OfficerCalls(BaseClient):
    async def logins(self) -> Json:
        return await self.get("/v1/logins")

    async def end_login(self, login_id: str) -> None:
        await self.call("DELETE", f"/v1/logins/{login_id}")

    async def renew_recovery_codes(self) -> list[str]:
        return (await self.call("POST", "/v1/recovery-codes"))["codes"]

    async def begin_sign_on(self) -> Json:
        return await self.call("POST", "/v1/sign-ons")

    async def finish_sign_on(self, body: Json) -> Json:
        return await self.call("POST", "/v1/logins/sign-ons", json=body)

    async def own_enrolment(self, password: str) -> Json:
        return await self.call("POST", "/v1/enrolments", json={"password": password})

    async def confirm_identity(self, body: Json) -> None:
        await self.call("PUT", "/v1/me/identity", json=body)

    async def enrolment(self, token: str) -> Json:
        return await self.call("POST", "/v1/enrolments/views", json={"token": token})

    async def complete_enrolment(self, body: Json) -> Json:
        return await self.call("POST", "/v1/enrolments/completions", json=body)

    async def replacements(self) -> list[Json]:
        return (await self.get("/v1/enrolments"))["items"]

    async def stop_replacement(self, enrolment_id: str, key: str) -> None:
        await self.call("POST", f"/v1/enrolments/{enrolment_id}/stops", headers={"Idempotency-Key": key})

    async def decide_replacement(self, officer_id: str, body: Json, key: str) -> None:
        path = f"/v1/officers/{officer_id}/replacement-decisions"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def notices(self) -> list[Json]:
        return (await self.get("/v1/me/notices"))["items"]

    async def see_notices(self, until: str) -> None:
        await self.call("PUT", "/v1/me/notices", json={"until": until})

    async def officers(self, **asked: str) -> Json:
        return await self.get("/v1/officers", **asked)

    async def officer(self, officer_id: str) -> Json:
        return await self.get(f"/v1/officers/{officer_id}")

    async def roles(self) -> Json:
        return await self.get("/v1/roles")

    async def read_paper(self, officer_id: str, nik: str, key: str) -> None:
        path = f"/v1/officers/{officer_id}/paper-readings"
        await self.call("POST", path, json={"nik": nik}, headers={"Idempotency-Key": key})

    async def invite_officer(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/officers", json=body, headers={"Idempotency-Key": key})

    async def ask_access(self, officer_id: str, body: Json, key: str) -> None:
        path = f"/v1/officers/{officer_id}/access-requests"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def disable_officer(self, officer_id: str, reason: str) -> None:
        await self.call("POST", f"/v1/officers/{officer_id}/disablings", json={"reason": reason})

    async def end_logins(self, officer_id: str, reason: str) -> None:
        await self.call("POST", f"/v1/officers/{officer_id}/login-ends", json={"reason": reason})

    async def end_role(self, assignment_id: str, reason: str) -> None:
        await self.call("POST", f"/v1/role-assignments/{assignment_id}/ends", json={"reason": reason})

    async def access_requests(self) -> list[Json]:
        return (await self.get("/v1/access-requests"))["items"]

    async def decide_access(self, request_id: str, body: Json) -> Json:
        return await self.call("POST", f"/v1/access-requests/{request_id}/decisions", json=body)

    async def reveal_nik(self, participant_id: str, reason: str) -> str:
        path = f"/v1/participants/{participant_id}/nik-readings"
        return (await self.call("POST", path, json={"reason": reason}))["nik"]

    async def check_aid(self, body: Json) -> Json:
        return await self.call("POST", "/v1/aid-checks", json=body)

    async def draw_audit_sample(self, body: Json) -> Json:
        return await self.call("POST", "/v1/audit-samples", json=body)

    async def readings(self, **asked: str) -> Json:
        return await self.get("/v1/readings", **asked)

    async def reading_totals(self, **asked: str) -> Json:
        return await self.get("/v1/readings/totals", **asked)

    async def erasures(self) -> list[Json]:
        return (await self.get("/v1/erasures"))["items"]

    async def ask_erasure(self, participant_id: str, reason: str, key: str) -> None:
        path, headers = f"/v1/participants/{participant_id}/erasures", {"Idempotency-Key": key}
        await self.call("POST", path, json={"reason": reason}, headers=headers)

    async def decide_erasure(self, erasure_id: str, body: Json) -> None:
        await self.call("POST", f"/v1/erasures/{erasure_id}/decisions", json=body)
