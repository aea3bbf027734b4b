"""What uploads refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class FileNotAsked(Missing):
    code = "file_not_asked"
    text = N_("Berkas ini tidak diminta pada pendaftaran ini.")


class FilesClosed(Conflict):
    code = "files_closed"
    text = N_("Berkas tidak dapat dikirim lagi pada keadaan ini.")
