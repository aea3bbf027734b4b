"""What everybody may read before agreeing: the notice of personal-data use."""

from typing import Annotated

from fastapi import APIRouter, Path

from bimtek_api.core.guards import PUBLIC_READ
from bimtek_api.core.problems import responses
from bimtek_api.sessions.enrolment.consents import documents as notice

router = APIRouter(tags=["receipts"])


@router.get("/notices/current", **PUBLIC_READ)
async def read_notice() -> notice.Notice:
    """The notice of personal-data use in force, with its version."""
    return notice.of(notice.VERSION)


@router.get("/notices/{version}", responses=responses(404, 422), **PUBLIC_READ)
async def read_earlier_notice(version: Annotated[str, Path(max_length=20)]) -> notice.Notice:
    """The wording somebody was shown when she registered."""
    return notice.of(version)
