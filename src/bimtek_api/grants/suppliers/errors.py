"""What keeping suppliers refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownSupplier(Missing):
    code = "supplier_not_found"
    text = N_("Penyedia ini tidak ditemukan.")


class SupplierKnown(Conflict):
    code = "supplier_known"
    text = N_("NIB ini sudah tercatat atas nama {name}.")
