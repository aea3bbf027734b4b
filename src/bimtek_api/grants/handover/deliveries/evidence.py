"""What a handover leaves behind: photos, signatures, and whether that is all the programme asks for."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.i18n import N_, translate
from bimtek_api.files import service as files
from bimtek_api.files.errors import UnknownFile
from bimtek_api.files.models import StoredFile
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.signatures import service as signatures
from bimtek_api.grants.cases.signatures.models import GIVER, RECEIVER
from bimtek_api.grants.handover.deliveries import repository
from bimtek_api.grants.handover.deliveries.draft_schemas import DraftWrite
from bimtek_api.grants.handover.deliveries.errors import EvidenceMissing, PhotoUsed, RefusalUnsigned, ScanUsed
from bimtek_api.grants.handover.deliveries.models import HandoverPhoto, Shows
from bimtek_api.grants.handover.deliveries.schemas import AttemptCreate, DeliveryCreate
from bimtek_api.grants.handover.refusals import repository as refusals
from bimtek_api.grants.handover.refusals.errors import RefusalPhotoUsed
from bimtek_api.grants.handover.refusals.schemas import PieceRefused
from bimtek_api.programmes.programmes import repository as programmes
from bimtek_api.programmes.programmes.models import Evidence

NAMES = {
    Evidence.GOODS_PHOTO: N_("foto barang"),
    Evidence.RECEIVER_PHOTO: N_("foto penerima"),
    Evidence.SIGNATURE: N_("tanda tangan kedua pihak"),
}


async def missing(db: AsyncSession, programme_id: UUID, given: DeliveryCreate | DraftWrite) -> list[Evidence]:
    """What the programme asks for and is not there. The position is kept where it was given, and never asked for."""
    shown = {each.shows for each in given.photos}
    there = {Evidence.GOODS_PHOTO} if Shows.GOODS in shown else set()
    there |= {Evidence.RECEIVER_PHOTO} if Shows.RECEIVER in shown else set()
    signed = given.scan_id or (given.giver_signature_id and given.receiver_signature_id)
    there |= {Evidence.SIGNATURE} if signed else set()
    needs = (await programmes.read(db, programme_id)).handover_needs
    return [each for each in Evidence if each in needs and each not in there]


async def expect_all(db: AsyncSession, case: Application, new: DeliveryCreate) -> None:
    if lacks := await missing(db, case.programme_id, new):
        raise EvidenceMissing(names=", ".join(translate(NAMES[each]) for each in lacks))


async def expect_files(db: AsyncSession, new: DeliveryCreate, district: str) -> dict[UUID, str]:
    """Photos and the scan were kept for this district, and no photo serves twice. Returns the photos' hashes."""
    hashes = {}
    for each in new.photos:
        hashes[each.file_id] = await hash_of(db, each.file_id, "photo", district)
    if new.scan_id:
        await expect_scan(db, await hash_of(db, new.scan_id, "minutes_scan", district), hashes.values())
    shown = await expect_shown(db, [each for line in new.lines for each in line.refused], district)
    if len({*hashes.values(), *shown}) != len(new.photos) + len(shown):
        raise PhotoUsed
    if await photo_used(db, [*hashes.values(), *shown]):
        raise PhotoUsed
    return hashes


async def expect_shown(db: AsyncSession, refused: Sequence[PieceRefused], district: str) -> list[str]:
    """The photos of refused pieces: one may show several pieces of this door, and none of another paper. Returns
    their hashes."""
    shown = dict.fromkeys(each.photo_id for each in refused if each.photo_id)
    hashes = {await hash_of(db, each, "photo", district) for each in shown}
    if await photo_used(db, [*hashes]):
        raise RefusalPhotoUsed
    return [*hashes]


async def photo_used(db: AsyncSession, hashes: Sequence[str]) -> bool:
    """By minutes, as a photo or as the signed paper, or by a refusal."""
    return await repository.photo_used(db, hashes) or await refusals.photo_used(db, hashes)


async def expect_scan(db: AsyncSession, scan: str, photos: Iterable[str]) -> None:
    """The paper both signed in ink serves once, and is no photo."""
    if scan in photos or await photo_used(db, [scan]) or await repository.scan_used(db, scan):
        raise ScanUsed


async def hash_of(db: AsyncSession, file_id: UUID, kind: str, district: str) -> str:
    kept = await files.find(db, file_id)
    if (kept.kind, kept.district_code) != (kind, district):
        raise UnknownFile
    return kept.sha256


async def bind(
    db: AsyncSession, printer: Printer, new: DeliveryCreate, case: Application, giver: UUID
) -> dict[str, bytes]:
    """The drawn signatures by side, each bound to its person in this case for ever."""
    kept = await bind_both(db, new, case, giver, new.receiver_id)
    return {side: await printer.store.read(each.sha256) for side, each in kept.items()}


async def bind_both(
    db: AsyncSession, new: DeliveryCreate | AttemptCreate, case: Application, giver: UUID, receiver: UUID
) -> dict[str, StoredFile]:
    """What was signed, by side: also where nothing was taken."""
    kept = {}
    for side, file_id, person in (
        (GIVER, new.giver_signature_id, giver), (RECEIVER, new.receiver_signature_id, receiver),
    ):  # fmt: skip
        if file_id:
            kept[side] = await signatures.bind(db, file_id, case.id, side, person, case.district_code)
    return kept


async def expect_signed(db: AsyncSession, case: Application, new: AttemptCreate) -> None:
    """A refusal is signed by both where the programme asks for signatures."""
    asked = Evidence.SIGNATURE in (await programmes.read(db, case.programme_id)).handover_needs
    if asked and not (new.giver_signature_id and new.receiver_signature_id):
        raise RefusalUnsigned


async def write_photos(db: AsyncSession, new: DeliveryCreate, handover_id: UUID, hashes: dict[UUID, str]) -> None:
    db.add_all(
        HandoverPhoto(handover_id=handover_id, file_id=each.file_id, shows=each.shows, sha256=hashes[each.file_id])
        for each in new.photos
    )
    await db.flush()


def first_photo(new: DeliveryCreate) -> UUID | None:
    """The one that lists show."""
    return next((each.file_id for each in new.photos if each.shows == Shows.GOODS), None)
