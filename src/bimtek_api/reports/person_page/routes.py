"""The page of one person."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.trades.schemas import trade_ref
from bimtek_api.reports.person_page import repository
from bimtek_api.reports.person_page.schemas import PersonAid, PersonPage, PersonRegistration

router = APIRouter(tags=["participants"])
PLAIN = ("id", "name", "nik_last4", "phone", "email", "birth_date", "sex", "business_name", "kbli", "version")


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
        aid=[PersonAid.model_validate(each) for each in await repository.aid_of(db, actor, participant_id)],
    )


PLACES = ("district", "subdistrict", "village")
