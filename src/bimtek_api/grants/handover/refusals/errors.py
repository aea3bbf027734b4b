"""What refusing at the door refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class NotBrought(Conflict):
    code = "not_brought"
    text = N_("{name}: nomor seri {serial} tidak dibawa untuk kelompok ini, jadi tidak dapat ditolak.")


class RefusalPhotoUsed(Conflict):
    code = "photo_used"
    text = N_("Foto yang sama sudah dipakai. Ambil foto sendiri untuk setiap barang yang ditolak.")
