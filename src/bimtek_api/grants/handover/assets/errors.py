"""What assets refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownAsset(Missing):
    code = "asset_not_found"
    text = N_("Alat ini tidak ditemukan.")


class NotAMember(Conflict):
    """Whoever keeps a machine belongs to the group that has it."""

    code = "keeper_not_member"
    text = N_("Pemegang alat harus anggota kelompok yang memilikinya.")


class TitleBefore(Conflict):
    code = "title_transferred"
    text = N_("Hak milik alat ini sudah dialihkan.")


class OwnedByGroup(Conflict):
    code = "owned_by_group"
    text = N_("Alat ini milik kelompok. Ajukan penarikannya dengan persetujuan pemilik atau putusan.")


class NotOwned(Conflict):
    code = "not_owned"
    text = N_("Alat ini belum milik kelompok: tarik langsung.")


class RecallOpen(Conflict):
    code = "recall_open"
    text = N_("Penarikan alat ini sudah diajukan dan menunggu keputusan.")


class RecallDecided(Conflict):
    code = "recall_decided"
    text = N_("Penarikan ini sudah diputuskan.")


class DecidesOwnRecall(Conflict):
    """Four eyes."""

    code = "decides_own_recall"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang mengajukan penarikannya.")


class BeforeHandover(Conflict):
    code = "before_handover"
    text = N_("Tanggalnya lebih awal dari serah terima.")
