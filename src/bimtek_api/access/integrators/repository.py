"""Finding and making API keys."""

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
    db: AsyncSession, name: str, scopes: list[ApiScope], region: str | None, token: str | None = None
) -> str:
    """Makes a key and returns it: the only time it can be read. `token` fixes it for demo data."""
    secret = token or new_token("bk")
    db.add(
        ApiKey(
            name=name,
            key_hash=token_hash(secret),
            scopes=[str(scope) for scope in scopes],
            region_code=region,
        )
    )
    await db.flush()
    return secret
