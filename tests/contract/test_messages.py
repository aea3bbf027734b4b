"""The client's half about messages and codes."""

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from tests import factories
from tests.api.access.test_authz import untold
from tests.api.sessions.enrolment.test_codes import BORN, code_of
from tests.contract.test_client import as_officer, new_key


async def test_codes_and_messages_go_there_and_back(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    desk = as_officer(api, await factories.present(db, vault))
    made = await api.register(factories.registration(session.id, email="ya@uji.id"), new_key())
    await api.ask_code({"number": made["number"], "birth_date": BORN})
    opened = await api.open_receipts({"number": made["number"], "code": await code_of(db, vault)})
    assert opened["items"][0]["secret"] == made["secret"]
    row = (await desk.registrations(session=str(session.id)))["items"][0]
    message = await untold(db, row["id"])
    assert [each["id"] for each in (await desk.messages(untold="true"))["items"]] == [message]
    await desk.tell_person(message)
    assert (await desk.messages(untold="true"))["items"] == []


async def test_lists_come_as_files(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db, starts_in=-1, moderated=False)
    desk = as_officer(api, await factories.present(db, vault))
    made = await api.register(factories.registration(session.id), new_key())
    for path in ("/v1/exports/registrations", "/v1/exports/attendance"):
        table = await desk.download(path, session=str(session.id), format="csv")
        assert made["number"] in table.decode("utf-8-sig")
