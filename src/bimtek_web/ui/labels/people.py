"""Words about people and who acted."""

from bimtek_web.ui.i18n import N_

SEX = {"female": N_("Perempuan"), "male": N_("Laki-laki")}
ACTOR_KINDS = {
    "public": N_("Peserta"),
    "integrator": N_("Aplikasi lain"),
    "system": N_("Sistem"),
    "officer": N_("Petugas"),
    "holder": N_("Peserta"),
}
