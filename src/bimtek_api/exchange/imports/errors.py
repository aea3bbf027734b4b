"""What an import refuses as a whole."""

from bimtek_api.core.errors import Unprocessable
from bimtek_api.core.i18n import N_


class NoRows(Unprocessable):
    code = "table_empty"
    text = N_("Berkas ini tidak berisi baris di bawah judul kolom.")
