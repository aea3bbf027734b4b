"""The evidence of one case as a zip that a court's own tools can check."""

import asyncio
import hashlib
import zipfile
from tempfile import SpooledTemporaryFile
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.scope import expect_on
from bimtek_api.events import access_log, anchors
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.reports.evidence import repository
from bimtek_api.reports.evidence.catalogue import QUIET

IN_MEMORY = 20_000_000
WHO = ("name", "nik_last4")
READ_ME = N_(
    "Berkas bukti satu permohonan bantuan. Periksa keutuhannya dengan: sha256sum -c SHA256SUMS. baris/ memuat catatan"
    " per tabel, berkas/ memuat dokumen dan foto, riwayat.json memuat kejadian dengan urutan dan sidik rantainya;"
    " kepala rantai saat diambil ada di manifest.json."
)


class Pack:
    """A zip that remembers the hash of everything put into it."""

    def __init__(self, out: SpooledTemporaryFile[bytes]) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.hashes: dict[str, str] = {}

    def put(self, name: str, content: bytes) -> None:
        self.hashes[name] = hashlib.sha256(content).hexdigest()
        self.zip.writestr(name, content)

    def close(self) -> None:
        """The list of hashes goes last, in the form `sha256sum -c` reads."""
        self.zip.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in self.hashes.items()))
        self.zip.close()


def told(value: object) -> bytes:
    return orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)


async def pack(db: AsyncSession, store: FileStore, actor: Actor, case_id: UUID) -> SpooledTemporaryFile[bytes]:
    """Rows, papers, photos and history of the case. That it was taken is in the history as well."""
    case = await applications.read(db, actor, case_id)
    expect_on(actor, Permission.AUDIT_READ, case, UnknownApplication)
    await record(db, actor, Entry("application.evidence_taken", ("application", case_id), case.district_code))
    rows = await repository.rows_of(db, case_id)
    for person in rows.get("participants", []):
        await access_log.note(db, actor, person["person_id"], case.district_code, "evidence", WHO)
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    made = Pack(out)
    made.put("BACA.txt", translate(READ_ME).encode())
    for name, found in sorted(rows.items()):
        made.put(f"baris/{name}.json", told(found))
    subjects = {row["id"] for name, found in rows.items() if name not in QUIET for row in found if "id" in row}
    history = [dict(each._mapping) for each in await repository.history(db, subjects)]
    for each in history:
        each["seal_hash"] = bytes(each["seal_hash"]).hex() if each["seal_hash"] else None
    made.put("riwayat.json", told(history))
    for file in await repository.files(db, repository.files_named(rows)):
        await asyncio.to_thread(made.put, f"berkas/{file.id}-{file.name}", await store.read(file.sha256))
    head = await anchors.head(db)
    about = {"number": case.number, "taken_at": await clock.now(db), "taken_by": actor.name, "chain_head": head}
    made.put("manifest.json", told(about | {"files": made.hashes}))
    made.close()
    out.seek(0)
    return out
