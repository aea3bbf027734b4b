"""What field visits refuse."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class EveryMember(Conflict):
    """G4: not only the chair."""

    code = "every_member"
    text = N_("Beri hasil untuk setiap anggota kelompok.")


class NotFit(Conflict):
    """Fit means: every member met, and the site ready in every respect (G4, G10)."""

    code = "not_fit"
    text = N_("Belum dapat dinyatakan layak: {why}.")


class SignerNotMet(Conflict):
    code = "signer_not_met"
    text = N_("Penanda tangan harus anggota yang ditemui.")


class VisitInFuture(Conflict):
    code = "visit_in_future"
    text = N_("Waktu kunjungan belum tiba.")


class VisitBeforeCase(Conflict):
    code = "visit_before_case"
    text = N_("Waktu kunjungan lebih awal dari permohonannya.")
