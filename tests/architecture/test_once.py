"""Every act is done once, however often it is sent, and on the state its caller saw (integrity.md 7)."""

from typing import Any

import pytest

from bimtek_api.main import create_app
from tests.conftest import settings_for

ONCE, VERSION = "idempotency-key", "if-match"
# What is posted without a key, and why sending it twice does no harm.
SPENT = "its one-time code or link is spent by it: the same request cannot succeed twice"
LOOKS = "it looks; every look is written down and counted, a repeated one too"
KEYLESS = {
    "POST /v1/logins": SPENT,
    "POST /v1/logins/sign-ons": SPENT,
    "POST /v1/logins/current/step-ups": SPENT,
    "POST /v1/enrolments/completions": SPENT,
    "POST /v1/receipts/openings": SPENT,
    "POST /v1/receipts/copies": SPENT,
    "POST /v1/enrolments/views": "it looks",
    "POST /v1/registrations/checks": "it looks",
    "POST /v1/receipts/lookups": "it looks",
    "POST /v1/participants/{participant_id}/nik-readings": LOOKS,
    "POST /v1/aid-checks": LOOKS,
    "POST /v1/audit-samples": LOOKS + "; the same seed draws the same cases",
    "POST /v1/sign-ons": "it keeps nothing: the attempt is in the answer",
    "POST /v1/enrolments": "its link is shown once; asking again makes another and ends the first",
    "POST /v1/recovery-codes": "its codes are shown once; asking again makes others and ends the first",
    "POST /v1/sessions/{session_id}/scans": "each reading carries a key of its own, kept with it for ever",
}

