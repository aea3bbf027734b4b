"""The words of agreements: filled in by the system, signed in ink, scanned as papers of the group."""

from collections.abc import Sequence
from pathlib import Path

from lokal import terbilang
from sqlalchemy import Row

from bimtek_api.core import papers
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.agreements.schemas import AgreementKind

TEMPLATE = Path(__file__).with_name("agreement.typ")
TITLES = {
    AgreementKind.STATEMENT: "SURAT PERNYATAAN KESANGGUPAN", AgreementKind.INTEGRITY_PACT: "PAKTA INTEGRITAS",
    AgreementKind.AGREEMENT: "NASKAH PERJANJIAN HIBAH DAERAH",
}  # fmt: skip
CLAUSES = {
    AgreementKind.STATEMENT: (
        "Semua keterangan dalam permohonan kami benar, dan semua orang yang tercantum adalah anggota kelompok.",
        "Kelompok dan anggotanya tidak sedang menerima bantuan serupa dari anggaran pemerintah lain.",
        "Kami sanggup menyediakan tempat, listrik, dan tenaga untuk memakai alat yang diterima.",
        "Alat dipakai untuk usaha kelompok, dirawat, dan tidak dijual, disewakan, digadaikan, atau dipindahkan tanpa"
        " keputusan tertulis dinas.",
        "Kami menyerahkan laporan pertanggungjawaban tepat waktu dan menerima kunjungan pemantauan selama dua tahun.",
        "Bila pernyataan ini tidak benar, kami bersedia mengembalikan alat.",
    ),
    AgreementKind.INTEGRITY_PACT: (
        "Kami tidak memberi dan tidak menjanjikan uang, barang, atau imbalan apa pun kepada siapa pun yang terlibat.",
        "Tidak seorang pun meminta atau memungut biaya dari kami; bila ada yang meminta, kami melaporkannya.",
        "Kami tidak memakai keterangan, tanda tangan, atau nama anggota tanpa sepengetahuan orangnya.",
        "Kami memberi tahu bila ada hubungan keluarga atau usaha dengan petugas yang memeriksa atau memutuskan.",
        "Kami bersedia diperiksa dan menerima akibat hukum bila melanggar pakta ini.",
    ),
    AgreementKind.AGREEMENT: (
        "Pihak pertama menghibahkan barang di bawah ini kepada pihak kedua dengan dasar surat keputusan tersebut.",
        "Barang diserahkan dengan berita acara serah terima; hak dan tanggung jawab atas barang berpindah saat itu,"
        " kecuali surat keputusan menentukan lain.",
        "Pihak kedua memakai barang untuk usaha kelompok, merawatnya, dan tidak memindahkannya tanpa persetujuan"
        " tertulis pihak pertama.",
        "Pihak kedua menyerahkan laporan pertanggungjawaban dan memberi akses untuk pemantauan.",
        "Bila perjanjian ini dilanggar, pihak pertama dapat menarik kembali barang dengan keputusan tertulis.",
        "Pakta integritas yang ditandatangani pihak kedua menjadi bagian perjanjian ini.",
    ),
}  # fmt: skip


def content(
    kind: AgreementKind, case: Row, group: Row, chair: Row, decree: Row | None, lines: Sequence[Row]
) -> dict[str, object]:
    """What the template prints. ID numbers are left open: the signer writes hers."""
    counts = [(line, line.approved or line.requested) for line in lines]
    total = sum(count * line.price_rupiah for line, count in counts)
    return {
        "kind": str(kind), "title": TITLES[kind], "clauses": list(CLAUSES[kind]), "number": case.number,
        "group": case.group_name, "address": group.address, "chair": chair.name, "district": case.district_name,
        "programme": case.programme_name, "funds": case.funding_source, "year": str(case.fiscal_year),
        "items": [{"name": line.name, "count": f"{count} {line.unit}"} for line, count in counts],
        "total": papers.rupiah(total), "total_words": f"{terbilang(total)} rupiah",
        "decree": f"{decree.number} tanggal {papers.spelt(decree.dated)}" if decree else "",
        "signatory": decree.signatory_name if decree else "",
        "position": decree.signatory_position if decree else "",
    }  # fmt: skip


async def pdf(snapshot: Json) -> bytes:
    return await papers.render(TEMPLATE, snapshot)
