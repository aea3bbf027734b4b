"""How a request comes about: an officer asks with what she was shown, or a card proves who registered."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.change_requests import repository, service, statements
from bimtek_api.change_requests.errors import GroupBusy, NothingToChange, OfficersNumber, OwnRecord, ValueTaken
from bimtek_api.change_requests.models import ChangeRequest
from bimtek_api.change_requests.models import RecordKind as K
from bimtek_api.change_requests.schemas import PLACES, ChangeWrite
from bimtek_api.change_requests.workflow import needs_evidence
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault, Forbidden, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_within
from bimtek_api.core.shapes import Json
from bimtek_api.identities import people as identities
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups.errors import GroupEnded, UnknownGroup
from bimtek_api.participants.people import repository as people
from bimtek_api.participants.people.errors import UnknownParticipant
from bimtek_api.participants.people.fields import birth_faults
from bimtek_api.participants.trades.catalogue import KBLI_VERSION, TRADES
from bimtek_api.regions import repository as regions

OF_PERSON, OF_GROUP = (K.PERSON, K.NIK, K.FAMILY_CARD), (K.GROUP, K.GROUP_END, K.ACCOUNT)
TYPED = {K.NIK: "nik", K.FAMILY_CARD: "family_card", K.ACCOUNT: "number", K.SUPPLIER_ACCOUNT: "account_number"}
SUBDISTRICT = N_("Pilih kecamatan di kabupaten atau kota itu.")
VILLAGE = N_("Pilih desa atau kelurahan di kecamatan itu.")
LATER = N_("Hari terakhir kelompok tidak boleh sebelum dibentuk atau sesudah hari ini.")
CARD_SEEN = N_("KTP dilihat petugas ketika pendaftaran dicocokkan.")
FROM_CARD = ("name", "phone", "email")


async def ask(
    db: AsyncSession, vault: Vault, actor: Actor, once: Once, kind: K, record_id: UUID, new: ChangeWrite
) -> UUID:
    """Compares with the record of today and keeps what differs; waits for evidence where the kind asks for it."""
    if actor.id is None:
        raise Forbidden
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    place = await place_of(db, actor, kind, record_id)
    on_file = await repository.record(db, kind, record_id)
    wanted = await judged(db, kind, await owned(db, vault, new.wanted()), on_file)
    about = {key_of(kind): record_id, "record_version": on_file["version"]} | secret(vault, kind, new)
    made = ChangeRequest(
        kind=kind, district_code=place, reason=new.reason, made_by=actor.id, before={}, after={}, **about
    )
    compare(made, on_file, wanted)
    if await service.is_hers(db, actor, made, on_file):
        raise OwnRecord
    if await repository.taken(db, made, record_id):
        raise ValueTaken
    if kind == K.NIK and await repository.serves(db, record_id):
        raise OfficersNumber
    await begin(db, actor, made)
    await once.settle(db, actor.caller, made.id)
    return made.id


async def begin(db: AsyncSession, actor: Actor, made: ChangeRequest) -> None:
    """Written as a draft; without need of evidence it goes on at once."""
    db.add(made)
    await db.flush()
    await db.refresh(made)
    if not needs_evidence(made):
        await service.submit(db, actor, made, actor)


async def place_of(db: AsyncSession, actor: Actor, kind: K, record_id: UUID) -> str | None:
    """The record's district, if the officer records there; suppliers are the whole country's."""
    if kind in OF_PERSON:
        person = await people.read(db, actor, record_id)
        expect_within(actor, Permission.GROUP_RECORD, person.district_code, UnknownParticipant)
        return person.district_code
    if kind in OF_GROUP:
        group = await groups.read(db, actor, record_id)
        expect_within(actor, Permission.GROUP_RECORD, group.district_code, UnknownGroup)
        if group.ended_on:
            raise GroupEnded
        return group.district_code
    await repository.record(db, K.SUPPLIER, record_id)  # that there is one
    return None


def key_of(kind: K) -> str:
    return "participant_id" if kind in OF_PERSON else "group_id" if kind in OF_GROUP else "supplier_id"


def secret(vault: Vault, kind: K, new: ChangeWrite) -> Json:
    """A number nobody may read is kept sealed where it will be read again, and as its index otherwise."""
    if kind not in TYPED:
        return {}
    number = getattr(new, TYPED[kind])
    index = vault.blind_index(number) if kind == K.NIK else vault.index_of(statements.PURPOSES[kind], number)
    return {"secret_index": index, "secret_sealed": None if kind == K.FAMILY_CARD else vault.seal(number)}


def compare(made: ChangeRequest, on_file: Json, wanted: Json) -> None:
    """Keeps what differs from the record of today."""
    made.secret_before = repository.secret_of(made.kind, on_file)
    changed = made.kind in statements.SECRETS and made.secret_before != made.secret_index
    other = {name: value for name, value in wanted.items() if on_file[name] != value}
    if changed:  # equal last digits of another number are still another number
        last = f"{statements.SECRETS[made.kind]}_last4"
        other |= {last: wanted[last]}
    if not other:
        raise NothingToChange
    if made.kind in (K.ACCOUNT, K.SUPPLIER_ACCOUNT, K.SUPPLIER_OWNER):
        other = wanted  # another account or owner is another thing, whole
    made.after, made.before = other, {name: on_file[name] for name in other}


async def judged(db: AsyncSession, kind: K, wanted: Json, on_file: Json) -> dict[str, object]:
    """What was typed, as the record's columns hold it."""
    if kind in TYPED:
        wanted[f"{statements.SECRETS[kind]}_last4"] = wanted.pop(TYPED[kind])[-4:]
    if kind == K.PERSON and "birth_date" in wanted:
        today = await regions.today(db, on_file["district_code"])
        if faults := birth_faults(date.fromisoformat(wanted["birth_date"]), today):
            raise Invalid(*faults)
    if kind == K.PERSON and "trade" in wanted:
        wanted |= {"kbli": TRADES[wanted["trade"]].kbli, "kbli_version": KBLI_VERSION}
    if wanted.keys() >= PLACES:
        await expect_together(db, wanted)
    if kind == K.GROUP_END:
        today = await regions.today(db, on_file["district_code"])
        if not on_file["formed_on"] <= wanted["ended_on"] <= today.isoformat():
            raise Invalid(Fault("/ended_on", "end_out_of_range", LATER))
        if await repository.busy(db, UUID(on_file["id"])):
            raise GroupBusy
    return wanted


