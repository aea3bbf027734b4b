"""The client's half about complaints."""

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.transport import new_key
from tests import factories
from tests.api.complaints.test_complaints import complaint
from tests.contract.test_client import as_officer


async def test_a_complaint_goes_there_and_back(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    desk = as_officer(api, await factories.officer(db, vault))
    made = await api.file_complaint(complaint(), new_key())
    assert (await api.complaint(made["number"], made["secret"]))["status"] == "received"
    await api.add_to_complaint(made["number"], made["secret"], "Nomor seri MJ-0042.")
    row = (await desk.complaint_cases(status="received"))["items"][0]
    case = await desk.complaint_case(row["id"])
    assert [each["by"] for each in case["messages"]] == ["complainant"]
    taken = await desk.move_complaint(row["id"], case["version"], {"action": "take"})
    assert taken["status"] == "in_progress"
    assert len((await desk.tell_complainant(row["id"], "Kami periksa dahulu."))["messages"]) == 2
    told = await desk.take_down_complaint(complaint(channel="letter"), new_key())
    assert (await api.complaint(told["number"], told["secret"]))["status"] == "received"
