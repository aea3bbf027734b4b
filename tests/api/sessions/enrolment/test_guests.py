"""integrity.md 8: a participant from elsewhere in one's own session. Her page, and binding her, gave 500."""

from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.events.access_log import PersonalRead
from tests import factories

ELSEWHERE = {"district": factories.BANYUASIN}


async def test_the_page_of_a_guest_opens_and_her_home_sees_who_read_it(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session = await factories.session(db)
    officer = await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id, **ELSEWHERE))
    (row,) = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    whole = (await client.get(f"/v1/registrations/{row['id']}", headers=officer.headers)).json()
    page = await client.get(f"/v1/participants/{whole['participant_id']}", headers=officer.headers)
    assert (page.status_code, page.json()["district"]["code"]) == (200, factories.BANYUASIN)
    noted = (await db.execute(select(PersonalRead.actor_id, PersonalRead.district_code))).all()
    assert (officer.id, factories.BANYUASIN) in [tuple(each) for each in noted]


async def test_a_guest_on_file_elsewhere_is_bound(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    """She is on file in the district she lives in, and the officer of the session has never seen her."""
    officer = await factories.officer(db, vault)
    at_home = await factories.session(db, factories.BANYUASIN)
    first = factories.registration(at_home.id, **ELSEWHERE)
    assert (await factories.register(client, first)).status_code == 201
    session = await factories.session(db)
    again = first | {"session_id": str(session.id), "phone": "081277776666"}
    assert (await factories.register(client, again)).status_code == 201
    (row,) = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    path = f"/v1/registrations/{row['id']}"
    seen = await client.get(path, headers=officer.headers)
    headers = officer.headers | {"If-Match": seen.headers["ETag"]}
    bound = await client.post(f"{path}/transitions", json={"action": "bind"}, headers=headers)
    assert (bound.status_code, bound.json()["participant_id"] is not None) == (200, True), bound.text
