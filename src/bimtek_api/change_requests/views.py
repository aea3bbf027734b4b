"""A change request as the API shows it."""

from typing import Any

from sqlalchemy import Row

from bimtek_api.change_requests.models import ChangeRequest
from bimtek_api.change_requests.schemas import ChangeRead, ChangeRow
from bimtek_api.core.fields import Ref
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Available, Unavailable

DERIVED = ("kbli", "kbli_version", "owner_id")  # follow from what is shown beside them


def fields_of(request: ChangeRequest) -> list[str]:
    """What changes, by column."""
    return [name for name in request.after if name not in DERIVED]


def parts(row: Row) -> Json:
    request: ChangeRequest = row.ChangeRequest
    plain = {name: getattr(request, name) for name in ("id", "kind", "status", "created_at", "decided_at")}
    district = Ref(code=request.district_code, name=row.district_name) if request.district_code else None
    return plain | {
        "record_id": request.participant_id or request.group_id or request.supplier_id, "subject": row.subject,
        "district": district, "fields": fields_of(request), "made_by": row.maker, "decided_by": row.decider,
    }  # fmt: skip


def shown(row: Row) -> ChangeRow:
    return ChangeRow(**parts(row))


def detail(row: Any, *, needs: bool, actions: tuple[list[Available], list[Unavailable]]) -> ChangeRead:
    request: ChangeRequest = row.ChangeRequest
    values = {name: getattr(request, name) for name in ("reason", "note", "record_version", "version")}
    before, after = ({name: said[name] for name in fields_of(request)} for said in (request.before, request.after))
    return ChangeRead(
        **parts(row), **values, before=before, after=after, evidence=request.evidence_id is not None,
        needs_evidence=needs, available_actions=actions[0], unavailable_actions=actions[1],
    )  # fmt: skip
