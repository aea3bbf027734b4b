"""What keeping a view refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownView(Missing):
    code = "view_not_found"
    text = N_("Saringan tersimpan ini tidak ditemukan.")


class TooManyViews(Conflict):
    code = "too_many_views"
    text = N_("Paling banyak {most} saringan tersimpan. Hapus salah satu dahulu.")
