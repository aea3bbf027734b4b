"""The notice of personal-data use. A new wording gets a new version; registrations keep the one shown."""

from bimtek_api.core.fields import Read
from bimtek_api.core.i18n import N_, translate

VERSION = "2026-11"
UNREAD = "unread"  # invited by an officer: she reads it when she answers
TITLE = N_("Bagaimana data Anda dipakai")
BODY = (
    N_("Kami memakai data ini untuk pendaftaran, daftar hadir, sertifikat, dan penilaian bantuan peralatan."),
    N_("NIK disimpan tersandi. Petugas hanya melihat 4 angka terakhir."),
    N_("Yang dapat membuka data Anda: petugas dinas daerah sesi ini, petugas program, dan pemeriksa resmi."),
    N_("Anda boleh meminta salinan, perbaikan, atau pembatasan data. Dinas menjawab paling lama 3 x 24 jam."),
    N_(
        "Dasar: Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi. Layanan ini tidak dipungut biaya."
    ),
)


class Notice(Read):
    version: str
    title: str
    body: list[str]


def current() -> Notice:
    """The notice in force, in the request's language."""
    return Notice(version=VERSION, title=translate(TITLE), body=[translate(line) for line in BODY])
