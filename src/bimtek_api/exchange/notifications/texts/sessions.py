"""To whoever registered for a session: seats, answers, changes of plan, the code to come back.

`{name}`, `{title}`, `{number}`, `{days}`, `{venue}`, `{reason}`, `{until}` are filled in.
"""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.RECEIVED: Template(
        N_("Pendaftaran Anda kami terima: {title}"),
        N_("Pendaftaran Anda untuk {title} kami terima. Kursi disimpan untuk Anda sementara petugas memeriksanya."),
    ),
    K.CONFIRMED: Template(
        N_("Anda terdaftar: {title}"),
        N_("Anda terdaftar di {title}, {days}, di {venue}. Bawa KTP: petugas mencocokkan data Anda. Bila ada"
           " yang harus dipastikan dahulu, kami mengabari Anda."),
    ),
    K.QUEUED: Template(
        N_("Anda masuk daftar tunggu: {title}"),
        N_("Semua kursi {title} terisi. Anda masuk daftar tunggu; bila ada kursi kosong, kami beri tahu."),
    ),
    K.OFFERED: Template(
        N_("Ada kursi untuk Anda: {title}"),
        N_("Ada kursi kosong di {title}, {days}, di {venue}. Jawab paling lambat {until}; setelah itu kursi"
           " diberikan kepada orang berikutnya."),
    ),
    K.INVITED: Template(
        N_("Undangan pelatihan: {title}"),
        N_("Dinas perindustrian mengundang Anda ke {title}, {days}, di {venue}. Satu kursi disimpan untuk Anda sampai"
           " {until}. Jawab lewat halaman pendaftaran Anda, atau lewat petugas."),
    ),
    K.OFFER_LAPSED: Template(
        N_("Tawaran kursi sudah lewat: {title}"),
        N_("Tawaran kursi di {title} lewat waktu tanpa jawaban. Anda dapat kembali ke ujung daftar tunggu satu"
           " kali."),
    ),
    K.ACCEPTED: Template(
        N_("Pendaftaran disetujui: {title}"),
        N_("Anda diterima di {title}, {days}, di {venue}. Bawa KTP."),
    ),
    K.REJECTED: Template(
        N_("Pendaftaran tidak disetujui: {title}"),
        N_("Pendaftaran Anda untuk {title} tidak disetujui. Alasan: {reason}"),
    ),
    K.RETURNED: Template(
        N_("Perbaiki pendaftaran Anda: {title}"),
        N_("Ada isian pendaftaran {title} yang harus diperbaiki paling lambat {until}. Petugas menulis: {reason}"),
    ),
    K.LAPSED: Template(
        N_("Pendaftaran gugur: {title}"),
        N_("Isian pendaftaran {title} tidak diperbaiki sampai batas waktu, jadi kursinya dilepas. Anda boleh"
           " mendaftar lagi selama pendaftaran dibuka."),
    ),
    K.CANCELLED: Template(
        N_("Sesi dibatalkan: {title}"),
        N_("{title}, {days}, dibatalkan oleh dinas. Alasan: {reason}"),
    ),
    K.COMPLETED: Template(
        N_("Sertifikat Anda: {title}"),
        N_("Selamat, Anda menyelesaikan {title}. Sertifikat Anda sudah terbit."),
    ),
    K.POSTPONED: Template(
        N_("Sesi ditunda: {title}"),
        N_("{title} ditunda. Alasan: {reason} Tempat Anda tetap; tanggal baru kami kabarkan."),
    ),
    K.NEW_DATES: Template(
        N_("Tanggal baru: {title}"),
        N_("{title} diumumkan lagi: {days}, di {venue}. Bila Anda tidak dapat hadir, lepas kursi Anda untuk orang"
           " lain."),
    ),
    K.PLAN_CHANGED: Template(
        N_("Jadwal atau tempat berubah: {title}"),
        N_("Jadwal atau tempat {title} berubah: {days}, di {venue}. Bila Anda tidak dapat hadir, lepas kursi Anda."),
    ),
    K.REMINDER: Template(
        N_("Besok: {title}"),
        N_("{title} dimulai besok: {days}, di {venue}. Bawa KTP, dan tunjukkan kode masuk di halaman pendaftaran"
           " Anda. Bila tidak dapat hadir, lepas kursi Anda hari ini untuk orang lain."),
    ),
    K.ONE_TIME_CODE: Template(
        N_("Kode masuk Anda: {code}"),
        N_("Kode Anda {code}. Berlaku satu jam, untuk membuka pendaftaran {number}. Petugas tidak pernah meminta kode"
           " ini. Bila bukan Anda yang memintanya, abaikan pesan ini."),
    ),
    K.RECORD_CORRECTED: Template(
        N_("Data Anda di dinas diperbaiki"),
        N_("Data Anda, atau data kelompok Anda, yang tersimpan di dinas baru saja diperbaiki. Bila Anda tidak"
           " memintanya, segera beri tahu dinas, atau laporkan: {complaints}"),
    ),
}  # fmt: skip
