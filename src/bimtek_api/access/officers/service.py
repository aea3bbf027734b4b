"""Recording officers and giving them roles."""

from dataclasses import dataclass
from datetime import date

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer, RoleAssignment
from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.identities.models import Identity

HASHER = PasswordHasher()  # Argon2id with the library's current parameters


@dataclass(frozen=True)
class NewOfficer:
    """What is known of an officer before she first logs in. `totp_secret` is base32."""

    email: str
    name: str
    position: str
    password: str
    totp_secret: str
    nip: str | None = None


async def enrol(db: AsyncSession, vault: Vault, new: NewOfficer) -> Officer:
    """Creates the identity and the officer."""
    identity = Identity()
    db.add(identity)
    await db.flush()
    officer = Officer(
        person_id=identity.id,
        email=new.email.strip().lower(),
        name=new.name,
        position=new.position,
        nip=new.nip,
        password_hash=HASHER.hash(new.password),
        totp_sealed=vault.seal(new.totp_secret),
    )
    db.add(officer)
    await db.flush()
    return officer


async def assign(
    db: AsyncSession,
    officer: Officer,
    role: Role,
    region: str | None,
    valid_from: date,
    valid_to: date | None = None,
) -> RoleAssignment:
    """Gives a role over a region subtree; it counts from the next request on."""
    assignment = RoleAssignment(
        officer_id=officer.person_id, role=role, region_code=region, valid_from=valid_from, valid_to=valid_to
    )
    db.add(assignment)
    await db.flush()
    return assignment
