"""What administering officers refuses."""

from bimtek_api.core.errors import Conflict, Forbidden, Missing
from bimtek_api.core.i18n import N_


class UnknownOfficer(Missing):
    code = "officer_not_found"
    text = N_("Petugas ini tidak ditemukan.")


class UnknownRequest(Missing):
    code = "access_request_not_found"
    text = N_("Permintaan akses ini tidak ditemukan.")


class UnknownAssignment(Missing):
    code = "assignment_not_found"
    text = N_("Peran ini tidak sedang dipegang.")


class OutOfReach(Forbidden):
    code = "out_of_reach"
    text = N_("Daerah ini di luar wewenang Anda sebagai administrator.")


class NotForYourself(Conflict):
    code = "not_for_yourself"
    text = N_("Akses Anda sendiri diurus administrator lain.")


class SecondPerson(Conflict):
    code = "second_person"
    text = N_("Permintaan ini Anda yang buat. Administrator lain yang memutuskannya.")


class AskedAlready(Conflict):
    code = "asked_already"
    text = N_("Permintaan yang sama sedang menunggu keputusan.")


class DecidedAlready(Conflict):
    code = "decided_already"
    text = N_("Permintaan ini sudah diputuskan.")


class EmailTaken(Conflict):
    code = "email_taken"
    text = N_("Alamat surel ini sudah dipakai petugas lain.")


class NipTaken(Conflict):
    code = "nip_taken"
    text = N_("NIP ini sudah dipakai petugas lain.")


class NotDisabled(Conflict):
    code = "not_disabled"
    text = N_("Akun ini tidak sedang dinonaktifkan.")


class DisabledAlready(Conflict):
    code = "disabled_already"
    text = N_("Akun ini sudah dinonaktifkan.")
