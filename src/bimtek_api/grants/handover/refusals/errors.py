"""What refusing at the door refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class NotBrought(Conflict):
    code = "not_brought"
    text = N_("{name}: nomor seri {serial} tidak dibawa untuk kelompok ini, jadi tidak dapat ditolak.")


class RefusedTooEarly(Conflict):
    """Case 53 for what was not taken: it was accepted, and arrived, before it was refused."""

    code = "before_accepted"
    text = N_("{name}: barang {serial} belum diterima baik atau belum tiba saat itu.")


class RefusalPhotoUsed(Conflict):
    code = "photo_used"
    text = N_("Foto ini sudah dipakai serah terima atau penolakan lain. Ambil foto barang yang ditolak sekarang.")
