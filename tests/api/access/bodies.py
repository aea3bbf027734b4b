"""What an operation is asked with, all of Kota Palembang or all of nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests import factories
from tests.api.access.aftercare import AFTER
from tests.api.access.corrections import ASKED

PLAN = {
    "title": "Dasar", "trade": "garment", "summary": "", "audience": "", "venue": "Balai", "address": "Jalan",
    "map_url": None, "moderated": True, "attendance_percent": 80, "offer_hours": 24, "allowance_rupiah": 0,
    "eligibility": {}, "size": 10, "opens_before": 20, "closes_before": 1, "shares": [], "questions": [],
    "days": [{"after": 0, "starts_at": "08:00", "ends_at": "16:00"}],
}  # fmt: skip

EDITION = {
    "name": "Uji",
    "items": [
        {"name": "Mesin", "unit": "unit", "quantity": 1, "price_rupiah": 1, "price_source": "Uji", "price_year": 2026}
    ],
}


@dataclass
class Place:
    """The ids an operation may be asked about, all of Kota Palembang or all of nowhere."""

    ids: dict[str, str]
    secret: str
    ticket_secret: str
    delegation_secret: str
    district: str
    members: list[str]
    package: str

    def fill(self, path: str) -> str:
        code = self.district if "/districts/" in path else self.district + ".01"
        code = self.ids["certificate"] if "certificates" in path or "papers" in path else code
        code = self.ids["asset_code"] if "asset-labels" in path else code
        kinds = {"complaints": "ticket", "delegations": "delegation", "case-links": "case_number"}
        number = self.ids[next((name for part, name in kinds.items() if part in path), "number")]
        for name, value in (self.ids | {"code": code, "number": number}).items():
            path = path.replace(f"{{{name}}}", value)
        return path


def new_group(place: Place) -> dict[str, Any]:
    members = [{"participant_id": each, "role": "member" if at else "chair"} for at, each in enumerate(place.members)]
    return {
        "name": "KUB", "district_code": place.district, "address": "Jalan", "trade": "garment",
        "formed_on": "2020-01-01", "members": members,
    }  # fmt: skip


def new_delegation(place: Place) -> dict[str, Any]:
    """Two people; the rest as in any registration."""
    made = [factories.registration(place.ids["session_id"]) for _ in range(2)]
    own = [{name: each[name] for name in ("name", "nik", "birth_date", "sex")} for each in made]
    shared = ("session_id", "district_code", "subdistrict_code", "village_code", "trade", "notice_version")
    return {name: made[0][name] for name in shared} | {
        "name": "Dekranasda", "contact_name": "Rina", "phone": "081277778888", "people": own,
    }  # fmt: skip


Body = Callable[[Place], Any]
BODIES: dict[str, Body] = {
    "POST /v1/logins": lambda place: {"email": "x@uji.id", "password": "x", "code": "1"},
    "POST /v1/officers/{officer_id}/login-ends": lambda place: {"reason": "Uji"},
    "POST /v1/logins/current/step-ups": lambda place: {"code": "1"},
    "POST /v1/officers/{officer_id}/replacement-decisions": lambda place: {"agree": False, "reason": "Uji"},
    "PUT /v1/me/notices": lambda place: {"until": "2026-01-01T00:00:00Z"},
    "PUT /v1/me/views": lambda place: {"name": "Uji", "filters": {"session": place.ids["session_id"]}},
    "POST /v1/budgets": lambda place: {"year": 2098, "name": "Uji", "ceiling": 1000, "letter_number": "1"},
    "POST /v1/budgets/{year}/transitions": lambda place: {"action": "lock", "reason": "Uji"},
    "POST /v1/budget-nodes": lambda place: {
        "parent_id": place.ids["node_id"], "name": "Uji", "ceiling": 1, "letter_number": "1",
    },
    "POST /v1/budget-moves": lambda place: {
        "from_id": place.ids["node_id"], "to_id": place.ids["line_id"], "amount": 1, "letter_number": "1",
        "reason": "Uji",
    },
    "POST /v1/budget-moves/{move_id}/decisions": lambda place: {"action": "approve"},
    "POST /v1/export-jobs": lambda place: {"session": place.ids["session_id"], "format": "csv"},
    "POST /v1/programmes": lambda place: {
        "code": f"AUTHZ/{uuid4().hex[:8].upper()}", "name": "Uji", "funding_source": "APBN", "fiscal_year": 2026,
    },
    "POST /v1/calls": lambda place: {
        "number": f"PGL/{uuid4().hex[:8]}", "name": "Uji", "budget_line_id": place.ids["line_id"],
        "opens_on": "2026-01-02", "closes_on": "2090-12-31", "packages": [place.package],
        "rule_set_id": place.ids["rule_set_id"], "policy_id": place.ids["policy_id"],
    },
    "POST /v1/approval-policies": lambda place: {
        "code": f"UJI-{uuid4().hex[:8].upper()}", "edition": 1, "name": "Uji", "bands": [{"stages": [{"votes": 1}]}],
    },
    "POST /v1/applications/votes": lambda place: {
        "decision": "approve", "no_conflict": True,
        "items": [{"application_id": place.ids["application_id"], "version": 1}],
    },
    "POST /v1/applications/{application_id}/rounds": lambda place: {"no_conflict": True},
    "POST /v1/applications/{application_id}/transitions": lambda place: {"action": "recall", "reason": "Uji"},
    "POST /v1/rule-sets": lambda place: {
        "code": f"UJI-{uuid4().hex[:8].upper()}", "edition": 1, "name": "Uji",
        "rules": [{"code": "residents", "severity": "hard"}],
    },
    "POST /v1/applications/{application_id}/waivers": lambda place: {
        "rule": "residents", "reason": "Uji", "no_conflict": True,
    },
    "POST /v1/packages": lambda place: EDITION | {"code": f"UJI-{uuid4().hex[:8].upper()}", "trade": "garment"},
    "POST /v1/packages/{package_id}/editions": lambda place: EDITION,
    "PUT /v1/programmes/{programme_id}/texts": lambda place: {"items": [{"kind": "all", "text": "Uji"}]},
    "POST /v1/session-templates": lambda place: {"session_id": place.ids["session_id"], "name": "Uji"},
    "POST /v1/session-templates/{template_id}/sessions": lambda place: {
        "number": f"AUTHZ/{uuid4().hex[:8].upper()}", "district_code": place.district, "starts_on": "2090-01-02",
    },
    "POST /v1/sessions": lambda place: new_session(place.district),
    "PUT /v1/sessions/{session_id}": lambda place: {
        name: value for name, value in new_session(place.district).items()
        if name not in ("number", "district_code", "size")
    },
    "POST /v1/sessions/{session_id}/transitions": lambda place: {"action": "cancel", "reason": "Uji"},
    "POST /v1/registrations": lambda place: factories.registration(place.ids["session_id"], form_version=1),
    "POST /v1/registrations/checks": lambda place: {},
    "POST /v1/registrations/transitions": lambda place: {
        "action": "accept", "items": [{"id": place.ids["registration_id"], "version": 1}],
    },
    "POST /v1/registrations/{registration_id}/transitions": lambda place: {"action": "accept"},
    "POST /v1/receipts/lookups": lambda place: {"number": place.ids["number"], "birth_date": "1988-09-04"},
    "POST /v1/receipts/codes": lambda place: {"number": place.ids["number"], "birth_date": "1988-09-04"},
    "POST /v1/receipts/openings": lambda place: {"number": place.ids["number"], "code": "123456"},
    "POST /v1/aid-checks": lambda place: {"nik": "9971994409887001", "reason": "Memeriksa anggota baru."},
    "POST /v1/audit-samples": lambda place: {
        "made_from": "2026-01-01", "made_to": "2090-01-01", "size": 5, "seed": "2026",
    },
    "POST /v1/receipts/copies": lambda place: {"number": place.ids["number"], "code": "123456"},
    "POST /v1/receipts/{number}/transitions": lambda place: {"action": "give_up", "birth_date": "1988-09-04"},
    "POST /v1/receipts/{number}/consents": lambda place: {
        "purpose": "publication", "given": True, "birth_date": "1988-09-04",
    },
    "POST /v1/registrations/{registration_id}/consents": lambda place: {"purpose": "publication", "given": True},
    "POST /v1/receipts/{number}/corrections": lambda place: {"birth_date": "1988-09-04", "name": "Sumarni"},
    "POST /v1/receipts/{number}/substitutes": lambda place: {
        "holder_birth_date": "1988-09-04", "person": factories.registration(place.ids["session_id"], form_version=1),
    },
    "PUT /v1/sessions/{session_id}/form": lambda place: {"questions": []},
    "PUT /v1/sessions/{session_id}/quotas": lambda place: {"size": 20},
    "POST /v1/sessions/{session_id}/place-windows": lambda place: {
        "place": "Balai Desa", "opens_at": "2026-11-30T01:00:00Z", "closes_at": "2026-11-30T09:00:00Z",
    },
    "PUT /v1/sessions/{session_id}/attendance": lambda place: {
        "marks": [{"registration_id": place.ids["registration_id"], "day_id": str(uuid4()), "mark": "present"}],
    },
    "POST /v1/sessions/{session_id}/scans": lambda place: {
        "scans": [{"nonce": str(uuid4()), "code": "x", "at": "2026-11-25T00:00:00Z"}],
    },
    "POST /v1/sessions/{session_id}/invitations": lambda place: {"participant_id": place.members[0]},
    "POST /v1/sessions/{session_id}/attendance-corrections": lambda place: {
        "registration_id": place.ids["registration_id"], "day_id": str(uuid4()), "mark": "present", "note": "x",
    },
    "POST /v1/sessions/{session_id}/attendance-corrections/decisions": lambda place: {
        "action": "approve", "items": [{"id": place.ids["correction_id"], "version": 1}],
    },
    "POST /v1/attendance-corrections/{correction_id}/decisions": lambda place: {"action": "approve"},
    "POST /v1/certificates/{code}/revocations": lambda place: {"reason": "Uji"},
    "POST /v1/certificates/{code}/reissues": lambda place: {"reason": "Uji"},
    "POST /v1/trainers": lambda place: {"district_code": place.district, "name": "Aisyah", "institution": "Balai"},
    "PUT /v1/trainers/{trainer_id}": lambda place: {"name": "Aisyah", "institution": "Balai"},
    "PUT /v1/sessions/{session_id}/lessons": lambda place: {"lessons": []},
    "PUT /v1/sessions/{session_id}/scores": lambda place: {
        "scores": [{"registration_id": place.ids["registration_id"], "pre": 1}],
    },
    "POST /v1/receipts/{number}/evaluation": lambda place: {
        "content": 5, "trainer": 5, "venue": 5, "organisation": 5, "usefulness": 5,
    },
    "POST /v1/delegations": new_delegation,
    "POST /v1/delegations/{number}/transitions": lambda place: {"action": "give_up", "phone": "081277778888"},
    "POST /v1/complaints": lambda place: {
        "category": "other", "district_code": place.district, "text": "Mesin bantuan rusak.",
    },
    "POST /v1/complaints/{number}/messages": lambda place: {"text": "Tambahan keterangan."},
    "POST /v1/complaint-cases": lambda place: {
        "category": "other", "district_code": place.district, "text": "Kantor tutup seharian.", "channel": "phone",
    },
    "POST /v1/complaint-cases/{complaint_id}/transitions": lambda place: {"action": "take"},
    "POST /v1/complaint-cases/{complaint_id}/messages": lambda place: {"text": "Kami periksa dahulu."},
    "POST /v1/groups": new_group,
    "POST /v1/groups/{group_id}/papers/{group_paper_id}/withdrawals": lambda place: {"reason": "Uji"},
    "PUT /v1/groups/{group_id}/members": lambda place: {"members": new_group(place)["members"]},
    "POST /v1/applications": lambda place: {
        "call_id": place.ids["call_id"], "group_id": place.ids["group_id"], "package_id": place.package,
    },
    "POST /v1/applications/{application_id}/checks": lambda place: {"action": "verify", "no_conflict": True},
    "POST /v1/applications/{application_id}/votes": lambda place: {"decision": "approve", "no_conflict": True},
    "POST /v1/decrees": lambda place: {
        "number": "SK-1", "dated": "2026-11-25", "signatory_name": "x", "signatory_position": "x", "basis": ["x"],
        "no_conflict": True, "lines": [{"application_id": place.ids["application_id"], "version": 1}],
    },
    "POST /v1/deliveries": lambda place: {
        "application_id": place.ids["application_id"], "version": 1, "handed_at": "2026-11-25T00:00:00Z",
        "place": "x", "receiver_id": place.members[0], "witnesses": ["x"], "no_conflict": True,
        "receiver_checked": "id_card",
        "lines": [{"line_id": str(uuid4()), "serials": ["1"]}],
    },
} | AFTER | ASKED  # fmt: skip

# Operations that take a file, and the name of its part.
UPLOADS = {
    "PUT /v1/change-requests/{change_request_id}/evidence": "file",
    "POST /v1/districts/{code}/photos": "photo",
    "POST /v1/receipts/{number}/files/{key}": "file",
    "POST /v1/sessions/{session_id}/attendance/papers": "photo",
    "POST /v1/decrees/{decree_id}/scans": "file",
    "POST /v1/groups/{group_id}/papers": "file",
    "POST /v1/stock/{unit_id}/photos": "photo",
    "POST /v1/visits/{visit_id}/photos": "photo",
    "POST /v1/deliveries/{delivery_id}/scans": "file",
    "POST /v1/districts/{code}/signatures": "signature",
    "POST /v1/districts/{code}/minutes-scans": "file",
    "POST /v1/opening-stocks/{opening_id}/papers": "file",
    "POST /v1/assets/{asset_id}/recalls": "file",
    "POST /v1/applications/{application_id}/field-photos": "photo",
    "POST /v1/applications/{application_id}/signatures": "signature",
    "POST /v1/accountability-reports/{report_id}/submissions": "file",
    "POST /v1/funds-reports/{funds_report_id}/submissions": "file",
    "POST /v1/payments/{payment_id}/returns": "file",
    "POST /v1/tranche-payments/{tranche_payment_id}/returns": "file",
    "POST /v1/tranche-payments/{tranche_payment_id}/refund-receipts": "file",
    "POST /v1/groups/{group_id}/account/clearances": "file",
    "POST /v1/imports/sessions": "file",
    "POST /v1/imports/aid": "file",
    "PUT /v1/registrations/{registration_id}/files/{key}": "file",
}
BY_SESSION = ("attendance", "allowance", "recap")
QUERIES: dict[str, Body] = {
    f"GET /v1/exports/{name}": lambda place: {"session": place.ids["session_id"]} for name in BY_SESSION
} | {
    "GET /v1/exports/letters": lambda place: {"session": place.ids["session_id"], "kind": "invitation"},
}


def new_session(district: str) -> dict[str, Any]:
    return {
        "number": f"AUTHZ/{uuid4().hex[:8].upper()}", "title": "Uji", "trade": "garment", "district_code": district,
        "venue": "Balai", "address": "Jalan", "size": 10, "opens_at": "2026-01-01T00:00:00Z",
        "closes_at": "2090-01-02T00:00:00Z",
        "days": [{"date": "2090-01-02", "starts_at": "08:00", "ends_at": "16:00"}],
    }  # fmt: skip
