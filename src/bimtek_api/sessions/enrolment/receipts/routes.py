"""What participants read without an account: receipts, status, and the notice of personal-data use."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Path, Request, UploadFile

from bimtek_api.core.actor import PUBLIC
from bimtek_api.core.db import DB
from bimtek_api.core.guards import PUBLIC_ROUTE, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.sessions.enrolment.codes import service as codes
from bimtek_api.sessions.enrolment.consents import documents as notice
from bimtek_api.sessions.enrolment.consents.schemas import OwnConsentChange
from bimtek_api.sessions.enrolment.holders import service as holder
from bimtek_api.sessions.enrolment.receipts import service as receipts
from bimtek_api.sessions.enrolment.receipts.dependencies import Number, Secret, behind_secret, by_number
from bimtek_api.sessions.enrolment.receipts.schemas import (
    Correction,
    OwnMove,
    ReceiptLookup,
    ReceiptRead,
    ReceiptStatus,
    Substitution,
)
from bimtek_api.sessions.enrolment.uploads import service as uploads
from bimtek_api.sessions.planning.forms.fields import Key

router = APIRouter(tags=["receipts"])
OWN = public("receipt_own", 60, timedelta(minutes=10))
OWN |= {"responses": responses(404, 409, 422, 429), "dependencies": [*OWN["dependencies"], Depends(behind_secret)]}
LOOK_UP = public("receipt_lookup", 30, timedelta(minutes=10))
LOOK_UP |= {"dependencies": [*LOOK_UP["dependencies"], Depends(by_number)]}


@router.get("/notices/current", **PUBLIC_ROUTE)
async def read_notice() -> notice.Notice:
    """The notice of personal-data use in force, with its version."""
    return notice.of(notice.VERSION)


@router.get("/notices/{version}", responses=responses(404, 422), **PUBLIC_ROUTE)
async def read_earlier_notice(version: Annotated[str, Path(max_length=20)]) -> notice.Notice:
    """The wording somebody was shown when she registered."""
    return notice.of(version)


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
        later.add_task(codes.ask, request.app.state.database, asked)


@router.post("/receipts/{number}/transitions", **OWN)
async def move_own(
    db: DB, request: Request, number: Number, receipt_secret: Secret, once: OnceDep, asked: OwnMove
) -> ReceiptRead:
    """Accept or decline an offer, go back to the queue, or give up: proved by the birth date."""
    return await holder.act(db, request.app.state.vault, number.upper(), receipt_secret, once, asked)


@router.post("/receipts/{number}/consents", **OWN)
async def change_own_consent(
    db: DB, request: Request, number: Number, receipt_secret: Secret, once: OnceDep, new: OwnConsentChange
) -> ReceiptRead:
    """Agrees to a use of her data, or withdraws that; her registration stays as it is."""
    return await holder.agree(db, request.app.state.vault, number.upper(), receipt_secret, once, new)


@router.post("/receipts/{number}/corrections", **OWN)
async def correct_own(
    db: DB, request: Request, number: Number, receipt_secret: Secret, once: OnceDep, new: Correction
) -> ReceiptRead:
    """Corrects the fields the office asked for."""
    return await holder.correct(db, request.app.state.vault, number.upper(), receipt_secret, once, new)


@router.post("/receipts/{number}/substitutes", status_code=201, **OWN)
async def substitute_own(
    db: DB, request: Request, number: Number, receipt_secret: Secret, once: OnceDep, new: Substitution
) -> ReceiptRead:
    """Gives the seat to another person; answers with that person's own receipt."""
    return await holder.substitute(db, request.app.state.vault, number.upper(), receipt_secret, once, new)


@router.post("/receipts/{number}/files/{key}", **OWN)
async def send_own_file(
    db: DB,
    request: Request,
    number: Number,
    key: Key,
    receipt_secret: Secret,
    once: OnceDep,
    birth_date: Annotated[date, Form()],
    file: UploadFile,
) -> ReceiptRead:
    """A file or photo the session asks for: PDF, JPEG or PNG; a new one takes the place of the old."""
    state, proof = request.app.state, uploads.Proof(number.upper(), receipt_secret, birth_date)
    return await uploads.send_own(db, state.vault, state.store, proof, once, key, await file.read())
