"""Officers are humans: the national id of an officer makes her one with the participant or owner who has it.

The database decides in one step (`confirm_officer`): whoever has the number already stays the row, a fresh account
goes to it, and an account with a history stands for it. Two accounts never share a human.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.errors import NikRefused
from bimtek_api.access.officers.models import Officer
from bimtek_api.core.crypto import Vault
from bimtek_api.identities.models import Identity

CONFIRM = text("SELECT outcome, person FROM confirm_officer(:account, :given, :sealed, :last4)")
REFUSED = {"other": "nik_differs", "taken": "nik_taken", "clash": "nik_clash", "paper": "nik_paper"}


@dataclass(frozen=True)
class Numbers:
    """What an officer says of herself. Phone and family card are her own choice; they are compared, not shown."""

    nik: str
    phone: str | None = None
    family_card: str | None = None


async def confirm(db: AsyncSession, vault: Vault, officer: Officer, given: Numbers) -> tuple[Officer, str]:
    """The officer, whose id may be another one from now on, and what happened; or NikRefused."""
    outcome, person_id = await settle(db, vault, officer.person_id, given.nik)
    if outcome == "moved":
        db.expunge(officer)
        officer = await db.get_one(Officer, person_id, with_for_update=True)
    if given.phone:
        officer.phone = given.phone
        await db.flush()
    if given.family_card:  # what somebody read on a card is never replaced by what she says herself
        family = {"family_index": vault.index_of("family", given.family_card), "family_last4": given.family_card[-4:]}
        kept = {name: func.coalesce(getattr(Identity, name), value) for name, value in family.items()}
        await db.execute(update(Identity).where(Identity.id == person_id).values(**kept))
    return officer, outcome


async def settle(db: AsyncSession, vault: Vault, officer_id: UUID, nik: str) -> tuple[str, UUID]:
    facts = {"account": officer_id, "given": vault.blind_index(nik), "sealed": vault.seal(nik), "last4": nik[-4:]}
    await db.flush()
    try:
        async with db.begin_nested():
            row = (await db.execute(CONFIRM, facts)).one()
    except IntegrityError as error:  # somebody gave the same one at the same moment
        raise NikRefused(officer_id, "nik_taken") from error
    if why := REFUSED.get(row.outcome):
        raise NikRefused(officer_id, why)
    return row.outcome, row.person
