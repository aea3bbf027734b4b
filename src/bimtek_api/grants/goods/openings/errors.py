"""What opening lists refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownOpening(Missing):
    code = "opening_not_found"
    text = N_("Daftar persediaan awal ini tidak ditemukan.")


class AcceptsOwnList(Conflict):
    """Four eyes."""

    code = "accepts_own_list"
    text = N_("Orang lain yang harus memeriksa: Anda sendiri yang mencatat daftarnya.")


class NoPaper(Conflict):
    code = "opening_without_paper"
    text = N_("Lampirkan dahulu bukti asal barangnya, misalnya berita acara atau kartu inventaris.")


class NotLacking(Conflict):
    """G7."""

    code = "item_not_lacking"
    text = N_("{name}: kelompok yang dituju tidak membutuhkan sebanyak itu, atau barangnya lain.")


class AboveReference(Conflict):
    """The decree reserved the reference price for it."""

    code = "above_reference"
    text = N_("{name}: nilainya di atas harga acuan yang dicadangkan SK, {most} rupiah.")
