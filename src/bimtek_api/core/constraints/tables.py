"""What each wall of a table says when it refuses, by the last part of the constraint's name.

A CHECK that stands in no row below is an enumeration; a test asks PostgreSQL whether that is so.
"""

from bimtek_api.core.i18n import N_

CHECKS: dict[str, tuple[str, ...]] = {
    N_("Orang yang kedua harus orang lain."): (
        "two_people", "another", "returned_by_another", "not_for_oneself", "second_person", "three_people",
    ),
    N_("Keputusan dicatat lengkap: apa, oleh siapa, dan kapan."): (
        "decided", "released", "closed", "applied", "done", "checked",
    ),
    N_("Yang dipastikan atau diperiksa dicatat bersama orang dan waktunya."): (
        "verified", "holder_cleared", "inspected", "told_by", "about_one", "taken_down", "locked",
    ),
    N_("Yang dibatalkan atau ditarik dicatat bersama orang dan alasannya."): (
        "withdrawn", "revoked_why", "amends", "explained", "missing",
    ),
    N_("Tanggal akhir tidak boleh mendahului tanggal awal."): ("dates", "days", "order", "opens", "in_time"),
    N_("Waktu selesai harus sesudah waktu mulai."): ("times", "window"),
    N_("Jumlah uang harus lebih dari nol, dan tidak melebihi yang tersedia."): (
        "amount", "amounts", "price", "spent", "sums", "no_negatives", "allowance", "one_sum", "rest", "tax",
    ),
    N_("Pagu tidak boleh dilampaui."): ("ceiling", "allocated"),
    N_("Jumlah barang harus lebih dari nol, dan tidak melebihi yang diminta."): (
        "quantity", "quantities", "counts", "population", "progress", "numbers",
    ),
    N_("Nilai ini di luar batas yang diperbolehkan."): (
        "attendance_percent", "level", "levels", "limits", "points", "score", "scorers", "stage", "total",
        "ratings", "version", "edition", "offer_hours", "depth", "visit_window", "degrees",
    ),
    N_("Nilai ini tidak dikenal."): (
        "kind", "zone", "why", "side", "mark", "duty_group", "origin", "person", "maker", "of_supplier", "district",
        "handover_needs", "limitable",
    ),
    N_("Satu orang memegang satu kewajiban dalam satu perkara."): ("duty",),
    N_("NIK dan nomor kartu keluarga dicatat lengkap, dan satu orang satu nomor."): (
        "nik_whole", "nik_last4", "family_whole", "one_number", "nip", "email_normal", "owner_whole",
    ),
    N_("Tempat dicatat lengkap: lintang, bujur, atau alasan tidak ada."): ("place",),
    N_("Yang diserahkan untuk diputuskan harus lengkap."): (
        "complete", "fields", "evidence", "photo", "words", "answered", "outcome_with_answer", "whole", "request",
        "change", "changes",
    ),
    N_("Alasan harus ditulis."): ("excuse_has_reason", "refusal_has_code"),
    N_("Peran pemeriksa selalu berbatas waktu, dan peran dicatat bersama masa berlakunya."): (
        "audit_ends", "role_given", "in_order",
    ),
    N_("Pembayaran dicatat lengkap: keadaan, tanggal, dan buktinya."): (
        "paid", "returned", "unproved", "tranche", "refund", "reference", "act",
    ),
    N_("Barang dicatat lengkap: dari mana, keadaannya, dan di mana sekarang."): (
        "accepted", "arrived", "came_from", "status_fits", "door", "title", "ended", "ends",
    ),
    N_("Yang menunggu punya nomor antrean, dan yang ditahan punya batas waktu."): (
        "queue_no", "hold_until", "extra_never_waits",
    ),
    N_("Pindaian kartu dicatat lengkap: siapa, kapan, dan di sesi mana."): ("accepted_whom", "paper_reads", "bound"),
    N_("Susunannya harus satu pohon: setiap bagian di bawah induknya."): ("root", "one_record", "only_one"),
}  # fmt: skip
UNIQUES: dict[str, tuple[str, ...]] = {
    N_("Nomor ini sudah dipakai."): (
        "number", "code", "reference", "position", "place", "serial", "edition", "serial_id", "nib", "key",
    ),
    N_("Yang seperti ini masih berjalan. Selesaikan dahulu."): ("open", "live", "waiting", "running", "valid"),
    N_("Berkas atau tanda tangan ini sudah dipakai di tempat lain."): ("sha256", "pixels", "content", "hash"),
    N_("Alamat surel atau NIP ini sudah dipakai petugas lain."): ("email", "nip"),
    N_("Orang ini sudah bertindak dalam perkara ini."): ("human_id", "group", "hand", "person_id"),
}  # fmt: skip
ENUMERATION = N_("Nilai ini tidak dikenal.")
REPEATED = N_("Ini sudah tercatat.")
DANGLING = N_("Yang dirujuk tidak ada, atau masih dipakai.")
ALONE = N_("Pada waktu yang sama hanya boleh ada satu.")
# Whether somebody is on file is told to nobody: these answer as any other act that came too late.
QUIET = frozenset({
    "uq_registrations_person", "uq_registrations_contact", "uq_identities_nik_index", "uq_identities_same_as",
})  # fmt: skip
