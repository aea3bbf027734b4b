"""Whether the process lives and whether it can serve."""

from fastapi import APIRouter
from sqlalchemy import text

from bimtek_api.core.db import DB
from bimtek_api.core.fields import Read
from bimtek_api.core.guards import PUBLIC_ROUTE
from bimtek_api.core.problems import responses

router = APIRouter(tags=["health"])


class Health(Read):
    status: str = "ok"


@router.get("/livez", **PUBLIC_ROUTE)
async def live() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses=responses(503), **PUBLIC_ROUTE)
async def ready(db: DB) -> Health:
    """The database answers and holds the schema."""
    await db.execute(text("SELECT 1 FROM sessions LIMIT 1"))
    return Health()
