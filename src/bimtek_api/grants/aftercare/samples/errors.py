"""What checking by sample refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownSample(Missing):
    code = "sample_not_found"
    text = N_("Rencana pemeriksaan ini tidak ditemukan.")


class UnknownSampleItem(Missing):
    code = "sample_item_not_found"
    text = N_("Serah terima ini tidak ada dalam rencana pemeriksaan.")


class NothingToSample(Conflict):
    code = "nothing_to_sample"
    text = N_("Tidak ada serah terima di daerah dan jangka waktu itu.")


class SampleOver(Conflict):
    code = "sample_over"
    text = N_("Rencana pemeriksaan ini sudah ditutup.")


class CheckedAlready(Conflict):
    code = "checked_already"
    text = N_("Serah terima ini sudah diperiksa.")


class GaveThemselves(Conflict):
    """Four eyes."""

    code = "gave_themselves"
    text = N_("Orang lain yang harus memeriksa: Anda sendiri yang menyerahkan barang ini.")


class SomePending(Conflict):
    code = "some_pending"
    text = N_("{count} serah terima belum diperiksa.")
