"""What handing over refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownDelivery(Missing):
    code = "delivery_not_found"
    text = N_("Serah terima ini tidak ditemukan.")


class NoDecree(Conflict):
    """G1."""

    code = "no_decree"
    text = N_("Kelompok ini tidak ada di lampiran SK yang berlaku.")


class BeforeDecree(Conflict):
    """G2."""

    code = "before_decree"
    text = N_("Tanggal serah terima lebih awal dari tanggal SK, {dated}.")


class BeforeAccepted(Conflict):
    """Case 53: order, receipt, acceptance, handover, to the minute."""

    code = "before_accepted"
    text = N_("Serah terima lebih awal dari saat barang {serial} diterima baik di gudang.")


class HandoverInFuture(Conflict):
    code = "handover_in_future"
    text = N_("Waktu serah terima belum tiba.")


class AboveApproved(Conflict):
    """G7."""

    code = "above_approved"
    text = N_("{name}: paling banyak {left} lagi yang boleh diserahkan.")


class UnknownLine(Conflict):
    code = "line_unknown"
    text = N_("Barang ini tidak ada di permohonan.")


class SerialUsed(Conflict):
    code = "serial_used"
    text = N_("Nomor seri {serial} sudah pernah diserahkan.")


class EvidenceMissing(Conflict):
    """Without what the programme asks for there are no minutes: it stays a draft."""

    code = "evidence_missing"
    text = N_("Belum lengkap: {names}. Simpan sebagai konsep; berita acara dibuat sesudah lengkap.")


class PhotoUsed(Conflict):
    code = "photo_used"
    text = N_("Foto yang sama sudah dipakai. Ambil foto sendiri untuk barang dan untuk penerima.")


class ScanUsed(Conflict):
    """Like a signature: it was given for one handover."""

    code = "scan_used"
    text = N_("Kertas yang sama sudah dipakai. Pindai kertas yang ditandatangani pada serah terima ini.")


class RefusalUnsigned(Conflict):
    """What comes back is witnessed like what is given."""

    code = "refusal_unsigned"
    text = N_("Penolakan ditandatangani kedua pihak: gambar tanda tangan penerima dan penyerah.")


class DraftThere(Conflict):
    code = "draft_there"
    text = N_("Permohonan ini sudah punya konsep serah terima. Lanjutkan yang itu.")


class UnknownDraft(Missing):
    code = "draft_not_found"
    text = N_("Konsep serah terima ini tidak ditemukan.")


class PieceNotHanded(Conflict):
    code = "piece_not_handed"
    text = N_("Nomor seri {serial} tidak ada di berita acara ini, atau sudah tidak terhitung diserahkan.")


class CaseEnded(Conflict):
    code = "case_ended"
    text = N_("Kasus ini sudah ditutup; serah terimanya tidak dapat disanggah lagi. Terima sebagai pengaduan.")


class DisputeOpen(Conflict):
    code = "dispute_open"
    text = N_("Masih ada sanggahan serah terima ini yang belum diputuskan.")


class UnknownDispute(Missing):
    code = "dispute_not_found"
    text = N_("Sanggahan ini tidak ditemukan.")


class DisputeDecided(Conflict):
    code = "dispute_decided"
    text = N_("Sanggahan ini sudah diputuskan.")


class DecidesOwnDispute(Conflict):
    """Four eyes."""

    code = "decides_own_dispute"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang menyanggah.")


class JudgesOwnMinutes(Conflict):
    """Whoever handed over does not say whether what she wrote is true."""

    code = "judges_own_minutes"
    text = N_("Orang lain yang harus memutuskan: Anda sendiri yang menyerahkan barangnya.")


class ReceiverNotMember(Conflict):
    code = "receiver_not_member"
    text = N_("Penerima harus anggota kelompok.")
