"""What the officers' pages about grants ask."""

from typing import Any

from bimtek_web.api.transport import BaseClient, Json


class GrantCalls(BaseClient):
    async def agreements(self, application_id: str) -> list[Json]:
        return (await self.get(f"/v1/applications/{application_id}/pledges"))["items"]

    """Groups, calls, applications, decrees and handovers."""

    async def groups(self, **asked: Any) -> Json:
        return await self.get("/v1/groups", **asked)

    async def group(self, group_id: str) -> Json:
        return await self.get(f"/v1/groups/{group_id}")

    async def create_group(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/groups", json=body, headers={"Idempotency-Key": key})

    async def change_members(self, group_id: str, version: int, body: Json) -> Json:
        return await self.call("PUT", f"/v1/groups/{group_id}/members", json=body, version=version)

    async def keep_group_paper(self, group_id: str, about: Json, name: str, content: bytes) -> Json:
        path, files = f"/v1/groups/{group_id}/papers", {"file": (name, content)}
        return await self.call("POST", path, data=about, files=files)

    async def withdraw_group_paper(self, group_id: str, paper_id: str, body: Json) -> None:
        await self.call("POST", f"/v1/groups/{group_id}/papers/{paper_id}/withdrawals", json=body)

    async def checks(self, application_id: str) -> list[Json]:
        return (await self.get(f"/v1/applications/{application_id}/checks"))["items"]

    async def announce_call(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/calls", json=body, headers={"Idempotency-Key": key})

    async def rounds(self, application_id: str) -> Json:
        return await self.get(f"/v1/applications/{application_id}/rounds")

    async def send_again(self, application_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/rounds", json=body, version=version)

    async def move_application(self, application_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/transitions", json=body, version=version)

    async def vote_on_many(self, body: Json) -> list[Json]:
        return (await self.call("POST", "/v1/applications/votes", json=body))["items"]

    async def policies(self) -> list[Json]:
        return (await self.get("/v1/approval-policies"))["items"]

    async def policy(self, policy_id: str) -> Json:
        return await self.get(f"/v1/approval-policies/{policy_id}")

    async def create_policy(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/approval-policies", json=body, headers={"Idempotency-Key": key})

    async def rule_sets(self) -> Json:
        return await self.get("/v1/rule-sets")

    async def rule_set(self, rule_set_id: str) -> Json:
        return await self.get(f"/v1/rule-sets/{rule_set_id}")

    async def create_rule_set(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/rule-sets", json=body, headers={"Idempotency-Key": key})

    async def case_rules(self, application_id: str) -> Json:
        return await self.get(f"/v1/applications/{application_id}/rules")

    async def case_people(self, application_id: str) -> Json:
        return await self.get(f"/v1/applications/{application_id}/people")

    async def renew_people(self, application_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/people", json=body, version=version)

    async def waive_rule(self, application_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/waivers", json=body, version=version)

    async def look_alikes(self, application_id: str) -> Json:
        return await self.get(f"/v1/applications/{application_id}/look-alikes")

    async def ask_look_alike(self, application_id: str, body: Json) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/look-alikes", json=body)

    async def decide_look_alike(self, application_id: str, look_alike_id: str, body: Json) -> None:
        path = f"/v1/applications/{application_id}/look-alikes/{look_alike_id}/decisions"
        await self.call("POST", path, json=body)

    async def packages(self) -> list[Json]:
        return (await self.get("/v1/packages"))["items"]

    async def package(self, package_id: str) -> Json:
        return await self.get(f"/v1/packages/{package_id}")

    async def create_package(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/packages", json=body, headers={"Idempotency-Key": key})

    async def renew_package(self, package_id: str, body: Json, key: str) -> Json:
        path = f"/v1/packages/{package_id}/editions"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def budgets(self) -> list[Json]:
        return (await self.get("/v1/budgets"))["items"]

    async def budget(self, year: int) -> Json:
        return await self.get(f"/v1/budgets/{year}")

    async def open_year(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/budgets", json=body, headers={"Idempotency-Key": key})

    async def turn_year(self, year: int, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/budgets/{year}/transitions", json=body, version=version)

    async def add_budget(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/budget-nodes", json=body, headers={"Idempotency-Key": key})

    async def budget_moves(self, year: int) -> list[Json]:
        return (await self.get(f"/v1/budgets/{year}/moves"))["items"]

    async def propose_move(self, body: Json, key: str) -> None:
        await self.call("POST", "/v1/budget-moves", json=body, headers={"Idempotency-Key": key})

    async def decide_move(self, move_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/budget-moves/{move_id}/decisions", json=body, version=version)

    async def calls(self) -> list[Json]:
        return (await self.get("/v1/calls", limit=200))["items"]

    async def call_for_aid(self, call_id: str) -> Json:
        return await self.get(f"/v1/calls/{call_id}")

    async def applications(self, **asked: Any) -> Json:
        return await self.get("/v1/applications", **asked)

    async def application(self, application_id: str) -> Json:
        return await self.get(f"/v1/applications/{application_id}")

    async def submit_application(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/applications", json=body, headers={"Idempotency-Key": key})

    async def check_application(self, application_id: str, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/applications/{application_id}/checks", json=body, version=version)

    async def vote(self, application_id: str, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/applications/{application_id}/votes", json=body, version=version)

    async def decrees(self, **asked: Any) -> Json:
        return await self.get("/v1/decrees", **asked)

    async def decree(self, decree_id: str) -> Json:
        return await self.get(f"/v1/decrees/{decree_id}")

    async def sign_decree(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/decrees", json=body, headers={"Idempotency-Key": key})

    async def keep_decree_scan(self, decree_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/decrees/{decree_id}/scans", files={"file": (name, content)})

    async def propose_decree_change(self, decree_id: str, body: Json, key: str) -> None:
        path = f"/v1/decrees/{decree_id}/changes"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def propose_member_change(self, decree_id: str, body: Json, key: str) -> None:
        path = f"/v1/decrees/{decree_id}/member-changes"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def decide_decree_change(self, change_id: str, version: int, body: Json) -> None:
        await self.call("POST", f"/v1/decree-changes/{change_id}/decisions", json=body, version=version)

    async def deliveries(self, **asked: Any) -> Json:
        return await self.get("/v1/deliveries", **asked)

    async def delivery(self, delivery_id: str) -> Json:
        return await self.get(f"/v1/deliveries/{delivery_id}")

    async def record_delivery(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/deliveries", json=body, headers={"Idempotency-Key": key})

    async def upload_signature(self, district: str, content: bytes) -> str:
        path, files = f"/v1/districts/{district}/signatures", {"signature": ("tanda-tangan", content)}
        return (await self.call("POST", path, files=files))["id"]

    async def upload_photo(self, district: str, name: str, content: bytes) -> Json:
        return await self.call("POST", f"/v1/districts/{district}/photos", files={"photo": (name, content)})

    async def upload_signed_paper(self, district: str, name: str, content: bytes) -> str:
        path = f"/v1/districts/{district}/minutes-scans"
        return (await self.call("POST", path, files={"file": (name, content)}))["id"]

    async def handover_drafts(self, application_id: str) -> list[Json]:
        return (await self.get(f"/v1/applications/{application_id}/handover-drafts"))["items"]

    async def keep_handover_draft(self, application_id: str, body: Json, key: str) -> None:
        path = f"/v1/applications/{application_id}/handover-drafts"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def change_handover_draft(self, draft_id: str, version: int, body: Json) -> None:
        await self.call("PUT", f"/v1/handover-drafts/{draft_id}", json=body, version=version)

    async def discard_handover_draft(self, draft_id: str, version: int) -> None:
        await self.call("DELETE", f"/v1/handover-drafts/{draft_id}", version=version)

    async def paper(self, code: str) -> Json:
        return await self.get(f"/v1/papers/{code}")

    async def turns(self) -> list[Json]:
        return (await self.get("/v1/turns", limit=50))["items"]
