"""The public check of a certificate."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path

from bimtek_api.core.db import DB
from bimtek_api.core.fields import Ref
from bimtek_api.core.guards import public
from bimtek_api.sessions.certificates import service
from bimtek_api.sessions.certificates.schemas import CertificateRead, CertifiedSession

router = APIRouter(tags=["certificates"])


@router.get("/certificates/{code}", **public("certificate_check", 120, timedelta(minutes=10)))
async def check_certificate(
    db: DB, code: Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9]+$")]
) -> CertificateRead:
    """Whether a certificate is ours, for whom and for what."""
    row = await service.check(db, code.upper())
    return CertificateRead(
        number=row.number, name=row.name, session=CertifiedSession.model_validate(row),
        district=Ref(code=row.district_code, name=row.district_name), issued_at=row.issued_at,
        status="revoked" if row.revoked_at else "valid",
    )  # fmt: skip
