"""What keeping suppliers refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownSupplier(Missing):
    code = "supplier_not_found"
    text = N_("Penyedia ini tidak ditemukan.")


class OwnerMissing(Conflict):
    code = "supplier_owner_missing"
    text = N_("Catat dahulu pemilik dan rekening penyedia ini: tanpa itu tidak ada pesanan.")


class OwnerRecorded(Conflict):
    code = "supplier_owner_recorded"
    text = N_("Pemilik dan rekening penyedia ini sudah tercatat. Perubahannya diusulkan dan disetujui dua orang.")


class SupplierKnown(Conflict):
    code = "supplier_known"
    text = N_("NIB ini sudah tercatat atas nama {name}.")
