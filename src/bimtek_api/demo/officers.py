"""The demo officers. They exist only where BIMTEK_DEMO is on; every page says that the data is made up."""

from dataclasses import dataclass

from bimtek_api.access.roles import Role

PASSWORD = "latihan-bimtek-2026"  # noqa: S105 - printed at every start, for training only
API_KEY = "bk_demo_kunci_integrasi_untuk_latihan"


@dataclass(frozen=True)
class DemoOfficer:
    email: str
    name: str
    position: str
    role: Role
    region: str | None
    totp_secret: str
    words: str


OFFICERS = (
    DemoOfficer(
        "ratna@demo.bimtek.id", "Ratna Dewi (contoh)", "Pemeriksa, Dinas Perindustrian", Role.DISTRICT_OFFICER,
        "16.71", "BIMTEKRATNAAAAAAAAAAAAAAAAAAAAAA", "petugas daerah, Kota Palembang",
    ),
    DemoOfficer(
        "lina@demo.bimtek.id", "Lina Marlina (contoh)", "Kepala seksi, Dinas Perindustrian", Role.DISTRICT_OFFICER,
        "16.71", "BIMTEKLINAAAAAAAAAAAAAAAAAAAAAAA", "petugas daerah kedua, Kota Palembang",
    ),
    DemoOfficer(
        "budi@demo.bimtek.id", "Budi Santoso (contoh)", "Staf, Dinas Perindustrian", Role.DISTRICT_OFFICER,
        "16.07", "BIMTEKBUDIAAAAAAAAAAAAAAAAAAAAAA", "petugas daerah, Kab. Banyuasin",
    ),
    DemoOfficer(
        "sari@demo.bimtek.id", "Sari Wulandari (contoh)", "Koordinator program", Role.PROGRAMME_OFFICER,
        None, "BIMTEKSARIAAAAAAAAAAAAAAAAAAAAAA", "petugas program, seluruh Indonesia",
    ),
    DemoOfficer(
        "dewi@demo.bimtek.id", "Dewi Kartika (contoh)", "Pemeriksa berkas", Role.DESK_VERIFIER,
        "16.71", "BIMTEKDEWIAAAAAAAAAAAAAAAAAAAAAA", "pemeriksa berkas, Kota Palembang",
    ),
    DemoOfficer(
        "bayu@demo.bimtek.id", "Bayu Pratama (contoh)", "Pemeriksa lapangan", Role.DESK_VERIFIER,
        "16.71", "BIMTEKBAYUAAAAAAAAAAAAAAAAAAAAAA", "pemeriksa lapangan, Kota Palembang",
    ),
    DemoOfficer(
        "hendra@demo.bimtek.id", "Hendra Wijaya (contoh)", "Pejabat Pembuat Komitmen", Role.APPROVER,
        "16", "BIMTEKHENDRAAAAAAAAAAAAAAAAAAAAA", "pemberi persetujuan, Sumatera Selatan",
    ),
    DemoOfficer(
        "rudi@demo.bimtek.id", "Rudi Hartono (contoh)", "Kepala biro keuangan", Role.APPROVER,
        None, "BIMTEKRUDIAAAAAAAAAAAAAAAAAAAAAA", "pemberi persetujuan, seluruh Indonesia",
    ),
    DemoOfficer(
        "maya@demo.bimtek.id", "Maya Lestari (contoh)", "Kepala tata usaha", Role.DECREE_OFFICER,
        "16", "BIMTEKMAYAAAAAAAAAAAAAAAAAAAAAAA", "petugas SK, Sumatera Selatan",
    ),
    DemoOfficer(
        "agus@demo.bimtek.id", "Agus Salim (contoh)", "Pejabat pengadaan", Role.PROCUREMENT_OFFICER,
        "16.71", "BIMTEKAGUSAAAAAAAAAAAAAAAAAAAAAA", "petugas pengadaan, Kota Palembang",
    ),
    DemoOfficer(
        "intan@demo.bimtek.id", "Intan Permata (contoh)", "Pemeriksa barang", Role.GOODS_INSPECTOR,
        "16.71", "BIMTEKINTANAAAAAAAAAAAAAAAAAAAAA", "pemeriksa barang, Kota Palembang",
    ),
    DemoOfficer(
        "tuti@demo.bimtek.id", "Tuti Handayani (contoh)", "Bendahara pengeluaran", Role.TREASURER,
        "16.71", "BIMTEKTUTIAAAAAAAAAAAAAAAAAAAAAA", "bendahara, Kota Palembang",
    ),
    DemoOfficer(
        "yanto@demo.bimtek.id", "Yanto Saputra (contoh)", "Penanda tangan SPM", Role.TREASURER,
        "16", "BIMTEKYANTOAAAAAAAAAAAAAAAAAAAAA", "bendahara kedua, Sumatera Selatan",
    ),
    DemoOfficer(
        "citra@demo.bimtek.id", "Citra Maharani (contoh)", "Anggota tim penilai", Role.SCORER,
        "16.71", "BIMTEKCITRAAAAAAAAAAAAAAAAAAAAAA", "penilai, Kota Palembang",
    ),
    DemoOfficer(
        "dedi@demo.bimtek.id", "Dedi Kurniawan (contoh)", "Anggota tim penilai", Role.SCORER,
        "16", "BIMTEKDEDIAAAAAAAAAAAAAAAAAAAAAA", "penilai, Sumatera Selatan",
    ),
    DemoOfficer(
        "joko@demo.bimtek.id", "Joko Susilo (contoh)", "Petugas gudang", Role.HANDOVER_OFFICER,
        "16.71", "BIMTEKJOKOAAAAAAAAAAAAAAAAAAAAAA", "petugas gudang dan serah terima, Kota Palembang",
    ),
    DemoOfficer(
        "wati@demo.bimtek.id", "Wati Anggraini (contoh)", "Penerima pengaduan, provinsi", Role.COMPLAINT_OFFICER,
        "16", "BIMTEKWATIAAAAAAAAAAAAAAAAAAAAAA", "petugas pengaduan, Sumatera Selatan",
    ),
    DemoOfficer(
        "tono@demo.bimtek.id", "Tono Hidayat (contoh)", "Auditor, Inspektorat", Role.AUDITOR,
        "16", "BIMTEKTONOAAAAAAAAAAAAAAAAAAAAAA", "pemeriksa, Sumatera Selatan",
    ),
    DemoOfficer(
        "nadia@demo.bimtek.id", "Nadia Puspita (contoh)", "Administrator sistem", Role.ADMINISTRATOR,
        None, "BIMTEKNADIAAAAAAAAAAAAAAAAAAAAAA", "administrator, bersama fajar",
    ),
    DemoOfficer(
        "fajar@demo.bimtek.id", "Fajar Nugroho (contoh)", "Administrator sistem", Role.ADMINISTRATOR,
        None, "BIMTEKFAJARAAAAAAAAAAAAAAAAAAAAA", "administrator, bersama nadia",
    ),
    DemoOfficer(
        "yuni@demo.bimtek.id", "Yuni Astari (contoh)", "Staf, Dinas Perindustrian provinsi", Role.DISTRICT_OFFICER,
        "16", "BIMTEKYUNIAAAAAAAAAAAAAAAAAAAAAA", "petugas daerah, Sumatera Selatan",
    ),
)  # fmt: skip


def accounts() -> list[tuple[str, str, str]]:
    """E-mail, what she may do, and the seed of her one-time codes: for the start-up message."""
    return [(officer.email, officer.words, officer.totp_secret) for officer in OFFICERS]


def officer_nik(number: int) -> str:
    """Of nobody: no region has the prefix, and no made-up participant the birthday."""
    return f"997199010155{number:04d}"
