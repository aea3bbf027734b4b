"""The form of a handover: what it sends, what it keeps as a draft, and a draft as the form shows it again."""

from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData, UploadFile

from bimtek_web.api.client import ApiClient
from bimtek_web.ui import formats
from bimtek_web.ui.forms import instant_of

PLAIN = ("place", "receiver_id", "receiver_checked", "latitude", "longitude", "accuracy_m")
SIGNED = ("giver_signature_id", "receiver_signature_id", "scan_id")
HEAD = ("witness_1", "witness_2", "handed_at", "handed_at_time", "no_conflict", "version", "key")
FIELDS = (*PLAIN, *SIGNED, *HEAD, "draft_id", "draft_version")
MOST_PHOTOS = 12


def begun(case: dict[str, Any], zone: str, key: str) -> dict[str, Any]:
    """An empty form, with this moment as the district's clocks show it."""
    local = formats.now().astimezone(ZoneInfo(formats.ZONES[zone]))
    now = {"handed_at": f"{local:%Y-%m-%d}", "handed_at_time": f"{local:%H:%M}"}
    return dict.fromkeys(FIELDS, "") | {"key": key, "version": str(case["version"]), "photos": []} | now


def resumed(values: dict[str, Any], draft: dict[str, Any], zone: str) -> dict[str, Any]:
    """What an open draft holds, in the boxes of the form."""
    body = draft["body"]
    shown = {name: str(body[name]) for name in (*PLAIN, *SIGNED) if body[name] is not None}
    shown |= {f"witness_{at}": name for at, name in enumerate(body["witnesses"][:2], start=1)}
    shown |= {f"serials:{line['line_id']}": "\n".join(line["serials"]) for line in body["lines"]}
    if body["handed_at"]:
        local = formats.to_instant(body["handed_at"]).astimezone(ZoneInfo(formats.ZONES[zone]))
        shown |= {"handed_at": f"{local:%Y-%m-%d}", "handed_at_time": f"{local:%H:%M}"}
    photos = [f"{each['shows']}:{each['file_id']}" for each in body["photos"]]
    return values | shown | {"photos": photos, "draft_id": draft["id"], "draft_version": str(draft["version"])}


def serials_of(data: FormData) -> dict[str, str]:
    """Serial numbers by item, one a line, as they were picked from stock."""
    return {name: "\n".join(map(str, data.getlist(name))) for name in data if name.startswith("serials:")}


async def keep_files(api: ApiClient, district: str, data: FormData, photos: list[str]) -> dict[str, Any]:
    """Photos, signatures and the signed paper are kept first, so that they are not lost when the form is refused."""
    kept: dict[str, Any] = {}
    for shows in ("goods", "receiver", "other"):
        for file in data.getlist(f"photo_{shows}"):
            if isinstance(file, UploadFile) and file.filename and len(photos) < MOST_PHOTOS:
                photos.append(f"{shows}:{(await api.upload_photo(district, 'foto', await file.read()))['id']}")
    for side in ("giver_signature", "receiver_signature"):
        file = data.get(side)
        if isinstance(file, UploadFile) and file.filename:
            kept[f"{side}_id"] = await api.upload_signature(district, await file.read())
    scan = data.get("scan")
    if isinstance(scan, UploadFile) and scan.filename:
        kept["scan_id"] = await api.upload_signed_paper(district, scan.filename, await scan.read())
    return kept | {"photos": photos}


def body_of(case: dict[str, Any], values: dict[str, Any], zone: str) -> dict[str, Any]:
    """The handover without what concerns the case's state: also the body of a draft."""
    lines = [
        {"line_id": line["id"], "serials": numbers}
        for line in case["lines"]
        if (numbers := [each for each in values.get(f"serials:{line['id']}", "").split("\n") if each.strip()])
    ]
    photos = [dict(zip(("shows", "file_id"), each.split(":", 1), strict=True)) for each in values["photos"]]
    body = {"witnesses": [values[name] for name in ("witness_1", "witness_2") if values[name].strip()]}
    body |= {name: values[name].replace(",", ".") for name in (*PLAIN[1:], *SIGNED) if values[name]}
    when = {name: values[name] for name in ("handed_at", "handed_at_time")}
    return body | {"lines": lines, "photos": photos, "place": values["place"], "handed_at": moment(when, zone)}


def moment(when: dict[str, str], zone: str) -> str:
    """ISO text of the typed day and time; nothing when they are none."""
    year, month, day = ([*when["handed_at"].split("-"), "", ""])[:3]
    boxes = {"d_year": year, "d_month": month, "d_day": day, "d_time": when["handed_at_time"]}
    return instant_of(boxes, "d", zone) or ""
