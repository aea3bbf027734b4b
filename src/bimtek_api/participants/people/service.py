"""What officers add to the record of a participant, and the one way to read a whole national id."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.scope import expect_within
from bimtek_api.events import access_log
from bimtek_api.events.recorder import Entry, record
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people import repository
from bimtek_api.participants.people.errors import FamilyCardKept, NoNik, UnknownParticipant
from bimtek_api.participants.people.schemas import FamilyCardWrite


async def keep_family_card(
    db: AsyncSession, vault: Vault, actor: Actor, person_id: UUID, new: FamilyCardWrite
) -> str:
    """By it aid to one household is seen. Returns its last digits. Once kept, it changes by a change request."""
    row = await repository.read(db, actor, person_id)
    expect_within(actor, Permission.GROUP_RECORD, row.district_code, UnknownParticipant)
    identity = await db.get_one(Identity, person_id, with_for_update={"key_share": True}, populate_existing=True)
    index = vault.index_of("family", new.number)
    if identity.family_index not in (None, index):
        raise FamilyCardKept
    identity.family_index, identity.family_last4 = index, new.number[-4:]
    await db.flush()
    entry = Entry("participant.family_card_kept", ("participant", person_id), row.district_code, person_id)
    await record(db, actor, entry)
    return new.number[-4:]


async def reveal_nik(db: AsyncSession, vault: Vault, actor: Actor, person_id: UUID, reason: str) -> str:
    """The whole number, for a reason that stays in the history of the person."""
    row = await repository.read(db, actor, person_id)
    expect_within(actor, Permission.PARTICIPANT_REVEAL, row.district_code, UnknownParticipant)
    identity = await db.get_one(Identity, person_id)
    if identity.nik_sealed is None:
        raise NoNik
    await access_log.note(db, actor, person_id, row.district_code, "nik", access_log.NIK)
    entry = Entry("participant.nik_read", ("participant", person_id), row.district_code, person_id, reason=reason)
    await record(db, actor, entry)
    return vault.unseal(identity.nik_sealed)
