"""The words of the history: one sentence per event name, for the people who read it."""

from bimtek_api.core.i18n import N_

SENTENCES = {
    "registration.submitted": N_("Pendaftaran diterima"),
    "registration.queued": N_("Semua kursi terisi, masuk daftar tunggu"),
    "registration.repeated": N_("Pendaftaran yang sama dikirim lagi"),
    "registration.unbound": N_("Pendaftaran dengan NIK yang sudah tercatat, kontak berbeda"),
    "registration.bound": N_("Pendaftaran dihubungkan dengan data peserta"),
    "registration.promoted": N_("Mendapat kursi dari daftar tunggu"),
    "registration.accepted": N_("Pendaftaran disetujui"),
    "registration.rejected": N_("Pendaftaran ditolak"),
    "registration.withdrawn": N_("Mengundurkan diri"),
    "registration.attending": N_("Mulai mengikuti pelatihan"),
    "registration.completed": N_("Pelatihan selesai"),
    "registration.not_completed": N_("Pelatihan tidak selesai"),
    "registration.no_show": N_("Tidak hadir"),
    "registration.closed_unserved": N_("Sesi berakhir sebelum ada kursi"),
    "session.created": N_("Sesi disusun"),
    "session.published": N_("Sesi diumumkan"),
    "session.paused": N_("Pendaftaran dijeda"),
    "session.resumed": N_("Pendaftaran dibuka lagi"),
    "session.started": N_("Pelatihan dimulai"),
    "session.completed": N_("Pelatihan selesai"),
    "session.cancelled": N_("Sesi dibatalkan"),
    "attendance.marked": N_("Kehadiran dicatat"),
    "attendance.changed": N_("Kehadiran diubah"),
    "certificate.issued": N_("Sertifikat diterbitkan"),
    "participant.recorded": N_("Data peserta dicatat"),
    "officer.logged_in": N_("Petugas masuk"),
    "officer.logged_out": N_("Petugas keluar"),
}
