"""The public check of a certificate, and what officers do with certificates."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import ActorDep, needs, public
from bimtek_api.core.idempotency import OnceDep
from bimtek_api.core.scope import expect_within
from bimtek_api.core.values import numbers
from bimtek_api.sessions.outcome.certificates import documents, service
from bimtek_api.sessions.outcome.certificates.errors import CertificateRevoked
from bimtek_api.sessions.outcome.certificates.schemas import (
    CertificateRead,
    CertifiedSession,
    IssuedList,
    IssuedRow,
    Reissue,
    Revocation,
)
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

router = APIRouter(tags=["certificates"])
Code = Annotated[numbers.CheckCode, Path()]
WINDOW = timedelta(minutes=10)


@router.get("/certificates/{code}", **public("certificate_check", 120, WINDOW))
async def check_certificate(db: DB, code: Code) -> CertificateRead:
    """Whether a certificate is ours, for whom and for what."""
    row = await service.check(db, code.upper())
    return CertificateRead(
        number=row.number, name=row.name, session=CertifiedSession.model_validate(row),
        district=Ref(code=row.district_code, name=row.district_name), issued_at=row.issued_at,
        status="revoked" if row.revoked_at else "valid",
    )  # fmt: skip


@router.get("/certificates/{code}/paper", response_class=Response, **public("certificate_paper", 30, WINDOW))
async def print_certificate(db: DB, request: Request, code: Code) -> Response:
    """The certificate as PDF, for whoever holds its code; a revoked one is not printed."""
    row = await service.check(db, code.upper())
    if row.revoked_at:
        raise CertificateRevoked
    headers = {"Content-Disposition": 'attachment; filename="sertifikat.pdf"'}
    return Response(
        await documents.pdf([row], request.app.state.settings.web_url), media_type="application/pdf", headers=headers
    )


@router.get("/sessions/{session_id}/certificates", **needs(Permission.ATTENDANCE_READ))
async def list_certificates(db: DB, actor: ActorDep, session_id: UUID) -> IssuedList:
    """Every certificate of one session, the revoked ones too."""
    row = await schedule.read(db, actor, session_id)
    expect_within(actor, Permission.ATTENDANCE_READ, row.district_code, UnknownSession)
    return IssuedList(items=[IssuedRow.model_validate(each) for each in await service.of_session(db, session_id)])


@router.post("/certificates/{code}/revocations", status_code=204, **needs(Permission.SESSION_RUN))
async def revoke_certificate(db: DB, actor: ActorDep, once: OnceDep, code: Code, given: Revocation) -> None:
    """Revokes a certificate, with a reason; its number stays used."""
    if await once.first(db, actor):
        await service.revoke(db, actor, code.upper(), given.reason)


@router.post("/certificates/{code}/reissues", status_code=204, **needs(Permission.SESSION_RUN))
async def reissue_certificate(db: DB, actor: ActorDep, once: OnceDep, code: Code, given: Reissue) -> None:
    """Revokes a certificate and makes another in its place, perhaps with a corrected name."""
    if await once.first(db, actor):
        await service.reissue(db, actor, code.upper(), given.reason, given.name)
