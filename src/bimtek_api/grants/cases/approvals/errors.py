"""What approving refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class TooMany(Conflict):
    code = "more_than_requested"
    text = N_("{name}: paling banyak {requested} seperti yang diminta.")


class NothingLeft(Conflict):
    code = "nothing_left"
    text = N_("Paling sedikit satu barang harus tetap ada.")


class WhoseHand(Conflict):
    code = "whose_hand"
    text = N_("Anda mewakili lebih dari satu pemberi persetujuan di sini. Akhiri salah satu penunjukan dahulu.")
