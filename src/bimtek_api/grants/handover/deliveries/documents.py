"""The content of handover minutes (BAST): what is printed is what is hashed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from babel.dates import format_date
from lokal import terbilang
from sqlalchemy import Row

from bimtek_api.core import clock, papers
from bimtek_api.core.shapes import Json
from bimtek_api.grants.handover.refusals.models import RefusalReason
from bimtek_api.grants.handover.refusals.schemas import PieceRefused

TEMPLATE = Path(__file__).with_name("minutes.typ")
REASONS = {
    RefusalReason.BROKEN: "rusak", RefusalReason.INCOMPLETE: "tidak lengkap",
    RefusalReason.WRONG: "tidak sesuai SK", RefusalReason.NOT_NEEDED: "tidak diperlukan lagi",
    RefusalReason.SITE_NOT_READY: "tempat belum siap", RefusalReason.OTHER: "lain",
}  # fmt: skip
CHECKED = {"id_card": "KTP", "family_card": "kartu keluarga", "statement": "surat pernyataan"}


def day_in_words(instant: datetime, zone: str) -> str:
    """`Rabu, tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam`."""
    local = clock.local(instant, zone)
    weekday, month = (format_date(local.date(), pattern, locale="id") for pattern in ("EEEE", "MMMM"))
    return f"{weekday}, tanggal {terbilang(local.day)} bulan {month} tahun {terbilang(local.year)}"


def said(piece: PieceRefused) -> Json:
    """A refused piece with what the group said; `word` is what the paper prints."""
    plain = {"serial": piece.serial, "reason": piece.reason.value, "words": piece.words}
    return plain | {"word": REASONS[piece.reason], "photo_id": str(piece.photo_id) if piece.photo_id else None}


def line_of(index: int, line: Row, serials: Sequence[str], value: int, refused: Sequence[PieceRefused]) -> Json:
    """Approved beside handed over; what is missing or was refused is printed, not hidden."""
    missing = line.approved - line.handed_over - len(serials)
    return {
        "number": index, "name": line.name, "serials": list(serials), "approved": line.approved,
        "handed_over": len(serials), "before": line.handed_over, "missing": missing,
        "value": papers.rupiah(value), "refused": [said(piece) for piece in refused],
    }  # fmt: skip


def minutes(
    facts: Json, lines: Sequence[Row], serials: Mapping[UUID, list[str]],
    values: Mapping[UUID, list[int]], refused: Mapping[UUID, list[PieceRefused]],
) -> Json:  # fmt: skip
    """The snapshot of one handover. `facts` are the texts of its head, `values` what each piece cost, by item."""
    items = [
        line_of(index, line, serials.get(line.id, []), sum(values.get(line.id, [])), refused.get(line.id, []))
        for index, line in enumerate(lines, start=1)
    ]
    total = sum(map(sum, values.values()))
    missing = sum(item["missing"] for item in items)
    return facts | {
        "items": items, "total": papers.rupiah(total), "total_words": f"{terbilang(total)} rupiah",
        "missing": missing, "missing_words": terbilang(missing) if missing else "",
        "refused": sum(len(item["refused"]) for item in items),
    }  # fmt: skip


async def pdf(snapshot: Json, snapshot_hash: str, address: str, drawn: dict[str, bytes]) -> bytes:
    """The minutes as PDF, with the fingerprint and the way to the check page. `drawn`: signatures by side."""
    shown: Json = {"hash": papers.mark(snapshot_hash), "qr": papers.qr(address), "address": address}
    shown["drawn"] = {side: await papers.drawing(picture) for side, picture in drawn.items()}
    return await papers.render(TEMPLATE, snapshot | shown)
