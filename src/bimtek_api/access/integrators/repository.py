"""Finding and making API keys."""

from datetime import datetime

from sqlalchemy import func as sql
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.integrators.errors import KeyRefused
from bimtek_api.access.integrators.models import ApiKey
from bimtek_api.access.roles import SCOPE_PERMISSIONS, ApiScope
from bimtek_api.core.actor import Actor, Grant
from bimtek_api.core.crypto import new_token, token_hash


async def actor_for(db: AsyncSession, token: str) -> Actor:
    """The integrator behind a key; raises KeyRefused when it is not in force."""
    query = select(ApiKey).where(
        ApiKey.key_hash == token_hash(token),
        ApiKey.revoked_at.is_(None),
        or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > sql.bimtek_now()),
    )
    key = (await db.execute(query)).scalar_one_or_none()
    if key is None:
        raise KeyRefused
    permissions = frozenset().union(*(SCOPE_PERMISSIONS[scope] for scope in key.scopes))
    return Actor(
        kind="integrator",
        id=key.id,
        name=key.name,
        grants=(Grant("integrator", key.region_code, permissions),),
    )


async def issue(
    db: AsyncSession, name: str, scopes: list[ApiScope], region: str | None, token: str | None = None,
    until: datetime | None = None,
) -> tuple[ApiKey, str]:  # fmt: skip
    """Makes a key, as the owner of the schema; it can be read only now. `token` fixes it for demo data."""
    secret = token or new_token("bk")
    key = ApiKey(
        name=name, key_hash=token_hash(secret), scopes=[str(scope) for scope in scopes], region_code=region,
        expires_at=until,
    )  # fmt: skip
    db.add(key)
    await db.flush()
    return key, secret
