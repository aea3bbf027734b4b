"""The work inbox of an officer."""

from fastapi import APIRouter

from bimtek_api.core import clock
from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.reports.inbox import repository
from bimtek_api.reports.inbox.schemas import Inbox, InboxItem

router = APIRouter(tags=["inbox"])


@router.get("/inbox", **needs(Permission.SELF))
async def read_inbox(db: DB, actor: ActorDep) -> Inbox:
    """What waits for the caller: only what her roles let her do, and only until anybody has done it."""
    items = [InboxItem.model_validate(row) for row in await repository.waiting(db, actor)]
    return Inbox(items=items, as_of=await clock.now(db))
