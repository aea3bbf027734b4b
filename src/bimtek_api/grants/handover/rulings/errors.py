"""What letting a demand go refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownRuling(Missing):
    code = "demand_ruling_not_found"
    text = N_("Usulan tentang permintaan pengembalian ini tidak ditemukan.")


class NotStanding(Conflict):
    code = "demand_not_standing"
    text = N_("Hanya permintaan yang sudah disetujui dan belum lunas yang dapat ditarik atau dilepas sisanya.")


class RulingOpen(Conflict):
    code = "demand_ruling_open"
    text = N_("Usulan tentang permintaan ini sudah ada dan menunggu keputusan.")


class ReceiptOpen(Conflict):
    code = "receipt_open"
    text = N_("Masih ada setoran yang belum diputuskan. Putuskan dulu setoran itu.")


class PaidInPart(Conflict):
    """What was asked rightly in part is not withdrawn."""

    code = "paid_in_part"
    text = N_("Sebagian sudah disetor, jadi permintaan tidak dapat ditarik. Lepaskan sisanya dengan putusan.")


class RestChanged(Conflict):
    code = "rest_changed"
    text = N_("Sisa yang diminta kembali berubah sejak usulan ini dibuat. Tolak usulan ini, lalu usulkan lagi.")


class DecidesOwnRuling(Conflict):
    """Four eyes."""

    code = "decides_own_ruling"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang mengusulkannya.")
