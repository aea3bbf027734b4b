"""What correcting an attendance sheet refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownCorrection(Missing):
    code = "correction_not_found"
    text = N_("Usulan perbaikan ini tidak ditemukan.")


class SheetOpen(Conflict):
    code = "sheet_open"
    text = N_("Hari ini belum lewat: ubah langsung di daftar hadir.")


class NothingToCorrect(Conflict):
    code = "nothing_to_correct"
    text = N_("Kehadirannya sudah tercatat begitu.")


class CorrectionOpen(Conflict):
    code = "correction_open"
    text = N_("Sudah ada usulan perbaikan untuk hari ini yang belum diputuskan.")


class OwnCorrection(Conflict):
    code = "own_correction"
    text = N_("Anda yang mengusulkan. Petugas lain yang memutuskan.")


class MarkChanged(Conflict):
    code = "mark_changed"
    text = N_("Kehadirannya sudah berubah sejak diusulkan. Tolak usulan ini dan buat yang baru.")