async def owned(db: AsyncSession, vault: Vault, wanted: Json) -> dict[str, object]:
    """The owner by her national id: a human like officers and members, found or begun."""
    if nik := wanted.pop("owner_nik", None):
        wanted |= {"owner_id": str(await identities.of_nik(db, vault, nik)), "owner_nik_last4": nik[-4:]}
    return wanted


async def expect_together(db: AsyncSession, wanted: Json) -> None:
    """District, sub-district and village, each inside the one before."""
    district, sub, village = (wanted[f"{name}_code"] for name in ("district", "subdistrict", "village"))
    await regions.district(db, district)
    known = await regions.names(db, {sub, village})
    if sub not in known or not sub.startswith(f"{district}."):
        raise Invalid(Fault("/subdistrict_code", "subdistrict_unknown", SUBDISTRICT))
    if village not in known or not village.startswith(f"{sub}."):
        raise Invalid(Fault("/village_code", "village_unknown", VILLAGE))


async def confirm_by_card(db: AsyncSession, actor: Actor, registration: Any) -> None:
    """The person on file takes the name and contact she registered with: the officer compared them with her card.

    Whoever typed the registration is the first of the two, so she is not the one who confirms it.
    """
    on_file = await repository.record(db, K.PERSON, registration.person_id)
    made = ChangeRequest(
        kind=K.PERSON, participant_id=registration.person_id, district_code=registration.district_code,
        registration_id=registration.id, record_version=on_file["version"], reason=CARD_SEEN,
        made_by=await repository.entered_by(db, registration.id), before={}, after={},
    )  # fmt: skip
    try:
        compare(made, on_file, {name: getattr(registration, name) for name in FROM_CARD})
    except NothingToChange:
        return
    db.add(made)
    await db.flush()
    await db.refresh(made)
    await service.submit(db, actor, made, SYSTEM)
    facts = await service.look(db, actor, made, on_file)
    await service.approve(db, actor, made, "bind", facts)
