"""Words about the people of a group."""

from bimtek_web.ui.i18n import N_

ROLES = {
    "chair": N_("Ketua"),
    "secretary": N_("Sekretaris"),
    "treasurer": N_("Bendahara"),
    "member": N_("Anggota"),
}
