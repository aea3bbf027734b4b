"""Words of attendance: marks, readings at the door, corrections."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

CORRECTIONS = {
    "proposed": ("act", N_("Menunggu keputusan")),
    "approved": ("ok", N_("Disetujui")),
    "refused": ("stop", N_("Ditolak")),
}
MARKS = {"present": N_("Hadir"), "late": N_("Terlambat"), "excused": N_("Izin"), "absent": N_("Tidak hadir")}
SCANS = {
    ("accepted", "in"): ("ok", N_("Masuk")),
    ("accepted", "out"): ("ok", N_("Keluar")),
    ("repeated", "in"): ("wait", N_("Sudah masuk")),
    ("repeated", "out"): ("wait", N_("Sudah keluar")),
}


def correction_status(code: str) -> tuple[str, str]:
    tone, text = CORRECTIONS[code]
    return tone, _(text)


def scan(result: dict[str, str]) -> tuple[str, str]:
    """Tone and word of what came of one reading at the door."""
    tone, text = SCANS.get((result["outcome"], result["direction"]), ("stop", N_("Ditolak")))
    return tone, _(text)
