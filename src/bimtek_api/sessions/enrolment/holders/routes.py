"""What a participant does without an account, behind her receipt."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, UploadFile

from bimtek_api.core.db import DB
from bimtek_api.core.guards import public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.problems import responses
from bimtek_api.core.values.days import BirthDay
from bimtek_api.sessions.enrolment.holders import service as holder
from bimtek_api.sessions.enrolment.holders.schemas import Correction, OwnConsentChange, OwnMove, Substitution
from bimtek_api.sessions.enrolment.receipts.dependencies import Number, Secret, behind_secret
from bimtek_api.sessions.enrolment.receipts.schemas import ReceiptRead
from bimtek_api.sessions.planning.forms.fields import Key

router = APIRouter(tags=["receipts"])
OWN = public("receipt_own", 60, timedelta(minutes=10))
OWN |= {"responses": responses(404, 409, 422, 429), "dependencies": [*OWN["dependencies"], Depends(behind_secret)]}


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
    birth_date: Annotated[BirthDay, Form()],
    file: UploadFile,
) -> ReceiptRead:
    """A file or photo the session asks for: PDF, JPEG or PNG; a new one takes the place of the old."""
    state, proof = request.app.state, holder.Proof(number.upper(), receipt_secret, birth_date)
    return await holder.send_own(db, state.vault, state.store, proof, once, key, await file.read())
