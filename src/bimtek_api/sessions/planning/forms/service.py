"""Writing a session's own questions, and judging what is answered to them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.planning.forms import fields, repository
from bimtek_api.sessions.planning.forms.errors import FormChanged
from bimtek_api.sessions.planning.forms.models import SessionForm
from bimtek_api.sessions.planning.forms.schemas import FormWrite
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import StartedAlready, UnknownSession
from bimtek_api.sessions.planning.schedule.models import ANNOUNCED, SessionStatus

OPEN = (SessionStatus.DRAFT, *ANNOUNCED)


async def write(db: AsyncSession, actor: Actor, session_id: UUID, seen: int, new: FormWrite) -> None:
    """Puts a new version in force. Answers already given keep theirs; nobody is asked to answer or upload again."""
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.SESSION_PLAN, session, UnknownSession)
    session.expect(seen)
    if session.status not in OPEN:
        raise StartedAlready
    if await repository.questions(db, session_id, session.form_version) == new.questions:
        return
    session.form_version += 1
    session.version += 1
    questions = [each.model_dump(mode="json") for each in new.questions]
    db.add(SessionForm(session_id=session_id, version=session.form_version, questions=questions, made_by=actor.id))
    await db.flush()
    data = {"form_version": session.form_version, "questions": len(questions)}
    await record(db, actor, Entry("session.form_changed", ("session", session_id), session.district_code, data=data))


def questions_of(stored: Sequence[Mapping[str, object]] | None) -> list[fields.Question]:
    """Questions from the JSON a statement read beside its row."""
    return [fields.Question.model_validate(each) for each in stored or []]


def faults(stored: Sequence[Mapping[str, object]] | None, given: Mapping[str, object]) -> list[Fault]:
    """What is wrong with the answers."""
    return fields.judge(questions_of(stored), given)[1]


def kept(session: Row, version: int, given: Mapping[str, object]) -> dict[str, object]:
    """What a registration keeps: the answers and which files they call for. She must have seen what is in force."""
    if version != session.form_version:
        raise FormChanged
    questions = questions_of(session.questions)
    answers, _ = fields.judge(questions, given)
    return {"answers": answers, "files_due": fields.files_due(questions, answers)}
