"""What desk checks refuse."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class PapersNotInOrder(Conflict):
    """Papers are complete only when every one of them is in order."""

    code = "papers_not_in_order"
    text = N_("Belum semua berkas sesuai. Kembalikan untuk diperbaiki, atau nyatakan tidak memenuhi syarat.")


class PaperExpired(Conflict):
    code = "paper_expired"
    text = N_("Masa berlaku {paper} sudah lewat, jadi tidak dapat dinyatakan sesuai.")


class NothingNamed(Conflict):
    code = "nothing_named"
    text = N_("Sebutkan paling sedikit satu bagian yang harus diperbaiki.")
