"""The certificate as a paper to keep."""

from datetime import date
from pathlib import Path

from babel.dates import format_date
from sqlalchemy import Row

from bimtek_api.core import clock, papers

TEMPLATE = Path(__file__).with_name("certificate.typ")


def spelt(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id")


def pdf(row: Row, address: str) -> bytes:
    """A4 across, in Indonesian, with the QR code of the check page; no number of the person on it."""
    days = " sampai ".join(spelt(day) for day in sorted({row.starts_on, row.ends_on}))
    told = {name: getattr(row, name) for name in ("number", "name", "title", "venue")}
    signed = {"officer": row.officer_name or "–", "position": row.officer_position or "Petugas", "nip": row.nip or ""}
    return papers.render(
        TEMPLATE,
        told | signed | {
            "district": row.district_name, "days": days, "percent": row.attendance_percent, "meetings": row.meetings,
            "issued": spelt(clock.local_date(row.issued_at, row.zone)), "address": address,
            "qr": papers.qr(address),
        },
    )  # fmt: skip
