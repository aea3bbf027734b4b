"""To whoever complained. Nothing of the complaint or its answer stands in a message."""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.COMPLAINT_RECEIVED: Template(
        N_("Pengaduan {number} kami terima"),
        N_("Pengaduan Anda kami terima dengan nomor {number}. Kami menjawab paling lambat {until}. Simpan nomor"
           " dan alamat halaman yang Anda terima saat mengirimnya."),
    ),
    K.COMPLAINT_MESSAGE: Template(
        N_("Ada pesan pada pengaduan {number}"),
        N_("Petugas menulis pesan pada pengaduan {number}. Buka halaman pengaduan untuk membaca dan menjawabnya."),
    ),
    K.COMPLAINT_HELD: Template(
        N_("Penanganan pengaduan {number} ditunda"),
        N_("Penanganan pengaduan {number} ditunda dahulu. Kami mengabari Anda begitu dilanjutkan. Anda boleh"
           " menambah keterangan di halaman pengaduan."),
    ),
    K.COMPLAINT_RESUMED: Template(
        N_("Pengaduan {number} ditangani lagi"),
        N_("Pengaduan {number} ditangani lagi. Anda tidak perlu berbuat apa-apa sekarang."),
    ),
    K.COMPLAINT_ANSWERED: Template(
        N_("Pengaduan {number} sudah dijawab"),
        N_("Pengaduan {number} sudah dijawab. Buka halaman pengaduan untuk membaca jawabannya. Bila Anda tidak"
           " puas, ajukan keberatan dari halaman itu."),
    ),
    K.COMPLAINT_CLOSED: Template(
        N_("Pengaduan {number} ditutup"),
        N_("Pengaduan {number} ditutup. Jawabannya tetap dapat dibaca di halaman pengaduan. Bila Anda tidak puas,"
           " ajukan keberatan dari halaman itu."),
    ),
}  # fmt: skip
