"""To whoever registered: what the newer messages say."""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.OFFER_TAKEN: Template(
        N_("Kursi menjadi milik Anda: {title}"),
        N_("Anda mengambil kursi yang ditawarkan di {title}. Catat hari dan jamnya di bawah ini. Bila petugas"
           " masih memeriksa isian Anda, kami mengabari hasilnya. Bawa KTP."),
    ),
    K.SEATED: Template(
        N_("Anda mendapat kursi: {title}"),
        N_("Anda mendapat kursi di {title}. Petugas memeriksa isian Anda, lalu kami mengabari Anda lagi."),
    ),
    K.WITHDRAWN: Template(
        N_("Pendaftaran dibatalkan: {title}"),
        N_("Pendaftaran Anda untuk {title} dibatalkan. Alasan: {reason} Kursinya diberikan kepada orang lain."
           " Bila ini keliru, segera hubungi kantor."),
    ),
    K.SUBSTITUTED: Template(
        N_("Anda digantikan: {title}"),
        N_("Tempat Anda di {title} diberikan kepada pengganti dari rombongan Anda. Anda tidak perlu datang. Bila"
           " Anda tidak tahu soal ini, segera hubungi kantor."),
    ),
    K.NOT_COMPLETED: Template(
        N_("Pelatihan belum selesai: {title}"),
        N_("{title} sudah berakhir. Kehadiran Anda belum cukup, jadi sertifikat tidak terbit. Bila menurut Anda"
           " catatan kehadirannya keliru, hubungi kantor."),
    ),
    K.NO_SHOW: Template(
        N_("Anda tercatat tidak hadir: {title}"),
        N_("{title} sudah berakhir dan Anda tercatat tidak hadir. Bila Anda hadir, hubungi kantor. Lain kali,"
           " lepas kursi lebih dahulu supaya orang lain dapat ikut."),
    ),
    K.UNSERVED: Template(
        N_("Sesi sudah berakhir: {title}"),
        N_("Sampai {title} berakhir tidak ada kursi kosong untuk Anda. Anda boleh mendaftar sesi lain; yang belum"
           " pernah ikut didahulukan."),
    ),
    K.ERASURE_REFUSED: Template(
        N_("Jawaban atas permintaan penghapusan data"),
        N_("Permintaan untuk menghapus data Anda belum dapat dipenuhi. Alasan: {reason} Bila Anda tidak setuju,"
           " laporkan: {complaints}"),
    ),
    K.CERTIFICATE_REVOKED: Template(
        N_("Sertifikat dicabut: {title}"),
        N_("Sertifikat Anda untuk {title} dicabut. Alasan: {reason} Jangan memakainya lagi. Bila ini keliru,"
           " hubungi kantor."),
    ),
    K.CERTIFICATE_REISSUED: Template(
        N_("Sertifikat baru: {title}"),
        N_("Sertifikat Anda untuk {title} diterbitkan ulang. Yang lama tidak berlaku lagi. Alasan: {reason}"),
    ),
    K.DELEGATION_RECEIVED: Template(
        N_("Rombongan Anda terdaftar: {title}"),
        N_("Rombongan {group} terdaftar untuk {title}: {count} orang. Masing-masing diperiksa petugas. Beri tahu"
           " mereka hari dan tempatnya di bawah ini."),
    ),
}  # fmt: skip
