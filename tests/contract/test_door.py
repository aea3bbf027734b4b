"""The client's half about the door."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.transport import new_key
from tests import factories
from tests.contract.test_client import as_officer


async def test_a_code_is_read_and_the_roster_knows_it(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db, moderated=False, starts_in=0)
    desk = as_officer(api, await factories.officer(db, vault))
    receipt = await api.register(factories.registration(session.id), new_key())
    roster = await desk.roster(str(session.id))
    assert [each["number"] for each in roster] == [receipt["number"]]
    reading = {"nonce": str(uuid4()), "code": receipt["pass_code"], "at": f"{session.starts_on}T00:00:00+07:00"}
    result = (await desk.scan(str(session.id), [reading]))[0]
    assert (result["outcome"], result["mark"], result["name"]) == ("accepted", "present", receipt["name"])
    door = await desk.session_door(str(session.id))
    assert (door["expected"], door["days"][0]["came"]) == (1, 1)
