"""Pieces a group refuses at the door, as the forms send them: one reason, words and a photo for each."""

from collections.abc import Mapping

from starlette.datastructures import FormData, UploadFile

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.ui.filled import text

BECAUSE, SAID, SHOWN = "because:", "said:", "shown:"
KEPT = "shown_id:"  # the photo that was kept before the form came back


def typed_of(data: FormData) -> dict[str, str]:
    """What was typed about each piece; the piece is named by its item and its serial number."""
    return {name: text(data[name])[:500] for name in data if name.startswith((BECAUSE, SAID, KEPT))}


async def keep_photos(api: ApiClient, district: str, data: FormData) -> dict[str, str]:
    """Kept first, so that they are not lost when the form is refused."""
    kept = {}
    for name, file in data.items():
        if name.startswith(SHOWN) and isinstance(file, UploadFile) and file.filename:
            photo = await api.upload_photo(district, "foto", await file.read())
            kept[KEPT + name.removeprefix(SHOWN)] = photo["id"]
    return kept


def by_line(values: Mapping[str, object]) -> dict[str, list[shapes.PieceDraftedTyped]]:
    """Refused pieces by item: those for which a reason was chosen."""
    lines: dict[str, list[shapes.PieceDraftedTyped]] = {}
    for name in [each for each, reason in values.items() if each.startswith(BECAUSE) and reason]:
        piece = name.removeprefix(BECAUSE)
        line_id, _, serial = piece.partition(":")
        words, photo = (text(values.get(box + piece)) for box in (SAID, KEPT))
        lines.setdefault(line_id, []).append(told_of(serial, text(values[name]), words, photo))
    return lines


def told_of(serial: str, reason: str, words: str, photo: str) -> shapes.PieceDraftedTyped:
    """What is sent of one piece."""
    told = shapes.PieceDraftedTyped(serial=serial, reason=reason, words=words)
    return told | {"photo_id": photo} if photo else told


def resumed(lines: list[shapes.DraftLine]) -> dict[str, str]:
    """What a draft holds of refused pieces, in the boxes of the form."""
    shown: dict[str, str] = {}
    for line in lines:
        for each in line.get("refused", []):
            piece = f"{line['line_id']}:{each['serial']}"
            shown |= {BECAUSE + piece: each["reason"], SAID + piece: text(each.get("words"))}
            shown |= {KEPT + piece: photo} if (photo := text(each.get("photo_id"))) else {}
    return shown
