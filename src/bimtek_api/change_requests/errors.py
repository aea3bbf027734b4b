"""What asking for a correction, and deciding about it, refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownChange(Missing):
    code = "change_request_not_found"
    text = N_("Permintaan perbaikan ini tidak ditemukan.")


class UnknownRecord(Missing):
    code = "record_not_found"
    text = N_("Data yang akan diperbaiki tidak ditemukan.")


class NothingToChange(Conflict):
    code = "nothing_to_change"
    text = N_("Data yang tersimpan sudah seperti itu.")


class NotRecordedYet(Conflict):
    code = "not_recorded_yet"
    text = N_("Belum ada yang tercatat, jadi belum ada yang diperbaiki: catat dulu.")


class OwnRecord(Conflict):
    code = "own_record"
    text = N_("Ini data Anda sendiri, atau kelompok Anda. Petugas lain yang mengurusnya.")


class MadeByOther(Conflict):
    code = "made_by_other"
    text = N_("Permintaan ini dibuat petugas lain.")


class MadeByYou(Conflict):
    """Four eyes."""

    code = "made_by_you"
    text = N_("Anda yang mengajukan. Petugas lain yang memutuskan.")


class ActsForMaker(Conflict):
    """A deputy is the hand of whom she acts for."""

    code = "acts_for_maker"
    text = N_("Anda pelaksana harian pengajunya, atau sebaliknya. Petugas lain yang memutuskan.")


class EvidenceMissing(Conflict):
    code = "evidence_missing"
    text = N_("Unggah dulu buktinya: foto atau PDF kartu, akta, atau surat.")


class RecordChanged(Conflict):
    code = "record_changed"
    text = N_("Datanya sudah berubah sejak diajukan. Ajukan perbaikan yang baru.")


class ValueTaken(Conflict):
    """Of a NIK or a NIB: which record has it is for the officer to look up."""

    code = "value_taken"
    text = N_("Nomor itu sudah tercatat pada data lain.")


class OfficersNumber(Conflict):
    """By it her duties are told from those of others."""

    code = "officers_number"
    text = N_("Ia petugas, atau pernah bertugas dalam satu permohonan: NIK-nya tidak diganti lewat perbaikan data.")


class GroupBusy(Conflict):
    code = "group_busy"
    text = N_("Kelompok ini masih punya permohonan berjalan atau bantuan yang dipantau.")