# What names no version though it is about something, and why.
ADDS = "it puts something beside what is there and changes nothing that anybody saw"
ENDS = "it ends or decides, which happens once: the second is refused by what the row says"
HERS = "only the person it belongs to does it, and the state of the row refuses what is over"
EACH = "each item of its body names its version"
LAST = "the last word counts, whatever was said before; the history keeps both"
VERSIONLESS = {
    "POST accountability-reports/{report_id}/submissions": ADDS,
    "POST applications/{application_id}/attempts": ADDS,
    "POST applications/{application_id}/field-photos": ADDS,
    "POST applications/{application_id}/holds": ADDS,
    "POST applications/{application_id}/look-alikes": ADDS,
    "POST applications/{application_id}/look-alikes/{look_alike_id}/decisions": ENDS,
    "POST applications/{application_id}/signatures": ADDS,
    "POST calls/{call_id}/selections": ADDS,
    "POST case-links/{number}/appeals": ADDS,
    "POST complaint-cases/{complaint_id}/messages": ADDS,
    "POST complaints/{number}/messages": ADDS,
    "POST decrees/{decree_id}/changes": ADDS,
    "POST decrees/{decree_id}/member-changes": ADDS,
    "POST decrees/{decree_id}/scans": ADDS,
    "POST deliveries/{delivery_id}/disputes": ADDS,
    "POST deliveries/{delivery_id}/scans": ADDS,
    "POST districts/{code}/dispatches": ADDS,
    "POST districts/{code}/photos": ADDS,
    "POST districts/{code}/signatures": ADDS,
    "POST funds-reports/{funds_report_id}/submissions": ADDS,
    "POST districts/{code}/opening-stocks": ADDS,
    "POST assets/{asset_id}/recalls": ADDS,
    "POST applications/{application_id}/handover-drafts": ADDS,
    "POST applications/{application_id}/appointments": ADDS,
    "POST districts/{code}/minutes-scans": ADDS,
    "POST opening-stocks/{opening_id}/papers": ADDS,
    "POST groups/{group_id}/account": ADDS,
    "POST groups/{group_id}/papers": ADDS,
    "POST groups/{group_id}/papers/{group_paper_id}/withdrawals": ENDS,
    "POST groups/{group_id}/account/change-requests": ADDS,
    "POST groups/{group_id}/change-requests": ADDS,
    "POST groups/{group_id}/end-requests": ADDS,
    "POST participants/{participant_id}/change-requests": ADDS,
    "POST participants/{participant_id}/family-card-change-requests": ADDS,
    "POST participants/{participant_id}/nik-change-requests": ADDS,
    "POST suppliers/{supplier_id}/account-change-requests": ADDS,
    "POST suppliers/{supplier_id}/change-requests": ADDS,
    "POST suppliers/{supplier_id}/owner-change-requests": ADDS,
    "POST officers/{officer_id}/access-requests": ADDS,
    "POST officers/{officer_id}/paper-readings": ADDS,
    "POST orders/{order_id}/payments": ADDS,
    "POST orders/{order_id}/receipts": ADDS,
    "POST packages/{package_id}/editions": ADDS,
    "POST participants/{participant_id}/erasures": ADDS,
    "POST participants/{participant_id}/nik-readings": ADDS,
    "POST receipts/{number}/evaluation": ADDS,
    "POST receipts/{number}/files/{key}": ADDS,
    "POST receipts/{number}/substitutes": ADDS,
    "POST sample-items/{sample_item_id}/answers": ADDS,
    "POST session-templates/{template_id}/sessions": ADDS,
    "POST sessions/{session_id}/attendance-corrections": ADDS,
    "POST sessions/{session_id}/attendance/papers": ADDS,
    "POST sessions/{session_id}/certificate-prints": ADDS,
    "POST sessions/{session_id}/invitations": ADDS,
    "POST sessions/{session_id}/place-windows": ADDS,
    "POST sessions/{session_id}/scans": ADDS,
    "POST stock/{unit_id}/photos": ADDS,
    "POST tranches/{tranche_id}/conditions": ADDS,
    "POST tranche-payments/{tranche_payment_id}/refund-demands": ADDS,
    "POST tranche-payments/{tranche_payment_id}/refund-receipts": ADDS,
    "POST refund-demands/{refund_demand_id}/rulings": ADDS,
    "POST tranches/{tranche_id}/payments": ADDS,
    "POST visits/{visit_id}/photos": ADDS,
    "PUT registrations/{registration_id}/files/{key}": ADDS,
    "DELETE holidays/{holiday_id}": ENDS,
    "DELETE logins/{login_id}": ENDS,
    "DELETE me/views/{view_id}": ENDS,
    "DELETE session-templates/{template_id}": ENDS,
    "POST access-requests/{request_id}/decisions": ENDS,
    "POST applications/{application_id}/holds/releases": ENDS,
    "POST certificates/{code}/reissues": ENDS,
    "POST certificates/{code}/revocations": ENDS,
    "POST deputations/{deputation_id}/acceptances": ENDS,
    "POST deputations/{deputation_id}/ends": ENDS,
    "POST enrolments/{enrolment_id}/stops": ENDS,
    "POST erasures/{erasure_id}/decisions": ENDS,
    "POST freeze-windows/{freeze_id}/ends": ENDS,
    "POST messages/{message_id}/retries": ENDS,
    "POST messages/{message_id}/tellings": ENDS,
    "POST appointments/{appointment_id}/cancellation": ENDS,
    "POST officers/{officer_id}/disablings": ENDS,
    "POST officers/{officer_id}/login-ends": ENDS,
    "POST officers/{officer_id}/replacement-decisions": ENDS,
    "POST role-assignments/{assignment_id}/ends": ENDS,
    "POST sessions/{session_id}/place-windows/{window_id}/closings": ENDS,
    "POST delegations/{number}/transitions": HERS,
    "POST receipts/{number}/consents": HERS,
    "POST receipts/{number}/corrections": HERS,
    "POST receipts/{number}/transitions": HERS,
    "POST registrations/{registration_id}/consents": HERS,
    "POST sessions/{session_id}/attendance-corrections/decisions": EACH,
    "PUT participants/{participant_id}/family-card": LAST,
    "PUT programmes/{programme_id}/texts": LAST,
}


@pytest.fixture(scope="module")
def posted() -> dict[str, set[str]]:
    """Every operation that changes something, with the headers it takes."""
    paths = create_app(settings_for("none")).openapi()["paths"]
    return {
        f"{method.upper()} {path}": headers(operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method != "get"
    }


def headers(operation: dict[str, Any]) -> set[str]:
    return {each["name"].lower() for each in operation.get("parameters", []) if each["in"] == "header"}


def test_every_post_that_has_an_effect_takes_a_key(posted: dict[str, set[str]]) -> None:
    bare = {name for name, taken in posted.items() if name.startswith("POST ") and ONCE not in taken}
    assert bare == set(KEYLESS)


def test_every_act_on_what_somebody_saw_names_its_version(posted: dict[str, set[str]]) -> None:
    bare = {name for name, taken in posted.items() if "{" in name and VERSION not in taken}
    listed = {f"{method} /v1/{path}" for method, path in (each.split(" ") for each in VERSIONLESS)}
    assert bare == listed
