"""What participants read without an account: receipts and their status."""

from datetime import timedelta

from fastapi import APIRouter, BackgroundTasks, Depends, Request

from bimtek_api.core.actor import PUBLIC
from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_ROUTE, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.dependencies import Number, Secret, by_number
from bimtek_api.sessions.enrolment.receipts.schemas import ReceiptLookup, ReceiptRead, ReceiptStatus

router = APIRouter(tags=["receipts"])
LOOK_UP = public("receipt_lookup", 30, timedelta(minutes=10))
LOOK_UP |= {"dependencies": [*LOOK_UP["dependencies"], Depends(by_number)]}


@router.get("/receipts/{number}", responses=responses(404, 422), **PUBLIC_ROUTE)
async def read_receipt(db: DB, request: Request, number: Number, receipt_secret: Secret) -> ReceiptRead:
    """Everything a person may see of her registration."""
    return await receipts.read(db, request.app.state.vault, number.upper(), receipt_secret)


@router.post("/receipts/lookups", **LOOK_UP)
async def look_up_receipt(db: DB, asked: ReceiptLookup) -> ReceiptStatus:
    """Status only, by receipt number and birth date."""
    return await receipts.look_up(db, asked)


@router.post("/receipts/codes", status_code=202, **public("receipt_code", 10, timedelta(minutes=10)))
async def ask_code(db: DB, request: Request, once: OnceDep, asked: ReceiptLookup, later: BackgroundTasks) -> None:
    """Sends a one-time code to the address on file, if there is one; the answer is always the same, and as soon."""
    if await once.first(db, PUBLIC):
        later.add_task(receipts.ask, request.app.state.database, asked)
