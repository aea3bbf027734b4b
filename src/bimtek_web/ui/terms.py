"""Words of lists that are asked or shown as they are, beside the states in `words`."""

from bimtek_web.ui.i18n import N_

QUESTION_KINDS = {
    "text": N_("Teks pendek"),
    "paragraph": N_("Teks panjang"),
    "number": N_("Angka"),
    "date": N_("Tanggal"),
    "yes_no": N_("Ya atau tidak"),
    "choice": N_("Pilih satu"),
    "choices": N_("Pilih beberapa"),
    "photo": N_("Foto"),
    "file": N_("Foto atau PDF"),
}
OPINIONS = {
    "content": N_("Materi"),
    "trainer": N_("Pelatih"),
    "venue": N_("Tempat"),
    "organisation": N_("Penyelenggaraan"),
    "usefulness": N_("Manfaat bagi usaha"),
}
MESSAGE_KINDS = {
    "all": N_("Semua kabar"),
    "received": N_("Pendaftaran diterima"),
    "confirmed": N_("Kursi pasti"),
    "queued": N_("Masuk daftar tunggu"),
    "offered": N_("Kursi ditawarkan"),
    "invited": N_("Undangan"),
    "offer_lapsed": N_("Tawaran lewat waktu"),
    "accepted": N_("Pendaftaran disetujui"),
    "rejected": N_("Pendaftaran tidak disetujui"),
    "returned": N_("Isian harus diperbaiki"),
    "lapsed": N_("Pendaftaran gugur"),
    "cancelled": N_("Sesi dibatalkan"),
    "completed": N_("Sertifikat terbit"),
    "postponed": N_("Sesi ditunda"),
    "new_dates": N_("Tanggal baru"),
    "plan_changed": N_("Jadwal atau tempat berubah"),
    "reminder": N_("Pengingat sehari sebelumnya"),
    "record_corrected": N_("Data diperbaiki"),
}
DUTIES = {
    "applicant": N_("Mengusulkan"),
    "visit": N_("Mengunjungi tempat usaha"),
    "appeal": N_("Memutuskan keberatan"),
    "desk": N_("Memeriksa berkas"),
    "waive": N_("Memberi pengecualian aturan"),
    "approve_1": N_("Memberi suara, tahap 1"),
    "approve_2": N_("Memberi suara, tahap 2"),
    "approve_3": N_("Memberi suara, tahap 3"),
    "score": N_("Menilai"),
    "send": N_("Menetapkan peringkat"),
    "decree": N_("Menerbitkan SK"),
    "buy": N_("Memesan barang"),
    "inspect": N_("Memeriksa barang"),
    "finance_1": N_("Menyiapkan pembayaran"),
    "finance_2": N_("Mencairkan pembayaran"),
    "hand_over": N_("Menyerahkan barang"),
}
FUNDING = {"APBN": N_("APBN (pusat)"), "APBD": N_("APBD (daerah)")}
MESSAGE_WAYS = {"email": N_("surel"), "chat": N_("pesan ke ponsel"), "person": N_("petugas")}
BUDGET_LEVELS = {
    "year": N_("Tahun"),
    "programme": N_("Program"),
    "province": N_("Provinsi"),
    "district": N_("Kabupaten/kota"),
    "line": N_("Baris anggaran"),
}
PAPERS = {
    "deed": N_("Akta atau surat pendirian"),
    "member_list": N_("Daftar anggota"),
    "domicile": N_("Surat domisili"),
    "business_licence": N_("NIB"),
    "tax_number": N_("NPWP"),
    "bank_account": N_("Rekening bank"),
    "proposal": N_("Proposal"),
    "statement": N_("Surat pernyataan"),
    "integrity_pact": N_("Pakta integritas"),
    "site_photo": N_("Foto tempat usaha"),
    "members": N_("Anggota kelompok"),
}
RESULTS = {
    "ok": N_("Sesuai"),
    "illegible": N_("Tidak terbaca"),
    "expired": N_("Tidak berlaku lagi"),
    "mismatch": N_("Tidak cocok"),
    "missing": N_("Tidak ada"),
}
CHECKS = {
    "verify": N_("Berkas dinyatakan lengkap"),
    "return": N_("Dikembalikan untuk diperbaiki"),
    "find_ineligible": N_("Tidak memenuhi syarat"),
}
LEVELS = {"district": N_("kabupaten atau kota"), "province": N_("provinsi"), "country": N_("pusat")}
VOTES = {"approve": N_("Setuju"), "reject": N_("Menolak"), "send_back": N_("Mengembalikan")}
ROUNDS = {
    "open": N_("sedang diputuskan"),
    "passed": N_("disetujui"),
    "rejected": N_("ditolak"),
    "sent_back": N_("dikembalikan"),
    "cancelled": N_("ditarik kembali"),
}
RULES = {
    "training": N_("Pelatihan yang diikuti"),
    "members": N_("Banyaknya anggota"),
    "group_age": N_("Umur kelompok"),
    "residents": N_("Domisili anggota"),
    "same_trade": N_("Bidang usaha sama dengan paket"),
    "industry": N_("Industri pengolahan saja"),
    "prior_person": N_("Bantuan sebelumnya, anggota"),
    "prior_group": N_("Bantuan sebelumnya, kelompok"),
    "prior_phone": N_("Bantuan sebelumnya, nomor ponsel"),
    "prior_address": N_("Bantuan sebelumnya, alamat"),
    "prior_family": N_("Bantuan sebelumnya, kartu keluarga"),
    "prior_licence": N_("Bantuan sebelumnya, NIB"),
    "prior_account": N_("Bantuan sebelumnya, rekening"),
    "reports": N_("Laporan pertanggungjawaban sebelumnya"),
    "breach": N_("Perjanjian bantuan sebelumnya"),
}
RULE_NUMBERS = {
    "fewest": N_("Paling sedikit (orang)"),
    "percent": N_("Kehadiran (%)"),
    "months": N_("Jangka waktu (bulan)"),
}
SEVERITIES = {"hard": N_("Wajib"), "soft": N_("Peringatan")}
OCCASIONS = {
    "submit": N_("saat diajukan"),
    "verify": N_("saat berkas diperiksa"),
    "approve": N_("saat disetujui"),
    "decree": N_("saat SK diterbitkan"),
    "hand_over": N_("saat barang diserahkan"),
}
CHANGES = {
    "proposed": ("wait", N_("Menunggu keputusan")),
    "approved": ("ok", N_("Disetujui")),
    "refused": ("ended", N_("Ditolak")),
}
SITE = {
    "power": N_("Daya listrik cukup dan stabil"),
    "space": N_("Ruang cukup untuk semua alat"),
    "floor": N_("Lantai kuat dan rata"),
    "air": N_("Sirkulasi udara dan penerangan"),
    "water": N_("Air dan saluran buang cukup, bila alat memakainya"),
    "access": N_("Jalan masuk untuk barang"),
}
FOUND = {"met": N_("Ditemui"), "absent": N_("Tidak di tempat"), "unknown": N_("Tidak dikenal")}
FITNESS = {
    "fit": ("ok", N_("Layak")),
    "unfit": ("stop", N_("Belum layak")),
}
CHECKED = {"id_card": N_("KTP"), "family_card": N_("Kartu keluarga"), "statement": N_("Surat pernyataan")}
ATTEMPTS = {"refused": N_("Barang ditolak"), "no_show": N_("Penerima tidak datang")}
DISPUTES = {"upheld": N_("Sanggahan dibenarkan"), "dismissed": N_("Sanggahan tidak diterima")}
APPEALS = {"upheld": N_("Keberatan dibenarkan"), "dismissed": N_("Keberatan tidak diterima")}
ASSETS = {
    "installed": ("wait", N_("Terpasang, belum dilaporkan dipakai")),
    "in_use": ("ok", N_("Dipakai")),
    "idle": ("act", N_("Menganggur")),
    "under_repair": ("wait", N_("Diperbaiki")),
    "broken": ("stop", N_("Rusak")),
    "lost": ("stop", N_("Hilang")),
    "recalled": ("ended", N_("Ditarik")),
    "restocked": ("ended", N_("Di gudang")),
    "voided": ("ended", N_("Penyerahan dibatalkan")),
    "written_off": ("ended", N_("Dihapus")),
}
VISITS = {
    "due": ("wait", N_("Belum dilakukan")),
    "submitted": ("act", N_("Menunggu diperiksa")),
    "returned": ("act", N_("Dikembalikan")),
    "accepted": ("ok", N_("Diterima")),
    "skipped": ("ended", N_("Dilewati")),
}
REPORTS = {
    "due": ("wait", N_("Belum diserahkan")),
    "submitted": ("act", N_("Menunggu diperiksa")),
    "returned": ("act", N_("Dikembalikan")),
    "accepted": ("ok", N_("Diterima")),
}
CALLS = {
    "upcoming": ("wait", N_("Belum dibuka")),
    "open": ("ok", N_("Dibuka")),
    "closed": ("ended", N_("Ditutup")),
}
YEARS = {
    "open": ("ok", N_("Terbuka")),
    "locked": ("wait", N_("Dikunci")),
    "closed": ("ended", N_("Ditutup")),
}
WAITING = {
    "registrations_to_review": N_("Pendaftaran perlu diperiksa"),
    "people_to_tell": N_("Peserta perlu dikabari"),
    "corrections_to_decide": N_("Perbaikan kehadiran perlu diputuskan"),
    "sessions_to_complete": N_("Sesi perlu diselesaikan"),
    "sessions_to_publish": N_("Rancangan sesi perlu diumumkan"),
    "complaints_to_answer": N_("Pengaduan perlu dijawab"),
    "drafts_to_submit": N_("Rancangan permohonan perlu diajukan"),
    "applications_to_correct": N_("Permohonan perlu diperbaiki"),
    "applications_to_check": N_("Berkas permohonan perlu diperiksa"),
    "applications_to_score": N_("Permohonan menunggu nilai Anda"),
    "selections_to_make": N_("Peringkat perlu ditetapkan"),
    "applications_to_vote": N_("Permohonan menunggu suara Anda"),
    "applications_to_send": N_("Permohonan dikembalikan pemutus"),
    "applications_to_decree": N_("Permohonan menunggu SK"),
    "goods_to_order": N_("Barang perlu dipesan"),
    "orders_late": N_("Pesanan lewat hari terakhir"),
    "goods_to_inspect": N_("Barang datang perlu diperiksa"),
    "openings_to_inspect": N_("Persediaan awal perlu diperiksa"),
    "returns_to_inspect": N_("Barang yang kembali perlu diperiksa"),
    "payments_to_release": N_("Pembayaran menunggu pencairan"),
    "accounts_to_verify": N_("Rekening kelompok perlu diperiksa"),
    "holders_to_clear": N_("Rekening atas nama lain perlu diperiksa"),
    "budget_moves_to_decide": N_("Pergeseran anggaran perlu diputuskan"),
    "tranches_to_send": N_("Modal perlu dikirim atau dicatat masuk"),
    "funds_reports_due": N_("Laporan penggunaan dana ditunggu"),
    "funds_reports_to_accept": N_("Laporan penggunaan dana perlu diperiksa"),
    "goods_waiting": N_("Barang lebih dari 90 hari di gudang"),
    "goods_to_hand_over": N_("Barang perlu diserahkan"),
    "decree_changes_to_decide": N_("Perubahan SK perlu diputuskan"),
    "appeals_to_decide": N_("Keberatan perlu diputuskan"),
    "disputes_to_decide": N_("Sanggahan serah terima perlu diputuskan"),
    "recalls_to_decide": N_("Penarikan alat milik kelompok perlu diputuskan"),
    "visits_due": N_("Pemantauan perlu dilakukan"),
    "visits_to_accept": N_("Hasil pemantauan perlu diperiksa"),
    "reports_due": N_("Laporan pertanggungjawaban ditunggu"),
    "reports_to_accept": N_("Laporan pertanggungjawaban perlu diperiksa"),
    "applications_late": N_("Permohonan tertahan melewati tenggat"),
    "reports_escalated": N_("Laporan terlambat lebih dari sebulan"),
    "access_to_decide": N_("Permintaan akses perlu diputuskan"),
    "deputations_to_accept": N_("Penunjukan menunggu persetujuan Anda"),
    "look_alikes_to_clear": N_("Kesamaan data perlu diperiksa"),
    "change_requests_to_decide": N_("Perbaikan data menunggu keputusan"),
    "erasures_to_decide": N_("Penghapusan data perlu diputuskan"),
}
COMPLAINT_CHANNELS = {
    "walk_in": N_("Datang sendiri"),
    "phone": N_("Menelepon"),
    "letter": N_("Surat atau pesan"),
    "web": N_("Halaman ini"),
}
