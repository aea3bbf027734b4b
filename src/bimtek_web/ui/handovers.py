"""The form of a handover: what it sends, what it keeps as a draft, and a draft as the form shows it again."""

from datetime import datetime

from starlette.datastructures import FormData, UploadFile

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.ui import formats, refusals
from bimtek_web.ui.filled import Body, Filled, Own, Owns, Rest, Text
from bimtek_web.ui.forms import instant_of

MOST_PHOTOS = 12


class Handover(Filled):
    """A handover as it is typed; the serial numbers of each item are rows, one number a line."""

    place: Text
    receiver_id: Text
    receiver_checked: Text
    latitude: Text
    longitude: Text
    accuracy_m: Text
    giver_signature_id: Text
    receiver_signature_id: Text
    scan_id: Text
    witness_1: Own
    witness_2: Own
    handed_at: Own
    handed_at_time: Own
    photos: Owns  # what each shows, and its file
    no_conflict: Own
    version: Own
    key: Own
    draft_id: Own
    draft_version: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        taken: Rest = {name: "\n".join(map(str, data.getlist(name))) for name in data if name.startswith("serials:")}
        return taken | refusals.typed_of(data)

    def lines(self, case: shapes.ApplicationRead) -> list[shapes.DraftLineTyped]:
        serials = {line["id"]: self.row(f"serials:{line['id']}").split("\n") for line in case["lines"]}
        picked = {line: [each for each in numbers if each.strip()] for line, numbers in serials.items()}
        refused = refusals.by_line(self.values())
        return [
            shapes.DraftLineTyped(line_id=line, serials=numbers, refused=refused.get(line, []))
            for line, numbers in picked.items()
            if numbers or line in refused
        ]

    def body(self, shape: type[Body], case: shapes.ApplicationRead, zone: str, **head: object) -> Body:
        """A handover, or the draft of one, with `head`: what concerns the case's state."""
        photos = [each.split(":", 1) for each in self.photos]
        place = {name: getattr(self, name).replace(",", ".") for name in ("latitude", "longitude", "accuracy_m")}
        return self.but(**place).sent(
            shape, witnesses=[each for each in (self.witness_1, self.witness_2) if each.strip()],
            lines=self.lines(case), photos=[{"shows": shows, "file_id": file} for shows, file in photos],
            place=self.place, handed_at=moment(self.handed_at, self.handed_at_time, zone), **head,
        )  # fmt: skip


def begun(case: shapes.ApplicationRead, zone: str, key: str) -> Handover:
    """An empty form, with this moment as the district's clocks show it."""
    day, time = on_the_clock(formats.now(), zone)
    return Handover.blank(key=key, version=str(case["version"]), handed_at=day, handed_at_time=time)


def on_the_clock(instant: datetime, zone: str) -> tuple[str, str]:
    local = formats.local_of(instant, zone)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


def resumed(empty: Handover, draft: shapes.DraftRead, zone: str) -> Handover:
    """What an open draft holds, in the boxes of the form."""
    body = draft["body"]
    texts = {name: str(text) for name, text in body.items() if name in Handover.asked() and text is not None}
    texts |= {f"witness_{at}": name for at, name in enumerate(body.get("witnesses", [])[:2], start=1)}
    if at := body.get("handed_at"):
        day, time = on_the_clock(formats.to_instant(at), zone)
        texts |= {"handed_at": day, "handed_at_time": time}
    filled = empty.but(
        **texts, photos=[f"{each['shows']}:{each['file_id']}" for each in body.get("photos", [])],
        draft_id=draft["id"], draft_version=str(draft["version"]),
    )  # fmt: skip
    lines = body.get("lines", [])
    taken: Rest = {f"serials:{line['line_id']}": "\n".join(line.get("serials", [])) for line in lines}
    return filled.with_rows(taken | refusals.resumed(lines))


async def keep_files(api: ApiClient, district: str, data: FormData, filled: Handover) -> Handover:
    """Photos, signatures and the signed paper are kept first, so that they are not lost when the form is refused."""
    kept: dict[str, str] = {}
    for shows in ("goods", "receiver", "other"):
        for file in data.getlist(f"photo_{shows}"):
            if isinstance(file, UploadFile) and file.filename and len(filled.photos) < MOST_PHOTOS:
                photo = await api.upload_photo(district, "foto", await file.read())
                filled.photos.append(f"{shows}:{photo['id']}")
    kept |= await keep_signatures(api, district, data)
    scan = data.get("scan")
    if isinstance(scan, UploadFile) and scan.filename:
        kept["scan_id"] = await api.upload_signed_paper(district, scan.filename, await scan.read())
    return filled.but(**kept).with_rows(filled.rest | await refusals.keep_photos(api, district, data))


async def keep_signatures(api: ApiClient, district: str, data: FormData) -> dict[str, str]:
    """What was drawn or photographed, by side."""
    kept = {}
    for side in ("giver_signature", "receiver_signature"):
        file = data.get(side)
        if isinstance(file, UploadFile) and file.filename:
            kept[f"{side}_id"] = await api.upload_signature(district, await file.read())
    return kept


def moment(date: str, time: str, zone: str) -> str:
    """ISO text of the typed day and time; nothing when they are none."""
    year, month, day = ([*date.split("-"), "", ""])[:3]
    boxes = {"d_year": year, "d_month": month, "d_day": day, "d_time": time}
    return instant_of(boxes, "d", zone) or ""
