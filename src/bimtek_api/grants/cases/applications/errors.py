"""What the grant case refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownApplication(Missing):
    code = "application_not_found"
    text = N_("Permohonan ini tidak ditemukan.")


class GroupElsewhere(Conflict):
    code = "group_elsewhere"
    text = N_("Kelompok ini bukan dari daerah panggilan bantuan itu.")


class AidTaken(Conflict):
    """G5: one aid per person, programme and year."""

    code = "aid_taken"
    text = N_("Seorang anggota sudah menerima atau sedang mengajukan bantuan program ini tahun ini.")


class PapersMissing(Conflict):
    """The call asks for papers that are not there or no longer count."""

    code = "papers_missing"
    text = N_("Berkas yang diminta panggilan ini belum ada atau sudah tidak berlaku: {papers}.")


class OnlyNamed(Conflict):
    """Case returned: only what was named may change."""

    code = "only_named_fields"
    text = N_(
        "Yang boleh diubah hanya bagian yang diminta. Kembalikan dahulu: {changes}."
        " Berkas yang tidak diminta dapat ditarik di halaman kelompok."
    )


class DueOver(Conflict):
    code = "correction_too_late"
    text = N_("Batas waktu perbaikan sudah lewat.")


class VotedAlready(Conflict):
    code = "voted_already"
    text = N_("Anda sudah memberi suara pada tahap ini.")


class LevelTooLow(Conflict):
    """A stage asks for officers over a wider area."""

    code = "level_too_low"
    text = N_("Tahap ini diputuskan oleh pejabat tingkat {level}.")


class VotedOn(Conflict):
    code = "voted_on"
    text = N_("Sudah ada suara, jadi tidak dapat ditarik lagi.")


class ScoresFirst(Conflict):
    code = "scores_first"
    text = N_("Panggilan ini menilai permohonan dahulu.")


class NoScoresAsked(Conflict):
    code = "no_scores_asked"
    text = N_("Panggilan ini tidak memakai penilaian.")


class OnHold(Conflict):
    code = "on_hold"
    text = N_("Kasus ini ditahan ({reference}): {reason}")


class HeldAlready(Conflict):
    code = "held_already"
    text = N_("Kasus ini sudah ditahan.")


class NotOnHold(Conflict):
    code = "not_on_hold"
    text = N_("Kasus ini tidak ditahan.")


class ReleasesOwnHold(Conflict):
    """Four eyes."""

    code = "releases_own_hold"
    text = N_("Orang lain yang harus melepas: Anda sendiri yang menahan kasus ini.")


class EndsOpen(Conflict):
    code = "ends_open"
    text = N_("Belum selesai: {what}.")


class MachinesThere(Conflict):
    code = "machines_there"
    text = N_("{count} alat masih pada kelompok. Tarik atau hapuskan dahulu.")


class VisitFirst(Conflict):
    """The call asks for a visit before anybody votes."""

    code = "visit_first"
    text = N_("Panggilan ini meminta kunjungan lapangan sebelum diputuskan.")


class NoVisitAsked(Conflict):
    code = "no_visit_asked"
    text = N_("Panggilan ini tidak meminta kunjungan lapangan.")


class PeopleChanged(Conflict):
    """Votes, decrees and handovers are for the people who were checked (C37)."""

    code = "people_changed"
    text = N_(
        "Anggota kelompok berubah sejak berkas diperiksa. Pemeriksa berkas harus memperbarui daftar orang kasus ini, "
        "atau kelompok mengembalikan anggotanya."
    )


class PeopleSame(Conflict):
    code = "people_same"
    text = N_("Anggota kelompok masih sama dengan daftar orang kasus ini.")


class MembersUnmet(Conflict):
    """G4: who joined later is met as well."""

    code = "members_unmet"
    text = N_("Belum ditemui petugas lapangan: {names}. Catat kunjungan kepada mereka dahulu.")


class NobodyUnmet(Conflict):
    code = "nobody_unmet"
    text = N_("Semua anggota sudah ditemui petugas lapangan.")


class ContentChanged(Conflict):
    code = "content_changed"
    text = N_("Isi permohonan berubah setelah diperiksa. Periksa ulang dahulu.")
