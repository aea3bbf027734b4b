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


class BeforeHandover(Conflict):
    code = "before_handover"
    text = N_("Tanggalnya lebih awal dari serah terima.")
