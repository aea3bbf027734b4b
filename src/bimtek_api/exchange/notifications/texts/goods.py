"""To the chair of a group: appointments, goods, handovers."""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.VISIT_PLANNED: Template(
        N_("Petugas akan berkunjung"),
        N_("Petugas berkunjung ke kelompok {group}: {moment}, di {place}. Ketua atau wakilnya harus ada. Siapkan:"
           " {bring}. Bila tidak dapat, hubungi kantor sebelum hari itu."),
    ),
    K.HANDOVER_PLANNED: Template(
        N_("Hari serah terima bantuan"),
        N_("Bantuan untuk kelompok {group} diserahkan {moment}, di {place}. Bawa: {bring}. Periksa setiap barang"
           " sebelum menandatangani; barang yang rusak boleh ditolak. Bila tidak dapat datang, hubungi kantor"
           " sebelum hari itu."),
    ),
    K.APPOINTMENT_CANCELLED: Template(
        N_("Janji temu dibatalkan"),
        N_("Janji dengan kelompok {group} pada {moment}, di {place}, dibatalkan. Alasan: {reason} Hari yang baru"
           " kami kabarkan."),
    ),
    K.GOODS_EXPECTED: Template(
        N_("Barang bantuan sudah dipesan"),
        N_("Barang untuk kelompok {group} sudah dipesan: {items}. Penyedia harus mengirimnya ke gudang dinas"
           " paling lambat {until}. Anda tidak perlu membayar apa pun."),
    ),
    K.GOODS_ON_THE_WAY: Template(
        N_("Barang bantuan dalam perjalanan"),
        N_("Barang untuk kelompok {group} dikirim ke {place} dengan surat jalan {paper}: {items}. Hari serah"
           " terimanya kami kabarkan."),
    ),
    K.GOODS_ARRIVED: Template(
        N_("Kiriman bantuan sampai"),
        N_("Kiriman untuk kelompok {group} sampai di {place} dan dihitung. Hari serah terimanya kami kabarkan."
           " Tunggu kabar kami sebelum datang."),
    ),
    K.HANDOVER_DONE: Template(
        N_("Bantuan diserahterimakan"),
        N_("Bantuan untuk kelompok {group} diserahkan dengan berita acara {paper} pada {day}. Simpan berita"
           " acaranya. Bila barang tidak sesuai atau tidak pernah Anda terima, segera beri tahu kantor."),
    ),
    K.HANDOVER_MISSED: Template(
        N_("Serah terima belum terjadi"),
        N_("Serah terima untuk kelompok {group} belum terjadi karena tidak ada yang datang menerima. {next} Bila"
           " berhalangan, hubungi kantor."),
    ),
    K.HANDOVER_REFUSED: Template(
        N_("Barang ditolak saat serah terima"),
        N_("Kelompok {group} menolak barang saat serah terima. Alasan yang dicatat: {reason} Barang kembali ke"
           " gudang dan diperiksa. {next}"),
    ),
    K.PIECES_REFUSED: Template(
        N_("Sebagian barang ditolak"),
        N_("Kelompok {group} menolak {count} barang saat serah terima (berita acara {paper}). Barang itu kembali"
           " ke gudang dan diperiksa; penggantinya kami kabarkan."),
    ),
    K.DISPUTE_RECEIVED: Template(
        N_("Sanggahan kami terima"),
        N_("Sanggahan kelompok {group} atas berita acara {paper} kami terima. Petugas lain memeriksanya dan"
           " menghubungi Anda. Simpan barang dan foto-fotonya."),
    ),
    K.DISPUTE_UPHELD: Template(
        N_("Sanggahan dibenarkan"),
        N_("Sanggahan kelompok {group} atas berita acara {paper} dibenarkan. Keterangan: {reason} Kami mengabari"
           " Anda kapan barang diambil atau diganti."),
    ),
    K.DISPUTE_DISMISSED: Template(
        N_("Sanggahan tidak diterima"),
        N_("Sanggahan kelompok {group} atas berita acara {paper} tidak diterima. Alasan: {reason} Bila Anda tetap"
           " tidak setuju, laporkan: {complaints}"),
    ),
    K.CASE_CLOSED_SHORT: Template(
        N_("Sisa barang dibatalkan"),
        N_("Sisa barang untuk kelompok {group} tidak jadi diserahkan dan dibatalkan dari SK. Alasan: {reason}"
           " Barang yang sudah diterima tetap milik kelompok."),
    ),
}  # fmt: skip
