"""What decrees refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownDecree(Missing):
    code = "decree_not_found"
    text = N_("SK ini tidak ditemukan.")


class DecreeNumberTaken(Conflict):
    code = "decree_number_taken"
    text = N_("Nomor SK ini sudah dipakai tahun ini.")


class DecreeInFuture(Conflict):
    code = "decree_in_future"
    text = N_("Tanggal SK belum tiba.")


class DecreeOtherYear(Conflict):
    """G3: what belongs to a closed year is not decreed any more."""

    code = "decree_other_year"
    text = N_("Tanggal SK di luar tahun anggaran {year}.")


class DecreeBeforeVote(Conflict):
    """Date order: nothing is decreed before it was approved."""

    code = "decree_before_vote"
    text = N_("Tanggal SK lebih awal dari persetujuannya.")


class MixedDistricts(Conflict):
    code = "mixed_districts"
    text = N_("Satu SK hanya untuk satu daerah.")
