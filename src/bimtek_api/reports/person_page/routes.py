"""The page of one person, for officers and for herself."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.trades.schemas import trade_ref
from bimtek_api.reports.person_page import repository
from bimtek_api.reports.person_page.schemas import OwnAid, OwnPage, PersonAid, PersonPage, PersonRegistration
from bimtek_api.sessions.registrations import codes
from bimtek_api.sessions.registrations.receipt_schemas import CodeUse

router = APIRouter(tags=["participants"])
PLAIN = (
    "id",
    "name",
    "nik_last4",
    "family_last4",
    "phone",
    "email",
    "birth_date",
    "sex",
    "business_name",
    "kbli",
    "version",
)


@router.get("/participants/{participant_id}", **needs(Permission.PARTICIPANT_READ))
async def read_participant(db: DB, actor: ActorDep, participant_id: UUID) -> PersonPage:
    """One participant: the record on file, every registration with days and certificate, aid through her groups."""
    row = await people.read(db, actor, participant_id)
    found = await repository.registrations_of(db, actor, participant_id)
    return PersonPage(
        **{name: getattr(row, name) for name in PLAIN},
        **{place: Ref(code=getattr(row, f"{place}_code"), name=getattr(row, f"{place}_name")) for place in PLACES},
        trade=trade_ref(row.trade),
        registrations=[PersonRegistration.model_validate(each) for each in found],
        aid=[PersonAid.model_validate(each) for each in await repository.aid_of(db, participant_id, actor)],
    )


PLACES = ("district", "subdistrict", "village")


@router.post("/receipts/openings", **public("receipt_opening", 20, timedelta(minutes=10)))
async def open_own_page(request: Request, given: CodeUse) -> OwnPage:
    """Everything registered under the same identity with the same e-mail address, and her groups' aid, by code."""
    database = request.app.state.database
    opened = await codes.redeem(database, request.app.state.vault, given)
    if opened.person_id is None:
        return OwnPage(items=opened.items, aid=[])
    async with database.transaction() as db:
        found = await repository.aid_of(db, opened.person_id)
    return OwnPage(items=opened.items, aid=[OwnAid.model_validate(each) for each in found])
