"""Certificates as papers to keep."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Row

from bimtek_api.core import clock, papers
from bimtek_api.core.shapes import Json

TEMPLATE = Path(__file__).with_name("certificate.typ")


def told(row: Row, address: str) -> Json:
    """What is printed of one certificate: the address of its check page, no number of the person."""
    days = " sampai ".join(papers.spelt(day) for day in sorted({row.starts_on, row.ends_on}))
    plain = {name: getattr(row, name) for name in ("number", "name", "title", "venue")}
    signed = {"officer": row.officer_name or "–", "position": row.officer_position or "Petugas", "nip": row.nip or ""}
    return plain | signed | {
        "district": row.district_name, "days": days, "percent": row.attendance_percent, "meetings": row.meetings,
        "issued": papers.spelt(clock.local_date(row.issued_at, row.zone)), "address": address,
        "qr": papers.qr(address),
    }  # fmt: skip


async def pdf(rows: Sequence[Row], web_url: str) -> bytes:
    """One A4 page across for each, in Indonesian, with the QR code of its check page."""
    items = [told(row, f"{web_url}/sertifikat/{row.code}") for row in rows]
    return await papers.render(TEMPLATE, {"items": items})
