"""What the room of groups refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownGroupPaper(Missing):
    code = "group_paper_not_found"
    text = N_("Berkas ini tidak ditemukan.")


class PaperJudged(Conflict):
    code = "paper_judged"
    text = N_("Berkas ini sudah diperiksa, jadi tidak dapat ditarik. Unggah yang baru bila keliru.")


class PaperWithdrawn(Conflict):
    code = "paper_withdrawn"
    text = N_("Berkas ini sudah ditarik.")


class UnknownGroup(Missing):
    code = "group_not_found"
    text = N_("Kelompok ini tidak ditemukan.")


class GroupBound(Conflict):
    """After the decree only an amending decree changes who the aid is for."""

    code = "group_bound"
    text = N_(
        "Anggota kelompok ini tercantum dalam SK {decree} (permohonan {case}) yang belum selesai diserahkan. "
        "Penerbit SK mengusulkan perubahan anggota pada halaman SK itu, dan pejabat lain memutuskannya."
    )


class MemberHoldsDuty(Conflict):
    """G16: somebody who checks, votes, buys or hands over in a case does not benefit from it."""

    code = "member_holds_duty"
    text = N_("Seorang anggota kelompok ini memegang tugas sebagai petugas pada kasus kelompok yang sama.")


class GroupEnded(Conflict):
    code = "group_ended"
    text = N_("Kelompok ini sudah berakhir.")
