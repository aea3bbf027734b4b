"""Asking over one's own area whether somebody has aid already."""

from datetime import timedelta

from fastapi import APIRouter, Request

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.throttle import expect_few
from bimtek_api.reports.aid_checks import service
from bimtek_api.reports.aid_checks.schemas import AidAnswer, AidAsk

router = APIRouter(tags=["grants"])
MOST = 30  # an hour and officer


@router.post("/aid-checks", **needs(Permission.AID_CHECK))
async def check_aid(db: DB, request: Request, actor: ActorDep, asked: AidAsk) -> AidAnswer:
    """Whether a person has running or earlier aid anywhere, and whose office knows more. At most 30 an hour."""
    await expect_few(request, f"aid-check:{actor.id}", MOST, timedelta(hours=1))
    return await service.check(db, request.app.state.vault, actor, asked)
