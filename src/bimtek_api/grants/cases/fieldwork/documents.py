"""The report of a field visit: what is printed is what is hashed."""

from pathlib import Path

from bimtek_api.core import papers
from bimtek_api.core.shapes import Json

TEMPLATE = Path(__file__).with_name("visit.typ")
SITE = {
    "power": "Daya listrik cukup dan stabil", "space": "Ruang cukup untuk semua alat",
    "floor": "Lantai kuat dan rata", "air": "Sirkulasi udara dan penerangan",
    "water": "Air dan saluran buang cukup, bila alat memakainya", "access": "Jalan masuk untuk barang",
}  # fmt: skip
FOUND = {"met": "Ditemui", "absent": "Tidak di tempat", "unknown": "Tidak dikenal"}


def place(latitude: float | None, longitude: float | None, accuracy: int | None, reason: str | None) -> str:
    """The coordinates, or why there are none."""
    return papers.coordinates(latitude, longitude, accuracy) or f"tidak diambil: {reason}"


async def pdf(snapshot: Json, snapshot_hash: str, signature: bytes, photos: list[bytes]) -> bytes:
    """The report as PDF with the drawn signature and up to six photos."""
    drawn = {
        "signature": await papers.drawing(signature),
        "photos": [await papers.drawing(each) for each in photos[:6]],
    }
    return await papers.render(TEMPLATE, snapshot | drawn | {"hash": papers.mark(snapshot_hash)})
