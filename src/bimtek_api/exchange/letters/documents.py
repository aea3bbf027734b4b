"""Letters as papers. What is said is written here; how it looks, in the template."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from sqlalchemy import Row

from bimtek_api.core import papers
from bimtek_api.core.shapes import Json
from bimtek_api.exchange.letters.schemas import LetterKind
from bimtek_api.exchange.recaps.documents import head, signer

Letter = Json
TEMPLATE = Path(__file__).with_name("letter.typ")
FILES = {LetterKind.INVITATION: "surat-undangan", LetterKind.ASSIGNMENT: "surat-tugas"}
TITLES = {LetterKind.INVITATION: "Surat undangan", LetterKind.ASSIGNMENT: "Surat tugas"}
BLANK = ". . . . . . . . . . . . . . . . . ."


def weekday(day: date) -> str:
    return format_date(day, "EEEE, d MMMM y", locale="id")


def sender(session: Any, officer: Any, today: date, number: str) -> dict[str, object]:
    """What all letters of one printing share: the office, the day, who signs."""
    return head(session) | signer(officer) | {"letter_number": number or BLANK, "today": papers.spelt(today)}


def place(session: Row) -> list[str]:
    return ["Tempat", f"{session.venue}, {session.address}, {session.district_name}"]


def invitation(session: Any, days: Sequence[Any], person: Any, home: str) -> Letter:
    """To one accepted person; her registration number is what the door asks for."""
    hours = [[weekday(day.date), f"{day.starts_at:%H.%M}–{day.ends_at:%H.%M} {session.zone}"] for day in days]
    return {
        "to": [person.name, home], "subject": f"Undangan pelatihan {session.title}",
        "opening": f"Kami mengundang Anda mengikuti pelatihan {session.title} pada hari-hari berikut.",
        "facts": [["Nomor pendaftaran", person.number], place(session)],
        "heads": ["Hari", "Jam"], "rows": hours,
        "closing": "Bawalah KTP dan surat ini. Sertifikat diberikan kepada yang hadir paling sedikit"
        f" {session.attendance_percent}% hari pertemuan. Bila berhalangan, lepaskan kursi Anda lewat halaman bukti"
        " pendaftaran atau beri tahu kami, supaya dapat dipakai orang lain. Pelatihan ini tidak dipungut biaya.",
    }  # fmt: skip


def assignment(session: Row, trainer: Row, lessons: Sequence[Row]) -> Letter:
    """To one trainer; `lessons` are her own."""
    taught = [[weekday(each.date), f"{each.starts_at}–{each.ends_at} {session.zone}", each.topic] for each in lessons]
    facts = [["Nama", trainer.name], ["Instansi", trainer.institution]]
    facts += [["Jabatan", trainer.position]] if trainer.position else []
    facts += [["NIP", trainer.nip]] if trainer.nip else []
    return {
        "to": [], "subject": f"Tugas mengajar pada pelatihan {session.title}",
        "opening": "Yang bertanda tangan di bawah ini menugaskan:", "facts": [*facts, place(session)],
        "heads": ["Hari", "Jam", "Topik"], "rows": taught,
        "closing": f"untuk mengajar pada pelatihan {session.title} (nomor sesi {session.number}) menurut jadwal"
        " di atas. Surat tugas ini dilaksanakan dengan penuh tanggung jawab.",
    }  # fmt: skip


async def pdf(kind: LetterKind, sender: Json, letters: Sequence[Letter]) -> bytes:
    """One A4 page or more for each letter."""
    return await papers.render(TEMPLATE, sender | {"kind": TITLES[kind], "letters": list(letters)})
