"""C5, C26–C28, C34: papers with expiry, drafts, a result for every paper, only what was named may change."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.grants.cases.applications import intake
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications.errors import DueOver
from tests import factories
from tests.api.grants import office

DEED, PROPOSAL = {"kind": "deed", "result": "ok"}, {"kind": "proposal", "result": "ok"}
TODAY = date.fromisoformat(office.today())


@dataclass
class Papers:
    """An office whose call asks for a deed and a proposal."""

    desk: office.Office
    db: AsyncSession

    async def upload(self, kind: str, who: factories.TestOfficer | None = None, **form: str) -> Response:
        files = {"file": ("x.jpg", office.photo_with_place(), "image/jpeg")}
        path, headers = f"/v1/groups/{self.desk.group}/papers", (who or self.desk.proposer).headers
        return await self.desk.client.post(path, files=files, data={"kind": kind} | form, headers=headers)

    async def group(self) -> dict[str, Any]:
        headers = self.desk.proposer.headers
        return (await self.desk.client.get(f"/v1/groups/{self.desk.group}", headers=headers)).json()

    async def move(
        self, case_id: str, action: str, who: factories.TestOfficer | None = None, **body: Any
    ) -> Response:
        version = (await self.desk.case(case_id))["version"]
        path = f"/v1/applications/{case_id}/transitions"
        return await self.desk.post(path, {"action": action} | body, who or self.desk.proposer, version)

    async def check(self, case_id: str, **body: Any) -> Response:
        version = (await self.desk.case(case_id))["version"]
        return await self.desk.check(case_id, version=version, **body)

    async def checks(self, case_id: str) -> list[dict[str, Any]]:
        path = f"/v1/applications/{case_id}/checks"
        return (await self.desk.client.get(path, headers=self.desk.verifier.headers)).json()["items"]

    async def withdraw(self, paper_id: str) -> Response:
        path = f"/v1/groups/{self.desk.group}/papers/{paper_id}/withdrawals"
        return await self.desk.post(path, {"reason": "Keliru."}, self.desk.proposer)

    async def submitted(self) -> str:
        for kind in ("deed", "proposal"):
            assert (await self.upload(kind)).status_code == 201
        made = await self.desk.submit()
        assert made.status_code == 201, made.text
        return made.json()["id"]

    async def returned(self, proposal: str = "ok", **body: Any) -> str:
        case_id = await self.submitted()
        found = [DEED | {"result": "illegible", "note": "Halaman 2 buram"}, PROPOSAL | {"result": proposal}]
        asked = await self.check(case_id, action="return", papers=found, note="Unggah ulang", **body)
        assert (asked.status_code, asked.json()["status"]) == (201, "returned"), asked.text
        return case_id


@pytest.fixture
async def papers(desk: office.Office, db: AsyncSession, vault: Vault) -> Papers:
    sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    body = {
        "number": f"PGL/{uuid4().hex[:6]}", "name": "Uji", "budget_line_id": str(desk.call["line"]),
        "opens_on": "2026-01-01", "closes_on": "2099-01-01", "packages": [desk.call["package"]],
        "rule_set_id": desk.call["rule_set"], "policy_id": desk.call["policy"],
        "required_papers": ["proposal", "deed"],
    }  # fmt: skip
    call = await desk.client.post("/v1/calls", json=body, headers=sari.headers | factories.once())
    assert call.json()["required_papers"] == ["deed", "proposal"], call.text
    desk.call["id"] = call.json()["id"]
    return Papers(desk, db)


async def test_a_newer_paper_takes_the_place_of_the_older_which_stays(papers: Papers) -> None:
    await papers.upload("deed", number="01/KUB", issued_on="2024-01-01", expires_on=str(TODAY - timedelta(days=1)))
    newest = (await papers.upload("deed", number=" 02/KUB ")).json()["papers"]
    assert [(each["number"], each["current"], each["expired"]) for each in newest] == [
        ("02/KUB", True, False), ("01/KUB", False, True),
    ]  # fmt: skip
    path = f"/v1/groups/{papers.desk.group}/papers/{newest[1]['id']}"
    old = await papers.desk.client.get(path, headers=papers.desk.verifier.headers)
    assert (old.status_code, old.headers["content-type"], b"Exif" in old.content) == (200, "image/jpeg", False)
    wrong = await papers.upload("deed", issued_on="2024-02-01", expires_on="2024-01-01")
    assert wrong.json()["errors"][0]["pointer"] == "/expires_on"
    assert (await papers.upload("deed", papers.desk.verifier)).status_code == 403
    with pytest.raises(DBAPIError, match="permission denied"):
        async with papers.db.begin_nested():
            await papers.db.execute(text("DELETE FROM group_papers"))


async def test_a_draft_waits_for_its_papers(papers: Papers) -> None:
    refused = await papers.desk.submit()
    assert (refused.status_code, refused.json()["code"]) == (409, "papers_missing")
    assert "Akta atau surat pendirian, Proposal" in refused.json()["detail"]
    draft = (await papers.desk.submit(draft=True)).json()
    assert (draft["status"], draft["version"]) == ("draft", 1)
    await papers.upload("proposal")
    await papers.upload("deed", expires_on=str(TODAY - timedelta(days=1)))
    assert "Akta" in (await papers.move(draft["id"], "submit")).json()["detail"], "what has expired is not there"
    await papers.upload("deed", expires_on=str(TODAY))
    assert (await papers.move(draft["id"], "submit")).json()["status"] == "in_desk_check"
    other = (await papers.desk.submit(draft=True)).json()["id"]
    assert (await papers.move(other, "discard")).json()["status"] == "discarded"


async def test_every_paper_gets_a_result_that_fits_it(papers: Papers) -> None:
    case_id = await papers.submitted()
    for found, code in (
        ([DEED], "every_paper"),
        ([DEED, PROPOSAL, {"kind": "statement", "result": "ok"}], "every_paper"),
        ([DEED | {"result": "missing"}, PROPOSAL], "result_unfit"),
    ):
        assert (await papers.check(case_id, papers=found)).json()["errors"][0]["code"] == code
    bad = [DEED | {"result": "mismatch"}, PROPOSAL]
    assert (await papers.check(case_id, papers=bad)).json()["code"] == "papers_not_in_order"
    nothing = await papers.check(case_id, action="return", papers=[DEED, PROPOSAL], note="x")
    assert nothing.json()["code"] == "nothing_named"
    assert (await papers.check(case_id, action="return", papers=bad)).json()["code"] == "reason_required"
    await papers.upload("deed", expires_on=str(TODAY - timedelta(days=1)))
    assert (await papers.check(case_id, papers=[DEED, PROPOSAL])).json()["code"] == "paper_expired"
    await papers.upload("deed")
    assert (await papers.check(case_id, papers=[DEED, PROPOSAL])).status_code == 201
    (only,) = await papers.checks(case_id)
    assert {each["kind"]: each["result"] for each in only["findings"]} == {"deed": "ok", "proposal": "ok"}


async def test_only_what_was_named_may_change_and_the_checker_sees_it(papers: Papers) -> None:
    case_id = await papers.returned()
    await papers.upload("proposal")
    other = await papers.move(case_id, "resubmit")
    assert (other.status_code, other.json()["code"]) == (409, "only_named_fields")
    assert "Proposal: berkas baru" in other.json()["detail"]
    assert (await papers.move(case_id, "withdraw", reason="Mulai lagi")).status_code == 200
    case_id = await papers.returned(proposal="mismatch")
    await papers.upload("proposal")
    await papers.upload("deed")
    assert (await papers.move(case_id, "resubmit")).json()["status"] == "in_desk_check"
    (first,) = await papers.checks(case_id)
    assert [each["text"] for each in first["changes"]] == [
        "Akta atau surat pendirian: berkas baru", "Proposal: berkas baru",
    ]  # fmt: skip
    assert (first["fields"], first["due_on"]) == (["deed", "proposal"], str(TODAY + timedelta(days=14)))
    assert (await papers.check(case_id, papers=[DEED, PROPOSAL])).status_code == 201
    again = (await papers.checks(case_id))[0]["changes"]
    assert again == first["changes"], "what the check itself approved is no part of the correction"


async def test_members_change_only_when_they_were_named(
    papers: Papers, client: AsyncClient, db: AsyncSession
) -> None:
    case_id = await papers.returned()
    group = await papers.group()
    new = (await office.members(client, db, 1))[0]
    kept = [{"participant_id": each["participant_id"], "role": each["role"]} for each in group["people"][:4]]
    body = {"members": [*kept, {"participant_id": str(new), "role": "member"}]}
    headers = papers.desk.proposer.headers | {"If-Match": f'"{group["version"]}"'}
    path = f"/v1/groups/{papers.desk.group}/members"
    changed = await client.put(path, json=body, headers=headers)
    assert (changed.status_code, changed.json()["version"]) == (200, group["version"] + 1), changed.text
    assert {each["participant_id"] for each in changed.json()["people"]} == {
        each["participant_id"] for each in body["members"]
    }
    assert (await client.put(path, json=body, headers=headers)).status_code == 412
    await papers.upload("deed")
    refused = (await papers.move(case_id, "resubmit")).json()
    assert (refused["code"], "Anggota keluar" in refused["detail"]) == ("only_named_fields", True)
    left = "SELECT count(*) FROM group_members WHERE group_id = :group AND valid_to IS NOT NULL"
    assert (await db.execute(text(left), {"group": papers.desk.group})).scalar_one() == 1


async def test_a_correction_ends_with_its_last_day(papers: Papers, at: Any) -> None:
    assert (await papers.check(await papers.submitted(), action="return", note="x", due_on="2020-01-01", papers=[
        DEED | {"result": "illegible"}, PROPOSAL,
    ])).json()["errors"][0]["pointer"] == "/due_on"  # fmt: skip
    await factories.by_hand(papers.db, "UPDATE aid_claims SET released = true")
    case_id = await papers.returned(due_on=str(TODAY + timedelta(days=1)))
    await papers.upload("deed")
    assert await intake.lapse(papers.db) == 0
    await at(f"{TODAY + timedelta(days=2)}T01:00:00Z")
    assert await intake.lapse(papers.db) == 1
    status = "SELECT status FROM applications WHERE id = :case"
    assert (await papers.db.execute(text(status), {"case": case_id})).scalar_one() == "lapsed"


async def test_a_late_correction_is_refused_even_before_the_clock_has_worked(papers: Papers, at: Any) -> None:
    case = await cases.plain(papers.db, UUID(await papers.returned(due_on=str(TODAY))))
    await intake.expect_only_named(papers.db, case)
    await at(f"{TODAY + timedelta(days=1)}T00:00:00Z")
    with pytest.raises(DueOver):
        await intake.expect_only_named(papers.db, case)


@pytest.mark.parametrize("step", ["checked", "returned", "in_approval", "approved"])
async def test_a_group_withdraws_until_the_decree(papers: Papers, step: str) -> None:
    if step == "returned":
        case_id = await papers.returned()
    else:
        case_id = await papers.submitted()
    if step in ("in_approval", "approved"):
        assert (await papers.check(case_id, papers=[DEED, PROPOSAL])).status_code == 201
    if step == "approved":
        await papers.desk.vote(case_id)
    assert (await papers.move(case_id, "withdraw")).json()["code"] == "reason_required"
    assert (await papers.move(case_id, "withdraw", papers.desk.verifier, reason="x")).status_code == 403
    assert (await papers.move(case_id, "withdraw", reason="Pindah kota")).json()["status"] == "withdrawn"
    assert (await papers.desk.submit()).status_code == 201, "nothing holds the members back"


async def test_nobody_withdraws_after_the_decree(papers: Papers) -> None:
    case_id = await papers.submitted()
    await papers.check(case_id, papers=[DEED, PROPOSAL])
    await papers.desk.vote(case_id)
    assert (await papers.desk.decree(case_id)).status_code == 201
    assert (await papers.move(case_id, "withdraw", reason="x")).json()["code"] == "wrong_step"
