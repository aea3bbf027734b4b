"""What approving refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class TooMany(Conflict):
    code = "more_than_requested"
    text = N_("{name}: paling banyak {requested} seperti yang diminta.")


class NothingLeft(Conflict):
    code = "nothing_left"
    text = N_("Paling sedikit satu barang harus tetap ada.")
