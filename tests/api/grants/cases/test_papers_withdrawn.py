"""A paper can be taken back until somebody has judged it."""

from tests.api.grants import office
from tests.api.grants.cases.test_papers import Papers, papers

__all__ = ["papers"]  # the fixture


async def test_a_paper_nobody_asked_for_is_named_and_can_be_taken_back(papers: Papers) -> None:
    """integrity.md 5: a paper that was not asked for locked a returned case for ever."""
    case_id = await papers.returned()
    await papers.upload("deed")
    stray = (await papers.upload("proposal", number="keliru")).json()["papers"]
    locked = await papers.move(case_id, "resubmit")
    assert (locked.status_code, locked.json()["code"]) == (409, "only_named_fields")
    assert "Proposal" in locked.json()["detail"]
    wrong = next(each for each in stray if each["number"] == "keliru")
    answer = await papers.withdraw(wrong["id"])
    assert answer.status_code == 201, answer.text
    shown = [each for each in answer.json()["papers"] if each["kind"] == "proposal"]
    assert [(each["current"], each["withdrawn_reason"]) for each in shown] == [(False, "Keliru."), (True, None)]
    assert (await papers.withdraw(wrong["id"])).json()["code"] == "paper_withdrawn"
    judged = next(each for each in shown if each["current"])
    assert (await papers.withdraw(judged["id"])).json()["code"] == "paper_judged"
    assert (await papers.move(case_id, "resubmit")).json()["status"] == "in_desk_check"
    said = await office.refused_by_the_database(
        papers.db,
        "UPDATE group_papers SET withdrawn_at = now(), withdrawn_by = :who, withdrawn_reason = 'x' WHERE id = :id",
        who=papers.desk.verifier.id, id=judged["id"],
    )  # fmt: skip
    assert "judged stays" in said
