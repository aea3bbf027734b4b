"""Officers' and integrators' list of participants."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.pagination import Page
from bimtek_api.core.throttle import expect_few
from bimtek_api.participants.people import repository, service
from bimtek_api.participants.people.schemas import (
    FamilyCardRead,
    FamilyCardWrite,
    NikAsk,
    NikRead,
    ParticipantRow,
    ParticipantSlice,
)

router = APIRouter(tags=["participants"])
MOST_NIK = 30  # an hour and officer


@router.get("/participants", **needs(Permission.PARTICIPANT_READ))
async def list_participants(
    db: DB, actor: ActorDep, asked: Annotated[ParticipantSlice, Query()]
) -> Page[ParticipantRow]:
    """Participants who live or registered in the caller's districts, by name."""
    rows, cursor = await repository.page(db, actor, asked)
    items = [
        ParticipantRow(
            id=row.id, name=row.name, nik_last4=row.nik_last4, phone_last2=row.phone[-2:],
            district=Ref(code=row.district_code, name=row.district_name),
        )
        for row in rows
    ]  # fmt: skip
    return Page(items=items, next_cursor=cursor)


@router.put("/participants/{participant_id}/family-card", **needs(Permission.GROUP_RECORD))
async def keep_family_card(
    db: DB, request: Request, actor: ActorDep, participant_id: UUID, new: FamilyCardWrite
) -> FamilyCardRead:
    """Records the family card of a participant, so that aid to one household is recognised."""
    vault = request.app.state.vault
    return FamilyCardRead(family_last4=await service.keep_family_card(db, vault, actor, participant_id, new))


@router.post("/participants/{participant_id}/nik-readings", status_code=201, **needs(Permission.PARTICIPANT_REVEAL))
async def reveal_nik(db: DB, request: Request, actor: ActorDep, participant_id: UUID, asked: NikAsk) -> NikRead:
    """The whole national id, for a reason that is kept. At most 30 an hour."""
    await expect_few(request, f"nik:{actor.id}", MOST_NIK, timedelta(hours=1))
    return NikRead(nik=await service.reveal_nik(db, request.app.state.vault, actor, participant_id, asked.reason))
