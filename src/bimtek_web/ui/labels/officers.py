"""Words about officers and their access, and about personal data: consents, and who read it."""

from bimtek_web.ui.i18n import N_

PAPERS = {
    "unread": N_("belum ada yang membacanya"),
    "waiting": N_("sudah dibaca, menunggu ia menulis NIK-nya"),
    "agrees": N_("sama dengan yang ia tulis"),
    "differs": N_("berbeda dari yang ia tulis"),
}
STATES = {
    "active": ("ok", N_("Aktif")),
    "invited": ("wait", N_("Diundang")),
    "disabled": ("ended", N_("Nonaktif")),
}
ACCESS = {"role": N_("Peran"), "recovery": N_("Pemulihan akun"), "enable": N_("Diaktifkan lagi")}
READ_AT = {
    "participant": N_("Peserta"),
    "registration": N_("Pendaftaran"),
    "nik": N_("NIK lengkap"),
    "copy": N_("Salinan data"),
    "change_request": N_("Permintaan perbaikan"),
    "aid_check": N_("Cek bantuan"),
    "evidence": N_("Berkas bukti satu kasus"),
}
READ = {
    "name": N_("nama"),
    "phone": N_("ponsel"),
    "email": N_("surel"),
    "birth_date": N_("tanggal lahir"),
    "sex": N_("kelamin"),
    "address": N_("domisili"),
    "business": N_("usaha"),
    "nik_last4": N_("4 angka NIK"),
    "nik": N_("NIK lengkap"),
    "aid": N_("ada tidaknya bantuan"),
}
AGREED = {
    "self": N_("oleh orangnya sendiri"),
    "officer": N_("dicatat petugas"),
    "integrator": N_("lewat aplikasi lain"),
    "walk_in": N_("dicatat petugas di tempat pelatihan"),
}
