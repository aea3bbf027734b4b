"""The simple order of districts whose turn is next."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import Row

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.values.whole import Count
from bimtek_api.planning.rotation import repository
from bimtek_api.planning.rotation.schemas import Turn, Turns

router = APIRouter(tags=["districts"])
WAITING = N_("{waiting} orang di daftar tunggu.")
NEVER = N_("Belum pernah mendapat sesi.")
LONG_AGO = N_("Sesi terakhir {day}.")


def why(row: Row) -> str:
    if row.waiting:
        return translate(WAITING, waiting=row.waiting)
    if row.last_session_on is None:
        return translate(NEVER)
    return translate(LONG_AGO, day=row.last_session_on.strftime("%d-%m-%Y"))


@router.get("/turns", **needs(Permission.DISTRICT_READ))
async def list_turns(db: DB, actor: ActorDep, limit: Annotated[Count, Query(ge=1, le=200)] = 50) -> Turns:
    """Districts in the order of their turn: most waiting people, then longest without a session, then most people."""
    rows = await repository.turns(db, actor, limit)
    names = ("waiting", "participants", "last_session_on", "handovers")
    items = [
        Turn(
            place=place,
            district=Ref(code=row.code, name=row.name),
            why=why(row),
            **{n: getattr(row, n) for n in names},
        )
        for place, row in enumerate(rows, start=1)
    ]
    return Turns(items=items)
