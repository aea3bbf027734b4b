"""The client's half about a session's own questions and the files they ask for."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from tests import factories
from tests.api.grants.office import photo_with_place
from tests.api.sessions.seats import BORN
from tests.contract.test_client import as_officer


async def test_questions_are_written_answered_and_files_sent(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    desk = as_officer(api, await factories.officer(db, vault))
    questions = [
        {"key": "power", "kind": "yes_no", "label": "Ada listrik?", "required": True},
        {"key": "shop", "kind": "photo", "label": "Foto", "required": True},
    ]
    with pytest.raises(ApiProblem) as refused:
        await desk.write_form(str(session.id), session.version, [questions[0] | {"kind": "choice"}])
    assert list(refused.value.pointers) == ["/questions/0"]
    written = await desk.write_form(str(session.id), session.version, questions)
    assert (await api.session_form(str(session.id)))["questions"] == written["questions"]
    with pytest.raises(ApiProblem) as unanswered:
        await api.register(factories.registration(session.id, form_version=1), new_key())
    assert list(unanswered.value.errors) == ["q_power"]
    body = factories.registration(session.id, form_version=1, answers={"power": "yes"})
    made = await api.register(body, new_key())
    sent = await api.send_own_file(made["number"], made["secret"], "shop", BORN, photo_with_place())
    assert sent["files"][0]["uploaded_at"]
    row = (await desk.registrations(q=made["number"]))["items"][0]
    assert (await desk.send_file(row["id"], "shop", photo_with_place()))["answers"][0]["text"] in ("Ya", "Yes")
