"""What the budget refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class BudgetExceeded(Conflict):
    code = "budget_exceeded"
    text = N_("Anggaran tidak cukup: {name} tersisa Rp {left}, diminta Rp {amount}.")


class UnknownNode(Missing):
    code = "budget_not_found"
    text = N_("Anggaran ini tidak ditemukan.")


class UnknownMove(Missing):
    code = "budget_move_not_found"
    text = N_("Usulan pergeseran ini tidak ditemukan.")


class YearLocked(Conflict):
    code = "year_locked"
    text = N_("Tahun anggaran {year} sudah dikunci. Tidak ada janji atau pergeseran baru di dalamnya.")


class YearClosed(Conflict):
    """A closed year stands still (G3): what comes back after it is no less spent in it."""

    code = "year_closed"
    text = N_(
        "Tahun anggaran bantuan ini sudah ditutup, jadi barang dan uangnya tidak dapat dikembalikan ke anggaran. "
        "Tolak sanggahan ini dengan catatan, lalu tangani sebagai pengaduan."
    )


class YearExists(Conflict):
    code = "year_exists"
    text = N_("Anggaran tahun {year} sudah ada.")


class StillReserved(Conflict):
    code = "still_reserved"
    text = N_("Masih ada Rp {amount} yang dijanjikan SK dan belum dibayar atau dilepas.")


class SamePerson(Conflict):
    """Four eyes: whoever began does not finish."""

    code = "same_person"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang mengusulkan atau mengunci.")


class NoDeeper(Conflict):
    code = "no_deeper"
    text = N_("Di bawah baris anggaran tidak ada tingkat lagi.")


class OtherYears(Conflict):
    code = "other_years"
    text = N_("Kedua anggaran harus dari tahun yang sama.")
