"""What paying capital refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownTranche(Missing):
    code = "tranche_not_found"
    text = N_("Tahap modal ini tidak ditemukan.")


class UnknownTranchePayment(Missing):
    code = "tranche_payment_not_found"
    text = N_("Pencairan ini tidak ditemukan.")


class UnknownFundsReport(Missing):
    code = "funds_report_not_found"
    text = N_("Laporan penggunaan dana ini tidak ditemukan.")


class NoDecreeYet(Conflict):
    """G1 for money."""

    code = "no_decree_yet"
    text = N_("Modal hanya dicairkan kepada penerima yang tercantum dalam SK yang berlaku.")


class AccountChanged(Conflict):
    """Whoever prepared it looked at another account."""

    code = "account_changed"
    text = N_("Rekening kelompok berubah sesudah pencairan ini disiapkan. Batalkan, lalu siapkan lagi.")


class ConditionOpen(Conflict):
    code = "condition_open"
    text = N_("Syarat tahap ini belum dinyatakan terpenuhi.")


class ConditionMet(Conflict):
    code = "condition_met"
    text = N_("Syarat tahap ini sudah dinyatakan terpenuhi.")


class ConfirmedOwn(Conflict):
    """Four eyes."""

    code = "confirmed_own"
    text = N_("Orang lain yang harus menyiapkan: Anda sendiri yang menyatakan syaratnya terpenuhi.")


class AccountOpen(Conflict):
    code = "account_open"
    text = N_("Rekening kelompok belum tercatat atau belum diperiksa orang kedua.")


class EarlierUnpaid(Conflict):
    code = "earlier_unpaid"
    text = N_("Tahap sebelumnya belum cair: {name}.")


class ReportLate(Conflict):
    """C56: a late report on the use of an earlier tranche."""

    code = "report_late"
    text = N_("Laporan penggunaan dana {name} terlambat: tenggatnya {due}. Serahkan dulu laporannya.")


class TrancheUnderWay(Conflict):
    code = "tranche_under_way"
    text = N_("Tahap ini sudah disiapkan atau sudah cair.")


class ReturnUnproved(Conflict):
    code = "return_unproved"
    text = N_("Uang yang dinyatakan kembali belum dibuktikan surat bank. Catat dulu buktinya.")


class PaysOwn(Conflict):
    """Four eyes."""

    code = "pays_own"
    text = N_("Orang lain yang harus mencairkan: Anda sendiri yang menyiapkannya.")


class SumsDiffer(Conflict):
    code = "sums_differ"
    text = N_("Yang dipakai dan yang disetor kembali harus berjumlah Rp {amount}.")


class AcceptsOwnFunds(Conflict):
    """Four eyes."""

    code = "accepts_own_funds"
    text = N_("Orang lain yang harus menilai laporan ini: Anda sendiri yang menyerahkannya.")


class MoneyAskedBack(Conflict):
    code = "money_asked_back"
    text = N_("Modal yang sudah cair diminta kembali. Selesaikan dulu pengembaliannya.")


class NothingArrived(Conflict):
    code = "nothing_arrived"
    text = N_("Yang dapat kembali hanya modal yang sudah masuk ke rekening kelompok.")


class AboveArrived(Conflict):
    code = "above_arrived"
    text = N_("Paling banyak Rp {left} lagi yang dapat diminta atau disetor kembali.")


class UnknownDemand(Missing):
    code = "refund_demand_not_found"
    text = N_("Permintaan pengembalian ini tidak ditemukan.")


class UnknownRefund(Missing):
    code = "refund_receipt_not_found"
    text = N_("Setoran ini tidak ditemukan.")


class DecidesOwnDemand(Conflict):
    """Four eyes."""

    code = "decides_own_demand"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang meminta dana ini kembali.")


class ConfirmsOwnReceipt(Conflict):
    """Four eyes."""

    code = "confirms_own_receipt"
    text = N_("Orang lain yang harus mengesahkan: Anda sendiri yang mencatat setoran ini.")


class ReferenceKnown(Conflict):
    code = "reference_known"
    text = N_("Nomor referensi bank ini sudah dipakai untuk setoran lain.")


class RefundUnproved(Conflict):
    """A report is closed with its receipts."""

    code = "refund_unproved"
    text = N_("Laporan menyebut Rp {told} disetor kembali; setoran yang sah Rp {proved}.")
