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


class UnknownChange(Missing):
    code = "decree_change_not_found"
    text = N_("Usulan perubahan SK ini tidak ditemukan.")


class AboveAmount(Conflict):
    code = "above_amount"
    text = N_("Nilai serah terima melebihi sisa SK: Rp {left}.")


class MoneyUnderWay(Conflict):
    code = "money_under_way"
    text = N_("Modal untuk {group} sedang dicairkan. Batalkan pencairannya atau tunggu sampai masuk.")


class NotInAnnex(Conflict):
    """Named for ending, but not a recipient in force of this decree."""

    code = "not_in_annex"
    text = N_("Permohonan itu bukan penerima yang berlaku dalam lampiran SK ini.")


class AllDelivered(Conflict):
    """What was handed over is not taken back by a letter."""

    code = "all_delivered"
    text = N_("{group} sudah menerima semua barangnya, jadi tidak dapat dikeluarkan dari SK.")


class ChangeOpen(Conflict):
    code = "decree_change_open"
    text = N_("Masih ada usulan perubahan SK ini yang menunggu keputusan.")


class DecidesOwn(Conflict):
    """Four eyes: whoever proposed does not decide (G3)."""

    code = "decides_own_change"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang mengusulkan perubahan ini.")


class DecidesForOwnGroup(Conflict):
    """G16: whoever applied or benefits decides nothing about it."""

    code = "decides_for_own_group"
    text = N_("Orang lain yang harus bertindak: Anda mengusulkan atau menerima bantuan pada kasus ini.")


class MixedDistricts(Conflict):
    code = "mixed_districts"
    text = N_("Satu SK hanya untuk satu daerah.")
