"""What looking at look-alikes refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownLookAlike(Missing):
    code = "look_alike_not_found"
    text = N_("Kesamaan data ini tidak ditemukan.")


class NothingAlike(Conflict):
    code = "nothing_alike"
    text = N_("Tidak ada data yang sama yang perlu diperiksa.")


class LookedAtAlready(Conflict):
    code = "looked_at_already"
    text = N_("Kesamaan data ini sudah diputuskan.")


class AnotherLooks(Conflict):
    code = "another_looks"
    text = N_("Kesamaan data ini menyangkut Anda atau Anda yang memintanya. Petugas lain yang memeriksanya.")
