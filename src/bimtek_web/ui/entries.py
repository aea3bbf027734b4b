"""What registering somebody asks, for the public form and the officer's: fields, and what the API wants of them."""

from typing import Any

from bimtek_web.api.client import ApiClient
from bimtek_web.ui.forms import Form, date_of, number_of

PLAIN = (
    "name", "nik", "sex", "phone", "email", "district_code", "subdistrict_code", "village_code", "business_name",
    "trade", "equipment_note", "notice_version",
)  # fmt: skip
BORN = ("birth_date_day", "birth_date_month", "birth_date_year")
LISTS = ("equipment_needs", "groups", "consents")
TARGETS = ("disabled", "first_timer")


def body_of(values: dict[str, Any], session_id: str) -> dict[str, Any]:
    """The registration as the API wants it: what was left empty is left out."""
    body = {name: values[name] for name in PLAIN if values[name]}
    body |= {target: True for target in TARGETS if target in values["groups"]}
    return body | {
        "session_id": session_id, "birth_date": date_of(values, "birth_date"),
        "equipment_needs": values["equipment_needs"], "consents": values["consents"],
        "form_version": number_of(values.get("form_version", "")),
    }  # fmt: skip


async def places(api: ApiClient, form: Form) -> dict[str, Any]:
    """Sub-districts of the chosen district and villages of the chosen sub-district; a stale choice is dropped."""
    found: dict[str, Any] = {"subdistricts": [], "villages": []}
    district, subdistrict = form.text("district_code"), form.text("subdistrict_code")
    if district:
        found["subdistricts"] = await api.subdistricts(district)
    if subdistrict and any(each["code"] == subdistrict for each in found["subdistricts"]):
        found["villages"] = await api.villages(subdistrict)
    return found


async def questions_of(api: ApiClient, session: dict[str, Any]) -> list[dict[str, Any]]:
    """The session's own questions."""
    return (await api.session_form(session["id"]))["questions"] if session["form_version"] else []
