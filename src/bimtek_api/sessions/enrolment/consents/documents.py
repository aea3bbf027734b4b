"""The notice of personal-data use. A new wording gets a new version; whoever read an older one keeps that."""

from bimtek_api.core.fields import Read
from bimtek_api.core.i18n import N_, translate
from bimtek_api.sessions.enrolment.consents.errors import UnknownNotice
from bimtek_api.sessions.enrolment.consents.models import Purpose
from bimtek_api.sessions.enrolment.consents.schemas import PurposeRead

VERSION = "2026-12"
UNREAD = "unread"  # invited by an officer: she reads it when she answers
TITLE = N_("Bagaimana data Anda dipakai")
USES = (
    N_("Kami memakai data ini untuk pendaftaran, daftar hadir, sertifikat, dan penilaian bantuan peralatan."),
    N_("NIK disimpan tersandi. Petugas hanya melihat 4 angka terakhir."),
    N_("Yang dapat membuka data Anda: petugas dinas daerah sesi ini, petugas program, dan pemeriksa resmi."),
    N_("Anda boleh meminta salinan, perbaikan, atau pembatasan data. Dinas menjawab paling lama 3 x 24 jam."),
    N_(
        "Dasar: Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi. Layanan ini tidak dipungut biaya."
    ),
)
APART = N_("Yang perlu persetujuan Anda ditanyakan tersendiri. Tanpa itu pendaftaran Anda tetap diproses sama.")
WORDINGS = {"2026-11": USES, VERSION: (*USES, APART)}  # what somebody was shown stays readable
PURPOSES = {
    Purpose.INVITATIONS: N_("Dinas boleh menghubungi saya untuk mengundang ke pelatihan lain."),
    Purpose.PUBLICATION: N_("Foto dan cerita usaha saya boleh dimuat dalam publikasi dinas."),
}


class Notice(Read):
    version: str
    title: str
    body: list[str]
    purposes: list[PurposeRead]


def purpose(code: Purpose) -> PurposeRead:
    return PurposeRead(code=code, text=translate(PURPOSES[code]))


def of(version: str) -> Notice:
    """One wording, in the request's language."""
    if version not in WORDINGS:
        raise UnknownNotice
    asked = [purpose(code) for code in PURPOSES] if APART in WORDINGS[version] else []
    body = [translate(line) for line in WORDINGS[version]]
    return Notice(version=version, title=translate(TITLE), body=body, purposes=asked)
