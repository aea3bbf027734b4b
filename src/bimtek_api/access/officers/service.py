"""Recording officers and giving them roles."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers import known, passwords, repository
from bimtek_api.access.officers.errors import RolesClash
from bimtek_api.access.officers.models import Officer, RoleAssignment, Wanted
from bimtek_api.access.roles import NAMES
from bimtek_api.core.crypto import Vault
from bimtek_api.core.i18n import translate
from bimtek_api.identities.models import Identity


@dataclass(frozen=True)
class NewOfficer:
    """What is known of an officer before she first logs in. `totp_secret` is base32."""

    email: str
    name: str
    position: str
    password: str
    totp_secret: str
    nip: str | None = None
    nik: str | None = None


async def expect_compatible(db: AsyncSession, officer_id: UUID, wanted: Wanted) -> None:
    """Refuses a role beside one it must not meet in the same area on the same day, held or held for somebody else.

    The officer's row stays locked, so that two roles cannot be given to her at once.
    """
    await db.execute(select(Officer.person_id).where(Officer.person_id == officer_id).with_for_update())
    clash = await repository.clash(db, officer_id, wanted)
    if clash:
        raise RolesClash(role=translate(NAMES[clash]))


async def enrol(db: AsyncSession, vault: Vault, new: NewOfficer) -> Officer:
    """An officer with a password and an authenticator, in one step: for demo data and tests."""
    officer = await add(db, new.email, new.name, new.position, new.nip)
    if new.nik:
        officer, _outcome = await known.confirm(db, vault, officer, known.Numbers(new.nik))
    officer.password_hash = passwords.HASHER.hash(new.password)
    officer.totp_sealed = vault.seal(new.totp_secret)
    await db.flush()
    return officer


async def add(db: AsyncSession, email: str, name: str, position: str, nip: str | None) -> Officer:
    """An officer who cannot log in yet: no password, no authenticator."""
    identity = Identity()
    db.add(identity)
    await db.flush()
    officer = Officer(person_id=identity.id, email=email.strip().lower(), name=name, position=position, nip=nip)
    db.add(officer)
    await db.flush()
    return officer


async def assign(
    db: AsyncSession, officer: Officer, wanted: Wanted, request_id: UUID | None = None
) -> RoleAssignment:
    """Gives a role over a region subtree, from the next request on. Without a request only the owner may."""
    assignment = RoleAssignment(
        officer_id=officer.person_id, role=wanted.role, region_code=wanted.region, programme_id=wanted.programme,
        valid_from=wanted.valid_from, valid_to=wanted.valid_to, request_id=request_id,
    )  # fmt: skip
    db.add(assignment)
    await db.flush()
    return assignment
