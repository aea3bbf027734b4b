"""The client's half about corrections, signed lists, certificates and invitations."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from tests import factories
from tests.api.grants.office import photo_with_place
from tests.api.sessions.course import course
from tests.contract.test_client import as_officer


async def test_after_the_last_day(api: ApiClient, client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await course(client, db, vault, "A", "B")
    session_id = running.path.rsplit("/", 1)[1]
    desk, second = as_officer(api, running.officer), as_officer(api, await factories.officer(db, vault))
    await running.mark_days(5, 3)
    sheet = await desk.attendance(session_id)
    kept = await desk.keep_attendance_paper(session_id, sheet["days"][0]["id"], photo_with_place())
    assert len(kept["papers"]) == 1
    await running.move("complete")
    body = {"registration_id": sheet["rows"][1]["registration_id"], "day_id": sheet["days"][4]["id"]}
    item = (await desk.propose_correction(session_id, body | {"mark": "late", "note": "Ada"}, new_key()))[0]
    with pytest.raises(ApiProblem) as own:
        await desk.decide_correction(item["id"], item["version"], {"action": "approve"})
    assert own.value.code == "own_correction"
    await second.decide_correction(item["id"], item["version"], {"action": "approve"})
    assert {each["status"] for each in await desk.corrections(session_id)} == {"approved"}
    first, other = await desk.certificates(session_id)
    await desk.revoke_certificate(first["code"], {"reason": "Uji"})
    await desk.reissue_certificate(other["code"], {"reason": "Uji", "name": "B benar"})
    assert [bool(each["revoked_at"]) for each in await desk.certificates(session_id)] == [True, True, False]
    printing = await desk.ask_certificate_print(session_id)
    assert (await desk.certificate_print(printing["id"]))["total"] == 1
    later = await factories.session(db, starts_in=90)
    who = (await desk.participants())["items"][0]["id"]
    assert (await desk.invite(str(later.id), who, new_key()))["status"] == "offered"
