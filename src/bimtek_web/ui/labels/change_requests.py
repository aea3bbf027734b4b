"""Words about corrections of what is on file."""

from bimtek_web.api import shapes
from bimtek_web.ui import formats
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.labels import people
from bimtek_web.ui.labels.lookup import word

KINDS = {
    "person": N_("Data peserta"),
    "nik": N_("NIK"),
    "family_card": N_("Kartu keluarga"),
    "group": N_("Data kelompok"),
    "group_end": N_("Kelompok berakhir"),
    "account": N_("Rekening kelompok"),
    "supplier": N_("Data penyedia"),
    "supplier_owner": N_("Pemilik penyedia"),
    "supplier_account": N_("Rekening penyedia"),
}
STATES = {
    "draft": ("act", N_("Menunggu bukti")),
    "submitted": ("wait", N_("Menunggu keputusan")),
    "applied": ("ok", N_("Disetujui")),
    "rejected": ("stop", N_("Ditolak")),
    "cancelled": ("ended", N_("Dibatalkan")),
    "conflicted": ("ended", N_("Gugur: datanya berubah lebih dahulu")),
}
FIELDS = {
    "name": N_("Nama"),
    "phone": N_("Nomor telepon"),
    "email": N_("Surel"),
    "birth_date": N_("Tanggal lahir"),
    "sex": N_("Jenis kelamin"),
    "district_code": N_("Kabupaten atau kota"),
    "subdistrict_code": N_("Kecamatan"),
    "village_code": N_("Desa atau kelurahan"),
    "business_name": N_("Nama usaha"),
    "trade": N_("Bidang usaha"),
    "nik_last4": N_("NIK"),
    "family_last4": N_("Kartu keluarga"),
    "address": N_("Alamat"),
    "formed_on": N_("Tanggal berdiri"),
    "ended_on": N_("Hari terakhir kelompok"),
    "bank": N_("Bank"),
    "holder": N_("Atas nama"),
    "number_last4": N_("Nomor rekening"),
    "owner_name": N_("Nama pemilik"),
    "owner_nik_last4": N_("NIK pemilik"),
    "account_holder": N_("Atas nama"),
    "account_last4": N_("Nomor rekening"),
    "nib": "NIB",
}
ACTIONS = {"approve": N_("Setujui dan tulis"), "reject": N_("Tolak"), "cancel": N_("Batalkan permintaan ini")}
DAYS = ("birth_date", "formed_on", "ended_on")


def status(code: str) -> tuple[str, str]:
    """Tone and word."""
    tone, text = STATES[code]
    return tone, _(text)


def said(name: str, value: str | None, names: dict[str, str]) -> str:
    """One value as people read it; `names` are those of places and trades by their codes."""
    if value is None or value == "":
        return "–"
    if name.endswith("_last4"):
        return f"•••• {value}"
    if name in DAYS:
        return formats.day(value)
    if name == "sex":
        return word(people.SEX, value)
    return formats.phone(value) if name == "phone" else names.get(value, value)


def ordered(fields: list[str]) -> list[str]:
    """As people read a record: the larger place before the smaller one."""
    known = list(FIELDS)
    return sorted(fields, key=lambda name: known.index(name) if name in known else len(known))


def differences(request: shapes.ChangeRequestsChangeRead, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """What changes: its name, what stands there today, what should."""
    return [
        (
            _(FIELDS[name]),
            said(name, request["before"].get(name), names),
            said(name, request["after"].get(name), names),
        )
        for name in ordered(request["fields"])
    ]
