"""Signs of life that stand in the database."""

import asyncio

from sqlalchemy.exc import SQLAlchemyError

from bimtek_api.core.db import Database
from bimtek_api.events import jobs
from bimtek_api.settings import Settings


async def heard(settings: Settings) -> bool:
    database = Database(settings)
    try:
        async with database.transaction() as db:
            return await jobs.is_worked(db)
    except (SQLAlchemyError, OSError):
        return False  # a database that is away is no sign
    finally:
        await database.close()


def worker_is_heard() -> bool:
    return asyncio.run(heard(Settings()))
