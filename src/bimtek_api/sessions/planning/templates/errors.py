"""What keeping templates refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownTemplate(Missing):
    code = "template_not_found"
    text = N_("Templat ini tidak ditemukan.")


class TemplateNamed(Conflict):
    code = "template_name_taken"
    text = N_("Nama ini sudah dipakai templat lain di daerah Anda. Pilih nama lain.")
