"""What asking for a large list refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownExport(Missing):
    code = "export_not_found"
    text = N_("Unduhan ini tidak ditemukan. Unduhan disimpan sehari saja.")


class ExportNotReady(Conflict):
    code = "export_not_ready"
    text = N_("Unduhan ini belum siap.")


class ExportRightsChanged(Conflict):
    code = "export_rights_changed"
    text = N_("Hak Anda berubah sejak unduhan ini dibuat. Minta unduhan baru.")
