"""The form of a correction: what stands on file today, and what the API wants of what was typed."""

from collections.abc import Mapping
from typing import cast

from bimtek_web.api import shapes
from bimtek_web.api.change_requests import Change
from bimtek_web.api.client import ApiClient
from bimtek_web.ui.forms import date_of

DAYS = {"person": "birth_date", "group": "formed_on", "group_end": "ended_on"}
PLAIN: dict[str, tuple[str, ...]] = {
    "person": (
        "name", "phone", "email", "sex", "district_code", "subdistrict_code", "village_code", "business_name",
        "trade",
    ),
    "nik": ("nik",),
    "family_card": ("family_card",),
    "group": ("name", "address", "trade"),
    "group_end": (),
    "account": ("bank", "number", "holder"),
    "supplier": ("name", "nib", "address", "phone"),
    "supplier_owner": ("owner_name", "owner_nik"),
    "supplier_account": ("bank", "account_number", "account_holder"),
}  # fmt: skip
HOME = {
    "nik": "person", "family_card": "person", "group_end": "group", "account": "group",
    "supplier_owner": "supplier", "supplier_account": "supplier",
}  # fmt: skip
Record = shapes.PersonPage | shapes.GroupRead | shapes.SupplierRead
BACK = {"person": "/petugas/peserta/{}", "group": "/petugas/kelompok/{}", "supplier": "/petugas/penyedia/{}"}


def fields_of(kind: str) -> tuple[str, ...]:
    day = DAYS.get(kind)
    return (*PLAIN.get(kind, ()), *(f"{day}_{part}" for part in ("day", "month", "year") if day), "reason", "action")


def back_to(kind: str, record_id: str) -> str:
    return BACK.get(HOME.get(kind, kind), "/petugas/perbaikan").format(record_id)


async def record_of(api: ApiClient, kind: str, record_id: str) -> Record:
    """The record as its page shows it."""
    home = HOME.get(kind, kind)
    if home == "person":
        return await api.participant(record_id)
    return await (api.group(record_id) if home == "group" else api.supplier(record_id))


async def today(api: ApiClient, kind: str, record: Record) -> dict[str, str]:
    """The form as it opens: what stands on file; secrets are typed anew."""
    values = dict.fromkeys(fields_of(kind), "")
    if kind == "account":
        account = await api.account(record["id"])
        return values | ({"bank": account["bank"], "holder": account["holder"]} if account else {})
    on_file = cast("Mapping[str, object]", record)
    for name in PLAIN[kind]:
        found = on_file.get(name, on_file.get(name.removesuffix("_code"), ""))
        values[name] = str((found.get("code", "") if isinstance(found, dict) else found) or "")
    day = DAYS.get(kind)
    if day and on_file.get(day):
        parts = dict(zip(("year", "month", "day"), str(on_file[day]).split("-"), strict=True))
        values |= {f"{day}_{part}": text.lstrip("0") for part, text in parts.items()}
    return values


def body_of(kind: str, values: dict[str, str]) -> Change:
    """What was typed; the API keeps what differs from the record."""
    body: dict[str, str | None] = {name: values[name] for name in (*PLAIN.get(kind, ()), "reason")}
    if day := DAYS.get(kind):
        body[day] = date_of(values, day)
    return cast("Change", body)


async def sent(api: ApiClient, kind: str, record_id: str, values: dict[str, str]) -> shapes.ChangeRequestsChangeRead:
    return await api.ask_change(kind, record_id, body_of(kind, values))


async def names_of(api: ApiClient, request: shapes.ChangeRequestsChangeRead) -> dict[str, str]:
    """Places and trades a request speaks of, by their codes."""
    said = [side.get(name) for side in (request["before"], request["after"]) for name in request["fields"]]
    codes = {str(each) for each in said if each}
    names = {each["code"]: each["name"] for each in await api.trades()}
    if any(name.endswith("_code") for name in request["fields"]):
        names |= {each["code"]: each["name"] for each in await api.districts()}
        for code in codes:
            parent, _, last = code.rpartition(".")
            if parent.count(".") == 1 and len(last) == 2:
                names |= {each["code"]: each["name"] for each in await api.subdistricts(parent)}
            elif parent.count(".") == 2:
                names |= {each["code"]: each["name"] for each in await api.villages(parent)}
    return names
