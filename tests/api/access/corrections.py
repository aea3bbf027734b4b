"""What is on file and should say something else: a request that waits, and the bodies that ask for more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests.models import ChangeRequest, ChangeStatus
from bimtek_api.participants.people.models import Participant
from tests import factories
from tests.api.grants.office import today

WHY = "Dilihat pada surat yang dibawa."
ASKED: dict[str, Callable[[Any], Any]] = {
    "POST /v1/participants/{participant_id}/change-requests": lambda place: {"reason": WHY, "phone": "081355559999"},
    "POST /v1/participants/{participant_id}/nik-change-requests": lambda place: {
        "reason": WHY, "nik": factories.nik(9999),
    },
    "POST /v1/participants/{participant_id}/family-card-change-requests": lambda place: {
        "reason": WHY, "family_card": "1671010101010003",
    },
    "POST /v1/groups/{group_id}/change-requests": lambda place: {"reason": WHY, "address": "Jalan Lain 1"},
    "POST /v1/groups/{group_id}/end-requests": lambda place: {"reason": WHY, "ended_on": today()},
    "POST /v1/groups/{group_id}/account/change-requests": lambda place: {
        "reason": WHY, "bank": "Bank Uji", "number": "654321", "holder": "Uji",
    },
    "POST /v1/suppliers/{supplier_id}/change-requests": lambda place: {"reason": WHY, "name": "PT Lain"},
    "POST /v1/suppliers/{supplier_id}/owner-change-requests": lambda place: {
        "reason": WHY, "owner_name": "Lain", "owner_nik": factories.nik(9998),
    },
    "POST /v1/suppliers/{supplier_id}/account-change-requests": lambda place: {
        "reason": WHY, "bank": "Bank Lain", "account_number": "7654321", "account_holder": "PT Uji",
    },
    "POST /v1/change-requests/{change_request_id}/transitions": lambda place: {"action": "approve"},
}  # fmt: skip


async def asked_for(db: AsyncSession, person_id: str, maker: UUID, file_id: str) -> dict[str, str]:
    """A participant's phone should change."""
    phone = (await db.get_one(Participant, UUID(person_id))).phone
    request = ChangeRequest(
        kind="person", status="draft", district_code=factories.PALEMBANG, participant_id=UUID(person_id),
        record_version=1, before={"phone": phone}, after={"phone": "+6281355558888"}, reason=WHY, made_by=maker,
        evidence_id=UUID(file_id),
    )  # fmt: skip
    db.add(request)
    await db.flush()
    request.status = ChangeStatus.SUBMITTED
    await db.flush()
    return {"change_request_id": str(request.id)}
