"""Codes on paper for the day the phone is lost: each logs in once. Only their index is kept."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import RecoveryCode
from bimtek_api.core.crypto import Vault

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read as another one
HALF, HOW_MANY = 5, 10


def index_of(vault: Vault, officer_id: UUID, code: str) -> bytes:
    plain = "".join(mark for mark in code.upper() if mark.isalnum())
    return vault.index_of("recovery code", f"{officer_id} {plain}")


async def renew(db: AsyncSession, vault: Vault, officer_id: UUID) -> list[str]:
    """New codes, 49 bits each, shown this once; the old ones end."""
    await db.execute(delete(RecoveryCode).where(RecoveryCode.officer_id == officer_id))
    words = ["".join(secrets.choice(LETTERS) for _ in range(2 * HALF)) for _ in range(HOW_MANY)]
    db.add_all(RecoveryCode(officer_id=officer_id, code_index=index_of(vault, officer_id, each)) for each in words)
    await db.flush()
    return [f"{each[:HALF]}-{each[HALF:]}" for each in words]


async def use(db: AsyncSession, vault: Vault, officer_id: UUID, code: str, instant: datetime) -> bool:
    """Whether the code was one of hers and not used before; it is used now."""
    mine = RecoveryCode.code_index == index_of(vault, officer_id, code)
    query = update(RecoveryCode).where(mine, RecoveryCode.used_at.is_(None)).values(used_at=instant)
    return (await db.execute(query.returning(RecoveryCode.id))).first() is not None


async def left(db: AsyncSession, officer_id: UUID) -> int:
    query = select(func.count()).where(RecoveryCode.officer_id == officer_id, RecoveryCode.used_at.is_(None))
    return (await db.execute(query)).scalar_one()
