"""What erasing refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownErasure(Missing):
    code = "erasure_not_found"
    text = N_("Permintaan penghapusan ini tidak ditemukan.")


class AidKept(Conflict):
    code = "aid_kept"
    text = N_("Kelompoknya menerima atau meminta bantuan. Data penerima uang negara disimpan selama masa simpannya.")


class StillTakingPart(Conflict):
    code = "still_taking_part"
    text = N_("Masih ada pendaftaran yang berjalan. Selesaikan atau batalkan dahulu.")


class CorrectionWaits(Conflict):
    code = "correction_waits"
    text = N_("Masih ada perbaikan data orang ini yang menunggu keputusan. Putuskan atau batalkan dahulu.")


class StillMember(Conflict):
    code = "still_member"
    text = N_("Ia masih anggota kelompok. Akhiri keanggotaannya dahulu.")


class ActsKept(Conflict):
    """Two duties by one person are found by her number: who acted, or was paid, keeps it with the papers."""

    code = "acts_kept"
    text = N_(
        "Ia petugas, bertugas dalam kasus, atau pemilik penyedia: datanya disimpan selama masa simpan berkasnya."
    )


class ErasureAsked(Conflict):
    code = "erasure_asked"
    text = N_("Penghapusan data orang ini sudah diminta dan menunggu keputusan.")


class ErasureDecided(Conflict):
    code = "erasure_decided"
    text = N_("Permintaan ini sudah diputuskan.")


class AnotherDecides(Conflict):
    code = "another_decides"
    text = N_("Permintaan ini Anda yang buat. Petugas lain yang memutuskannya.")
