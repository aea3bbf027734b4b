"""What the duty ledger refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_

WORDS = {
    "applicant": N_("Anda mengusulkan atau menerima bantuan pada kasus ini."),
    "desk": N_("Anda memeriksa berkas kasus ini."),
    "waive": N_("Anda memberi pengecualian aturan pada kasus ini."),
    **dict.fromkeys(("approve_1", "approve_2", "approve_3"), N_("Anda memberi suara pada kasus ini.")),
    "decree": N_("Anda menerbitkan SK kasus ini."),
    "hand_over": N_("Anda menyerahkan barang kasus ini."),
    "visit": N_("Anda mengunjungi tempat usaha kasus ini."),
    "appeal": N_("Anda memutuskan keberatan kasus ini."),
    "score": N_("Anda menilai kasus ini."),
    "send": N_("Anda menetapkan peringkat kasus ini."),
    "buy": N_("Anda memesan barang kasus ini."),
    "inspect": N_("Anda memeriksa barang kasus ini."),
    **dict.fromkeys(("finance_1", "finance_2"), N_("Anda mengurus pembayaran kasus ini.")),
}


class DutyHeld(Conflict):
    """`held` is the duty this person has in the case already."""

    code = "duty_held"
    text = N_("Anda sudah memegang tugas lain pada kasus ini, jadi tugas ini harus dilakukan orang lain.")

    def __init__(self, held: str | None = None) -> None:
        super().__init__()
        self.text = WORDS.get(held or "", self.text)


class IdentityUnconfirmed(Conflict):
    """One human, one duty: whose national id is not known may hold none."""

    code = "identity_unconfirmed"
    text = N_("Lengkapi dahulu NIK Anda di halaman Akun: tanpa itu tidak ada tugas pada kasus.")


class PaperUnread(Conflict):
    """Her number rests on her own word alone, and has for too long (records 105 and 106)."""

    code = "paper_unread"
    text = N_(
        "Kartu identitas petugas ini belum dibaca administrator lain, dan batas 30 harinya lewat. Setelah kartunya"
        " ditunjukkan dan dicatat administrator, tugas dalam kasus dapat dipegang lagi."
    )


class LookAlike(Conflict):
    """She or whom she buys from shares a mark with somebody of the case; another officer looks at it."""

    code = "look_alike"
    text = N_("Ada data yang sama dengan orang lain dalam kasus ini: {marks}. Minta petugas lain memeriksanya.")


class SameHuman(Conflict):
    code = "same_human"
    text = N_("Penyedia dalam kasus ini milik Anda, jadi tugas ini harus dilakukan orang lain.")


class SellerInCase(Conflict):
    code = "seller_in_case"
    text = N_("Pemilik penyedia ini bertugas atau menerima bantuan dalam kasus ini. Pilih penyedia lain.")


class PayeeInCase(Conflict):
    """Whoever owns the business now may have bought it after the order."""

    code = "payee_in_case"
    text = N_("Pemilik penyedia ini kini bertugas atau menerima bantuan dalam kasus ini: belum ada yang dibayarkan.")


class DecidesForApplicant(Conflict):
    """Whoever applied for a case decides nothing about what it was given."""

    code = "decides_for_applicant"
    text = N_("Anda ikut mengajukan kasus ini. Orang lain yang harus memutuskan.")


class BoundByDeputation(Conflict):
    """G16 for deputies: the one she acts for, or who acted for her, has a duty in this case."""

    code = "bound_by_deputation"
    text = N_("Orang yang Anda wakili, atau yang mewakili Anda, sudah memegang tugas pada kasus ini.")


class MemberBoundByDeputation(Conflict):
    """The same from the other side: a member acts for somebody with a duty in this case, or is acted for."""

    code = "member_bound_by_deputation"
    text = N_("Anggota kelompok ini mewakili, atau diwakili oleh, petugas yang sudah bertugas pada kasus ini.")


class ConflictNotDeclared(Conflict):
    code = "conflict_not_declared"
    text = N_("Nyatakan dahulu bahwa Anda tidak punya hubungan keluarga atau usaha dengan kelompok ini.")
