"""To the chair of a group: capital, reports on its use, money paid back."""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.MONEY_SENT: Template(
        N_("Modal dikirim ke bank"),
        N_("Modal kelompok {group} ({tranche}, {amount}) sudah dikirim ke bank. Tunggu sampai masuk ke rekening"
           " kelompok; kami mengabari Anda."),
    ),
    K.MONEY_PAID: Template(
        N_("Modal masuk ke rekening kelompok"),
        N_("Modal kelompok {group} ({tranche}, {amount}) masuk ke rekening kelompok. Pakai hanya untuk rencana"
           " yang disetujui dan simpan semua nota. {next}"),
    ),
    K.MONEY_FAILED: Template(
        N_("Modal dikembalikan bank"),
        N_("Bank mengembalikan modal kelompok {group} ({tranche}, {amount}). Sebabnya: {reason} Datang ke kantor"
           " dengan buku rekening kelompok supaya rekeningnya diperiksa."),
    ),
    K.FUNDS_REPORT_DUE: Template(
        N_("Laporan penggunaan dana segera jatuh tempo"),
        N_("Laporan penggunaan dana kelompok {group} harus masuk paling lambat {until}. Bawa semua nota dan"
           " fotonya ke kantor. Tanpa laporan, tahap berikutnya tidak cair."),
    ),
    K.FUNDS_REPORT_OVERDUE: Template(
        N_("Laporan penggunaan dana terlambat"),
        N_("Laporan penggunaan dana kelompok {group} seharusnya masuk paling lambat {until} dan belum kami"
           " terima. Bawa semua nota ke kantor secepatnya. Tahap berikutnya ditahan sampai laporan diterima."),
    ),
    K.FUNDS_REPORT_RECEIVED: Template(
        N_("Laporan penggunaan dana kami terima"),
        N_("Laporan penggunaan dana kelompok {group} kami terima. Petugas memeriksanya, lalu kami mengabari Anda."),
    ),
    K.FUNDS_REPORT_ACCEPTED: Template(
        N_("Laporan penggunaan dana disetujui"),
        N_("Laporan penggunaan dana kelompok {group} disetujui. Simpan nota-notanya. Anda tidak perlu berbuat"
           " apa-apa sekarang."),
    ),
    K.FUNDS_REPORT_RETURNED: Template(
        N_("Laporan penggunaan dana harus diperbaiki"),
        N_("Laporan penggunaan dana kelompok {group} dikembalikan. Keterangan petugas: {reason} Perbaiki dan bawa"
           " lagi ke kantor paling lambat {until}."),
    ),
    K.REFUND_ASKED: Template(
        N_("Modal diminta kembali"),
        N_("Kelompok {group} diminta mengembalikan {amount}, dengan surat {letter}. Alasannya tertulis pada surat"
           " itu. Setor paling lambat {until} ke rekening yang tertulis pada surat, lalu bawa bukti setor ke"
           " kantor. Jangan menyerahkan uang tunai kepada siapa pun."),
    ),
    K.REFUND_ENDED: Template(
        N_("Modal tidak diminta lagi"),
        N_("Permintaan pengembalian modal kepada kelompok {group} tidak dilanjutkan. Keterangan: {reason} Anda"
           " tidak perlu menyetor lagi. Simpan bukti setor yang sudah ada."),
    ),
    K.REFUND_RECEIVED: Template(
        N_("Setoran pengembalian disahkan"),
        N_("Setoran pengembalian kelompok {group} sebesar {amount} disahkan. Simpan bukti setornya."),
    ),
    K.REFUND_NOT_ACCEPTED: Template(
        N_("Setoran pengembalian tidak sah"),
        N_("Setoran pengembalian kelompok {group} sebesar {amount} dinyatakan tidak sah. Alasan: {reason} Datang"
           " ke kantor dengan bukti setor yang asli."),
    ),
}  # fmt: skip
