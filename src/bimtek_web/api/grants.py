"""What the officers' pages about grants ask."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class GrantCalls(BaseClient):
    async def agreements(self, application_id: str) -> list[shapes.AgreementRow]:
        return (await self.get(f"/v1/applications/{application_id}/pledges"))["items"]

    """Groups, calls, applications, decrees and handovers."""

    async def groups(self, **asked: Unpack[shapes.ListGroupsQuery]) -> shapes.PageGroupRow:
        return await self.get("/v1/groups", **asked)

    async def group(self, group_id: str) -> shapes.GroupRead:
        return await self.get(f"/v1/groups/{group_id}")

    async def create_group(self, body: shapes.GroupCreate, key: str) -> shapes.GroupRead:
        return await self.call("POST", "/v1/groups", json=body, headers={"Idempotency-Key": key})

    async def change_members(self, group_id: str, version: int, body: shapes.MembersWrite) -> shapes.GroupRead:
        return await self.call("PUT", f"/v1/groups/{group_id}/members", json=body, version=version)

    async def keep_group_paper(
        self, group_id: str, about: shapes.GroupsKeepPaperForm, name: str, content: bytes
    ) -> shapes.GroupRead:
        path, files = f"/v1/groups/{group_id}/papers", {"file": (name, content)}
        return await self.call("POST", path, data=about, files=files)

    async def withdraw_group_paper(self, group_id: str, paper_id: str, body: shapes.PaperWithdrawal) -> None:
        await self.call("POST", f"/v1/groups/{group_id}/papers/{paper_id}/withdrawals", json=body)

    async def checks(self, application_id: str) -> list[shapes.CheckRead]:
        return (await self.get(f"/v1/applications/{application_id}/checks"))["items"]

    async def announce_call(self, body: shapes.CallCreate, key: str) -> shapes.CallRead:
        return await self.call("POST", "/v1/calls", json=body, headers={"Idempotency-Key": key})

    async def rounds(self, application_id: str) -> shapes.CaseRounds:
        return await self.get(f"/v1/applications/{application_id}/rounds")

    async def send_again(self, application_id: str, version: int, body: shapes.RoundOpen) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/rounds", json=body, version=version)

    async def move_application(self, application_id: str, version: int, body: shapes.ApprovalsCaseMove) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/transitions", json=body, version=version)

    async def vote_on_many(self, body: shapes.VotesCast) -> list[shapes.VoteResult]:
        return (await self.call("POST", "/v1/applications/votes", json=body))["items"]

    async def policies(self) -> list[shapes.PolicyRow]:
        return (await self.get("/v1/approval-policies"))["items"]

    async def policy(self, policy_id: str) -> shapes.PolicyRead:
        return await self.get(f"/v1/approval-policies/{policy_id}")

    async def create_policy(self, body: shapes.PolicyCreate, key: str) -> shapes.PolicyRead:
        return await self.call("POST", "/v1/approval-policies", json=body, headers={"Idempotency-Key": key})

    async def rule_sets(self) -> shapes.RuleSets:
        return await self.get("/v1/rule-sets")

    async def rule_set(self, rule_set_id: str) -> shapes.RuleSetRead:
        return await self.get(f"/v1/rule-sets/{rule_set_id}")

    async def create_rule_set(self, body: shapes.RuleSetCreate, key: str) -> shapes.RuleSetRead:
        return await self.call("POST", "/v1/rule-sets", json=body, headers={"Idempotency-Key": key})

    async def case_rules(self, application_id: str) -> shapes.CaseRules:
        return await self.get(f"/v1/applications/{application_id}/rules")

    async def case_people(self, application_id: str) -> shapes.CasePeople:
        return await self.get(f"/v1/applications/{application_id}/people")

    async def renew_people(self, application_id: str, version: int, body: shapes.Renewal) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/people", json=body, version=version)

    async def waive_rule(self, application_id: str, version: int, body: shapes.WaiverCreate) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/waivers", json=body, version=version)

    async def look_alikes(self, application_id: str) -> shapes.LookAlikes:
        return await self.get(f"/v1/applications/{application_id}/look-alikes")

    async def ask_look_alike(self, application_id: str, body: shapes.LookAlikeAsk) -> None:
        await self.call("POST", f"/v1/applications/{application_id}/look-alikes", json=body)

    async def decide_look_alike(
        self, application_id: str, look_alike_id: str, body: shapes.LookAlikeDecision
    ) -> None:
        path = f"/v1/applications/{application_id}/look-alikes/{look_alike_id}/decisions"
        await self.call("POST", path, json=body)

    async def packages(self) -> list[shapes.PackageRow]:
        return (await self.get("/v1/packages"))["items"]

    async def package(self, package_id: str) -> shapes.PackageDetail:
        return await self.get(f"/v1/packages/{package_id}")

    async def create_package(self, body: shapes.PackageCreate, key: str) -> shapes.PackageDetail:
        return await self.call("POST", "/v1/packages", json=body, headers={"Idempotency-Key": key})

    async def renew_package(self, package_id: str, body: shapes.EditionCreate, key: str) -> shapes.PackageDetail:
        path = f"/v1/packages/{package_id}/editions"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def budgets(self) -> list[shapes.YearRow]:
        return (await self.get("/v1/budgets"))["items"]

    async def budget(self, year: int) -> shapes.YearRead:
        return await self.get(f"/v1/budgets/{year}")

    async def open_year(self, body: shapes.YearCreate, key: str) -> shapes.YearRead:
        return await self.call("POST", "/v1/budgets", json=body, headers={"Idempotency-Key": key})

    async def turn_year(self, year: int, version: int, body: shapes.YearMove) -> shapes.YearRead:
        return await self.call("POST", f"/v1/budgets/{year}/transitions", json=body, version=version)

    async def add_budget(self, body: shapes.NodeCreate, key: str) -> shapes.YearRead:
        return await self.call("POST", "/v1/budget-nodes", json=body, headers={"Idempotency-Key": key})

    async def budget_moves(self, year: int) -> list[shapes.MoveRead]:
        return (await self.get(f"/v1/budgets/{year}/moves"))["items"]

    async def propose_move(self, body: shapes.MoveCreate, key: str) -> None:
        await self.call("POST", "/v1/budget-moves", json=body, headers={"Idempotency-Key": key})

    async def decide_move(self, move_id: str, version: int, body: shapes.MoveDecision) -> None:
        await self.call("POST", f"/v1/budget-moves/{move_id}/decisions", json=body, version=version)

    async def calls(self) -> list[shapes.CallRow]:
        return (await self.get("/v1/calls", limit=200))["items"]

    async def call_for_aid(self, call_id: str) -> shapes.CallRead:
        return await self.get(f"/v1/calls/{call_id}")

    async def applications(self, **asked: Unpack[shapes.ListApplicationsQuery]) -> shapes.PageApplicationRow:
        return await self.get("/v1/applications", **asked)

    async def application(self, application_id: str) -> shapes.ApplicationRead:
        return await self.get(f"/v1/applications/{application_id}")

    async def submit_application(self, body: shapes.ApplicationCreate, key: str) -> shapes.ActDone:
        return await self.call("POST", "/v1/applications", json=body, headers={"Idempotency-Key": key})

    async def check_application(self, application_id: str, version: int, body: shapes.CheckCreate) -> shapes.ActDone:
        return await self.call("POST", f"/v1/applications/{application_id}/checks", json=body, version=version)

    async def vote(self, application_id: str, version: int, body: shapes.VoteCast) -> shapes.ActDone:
        return await self.call("POST", f"/v1/applications/{application_id}/votes", json=body, version=version)

    async def decrees(self, **asked: Unpack[shapes.ListDecreesQuery]) -> shapes.PageDecreeRow:
        return await self.get("/v1/decrees", **asked)

    async def decree(self, decree_id: str) -> shapes.DecreeRead:
        return await self.get(f"/v1/decrees/{decree_id}")

    async def sign_decree(self, body: shapes.DecreeCreate, key: str) -> shapes.DecreeRead:
        return await self.call("POST", "/v1/decrees", json=body, headers={"Idempotency-Key": key})

    async def keep_decree_scan(self, decree_id: str, name: str, content: bytes) -> None:
        await self.call("POST", f"/v1/decrees/{decree_id}/scans", files={"file": (name, content)})

    async def propose_decree_change(self, decree_id: str, body: shapes.ChangeCreate, key: str) -> None:
        path = f"/v1/decrees/{decree_id}/changes"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def propose_member_change(self, decree_id: str, body: shapes.MembersChangeCreate, key: str) -> None:
        path = f"/v1/decrees/{decree_id}/member-changes"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def decide_decree_change(self, change_id: str, version: int, body: shapes.ChangeDecision) -> None:
        await self.call("POST", f"/v1/decree-changes/{change_id}/decisions", json=body, version=version)

    async def deliveries(self, **asked: Unpack[shapes.ListDeliveriesQuery]) -> shapes.PageDeliveryRow:
        return await self.get("/v1/deliveries", **asked)

    async def delivery(self, delivery_id: str) -> shapes.DeliveryRead:
        return await self.get(f"/v1/deliveries/{delivery_id}")

    async def record_delivery(self, body: shapes.DeliveryCreate, key: str) -> shapes.DeliveryRow:
        return await self.call("POST", "/v1/deliveries", json=body, headers={"Idempotency-Key": key})

    async def upload_signature(self, district: str, content: bytes) -> str:
        path, files = f"/v1/districts/{district}/signatures", {"signature": ("tanda-tangan", content)}
        return (await self.call("POST", path, files=files))["id"]

    async def upload_photo(self, district: str, name: str, content: bytes) -> shapes.FileRead:
        return await self.call("POST", f"/v1/districts/{district}/photos", files={"photo": (name, content)})

    async def upload_signed_paper(self, district: str, name: str, content: bytes) -> str:
        path = f"/v1/districts/{district}/minutes-scans"
        return (await self.call("POST", path, files={"file": (name, content)}))["id"]

    async def handover_drafts(self, application_id: str) -> list[shapes.DraftRead]:
        return (await self.get(f"/v1/applications/{application_id}/handover-drafts"))["items"]

    async def keep_handover_draft(self, application_id: str, body: shapes.DraftWriteTyped, key: str) -> None:
        path = f"/v1/applications/{application_id}/handover-drafts"
        await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def change_handover_draft(self, draft_id: str, version: int, body: shapes.DraftWriteTyped) -> None:
        await self.call("PUT", f"/v1/handover-drafts/{draft_id}", json=body, version=version)

    async def discard_handover_draft(self, draft_id: str, version: int) -> None:
        await self.call("DELETE", f"/v1/handover-drafts/{draft_id}", version=version)

    async def paper(self, code: str) -> shapes.DeliveriesPaperRead | shapes.GoodsPaperRead:
        return await self.get(f"/v1/papers/{code}")

    async def turns(self) -> list[shapes.Turn]:
        return (await self.get("/v1/turns", limit=50))["items"]
