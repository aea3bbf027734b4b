"""What roles and national ids of officers refuse."""

from uuid import UUID

from bimtek_api.core.errors import Conflict, Fault, Invalid
from bimtek_api.core.i18n import N_

NIK = {
    "nik_taken": N_("NIK ini tidak dapat dipakai untuk akun ini. Hubungi administrator."),
    "nik_differs": N_("Akun ini sudah tercatat dengan NIK lain. Hubungi administrator."),
    "nik_clash": N_("NIK ini belum dapat disatukan dengan akun ini. Administrator melihat sebabnya."),
    "nik_paper": N_(
        "NIK ini tidak sama dengan yang dibaca administrator pada kertas Anda. Periksa angka demi angka. Bila sudah"
        " benar, hubungi administrator: orang lain akan membaca kertasnya sekali lagi."
    ),
}


class ReadByYou(Conflict):
    code = "paper_read_by_you"
    text = N_("NIK petugas ini terakhir dibaca oleh Anda. Administrator lain yang membaca kertasnya sekali lagi.")


class NikRefused(Invalid):
    """A national id that cannot be this officer's; whose it is, is not told."""

    def __init__(self, officer_id: UUID, why: str) -> None:
        super().__init__(Fault("/nik", why, NIK[why]))
        self.officer_id, self.why = officer_id, why


class RolesClash(Conflict):
    code = "roles_clash"
    text = N_("Peran ini tidak boleh dipegang bersama peran {role} di daerah dan waktu yang sama.")


class HoldsRole(Conflict):
    code = "holds_role"
    text = N_("Petugas itu sudah memegang peran ini di daerah itu.")
