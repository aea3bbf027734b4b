"""The public check of a certificate."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import public
from bimtek_api.sessions.certificates import documents, service
from bimtek_api.sessions.certificates.errors import CertificateRevoked
from bimtek_api.sessions.certificates.schemas import CertificateRead, CertifiedSession

router = APIRouter(tags=["certificates"])
Code = Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9]+$")]
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
    address = f"{request.app.state.settings.web_url}/sertifikat/{code.upper()}"
    headers = {"Content-Disposition": 'attachment; filename="sertifikat.pdf"'}
    return Response(documents.pdf(row, address), media_type="application/pdf", headers=headers)
