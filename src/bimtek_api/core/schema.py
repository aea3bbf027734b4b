"""Which schema this code was written for, and which one a database has."""

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

REVISION = re.compile(r"^(down_)?revision = \"?(\w+)\"?", re.MULTILINE)
FOUND = text("SELECT version_num FROM alembic_version")


@dataclass(frozen=True)
class Revisions:
    """Names of the migrations in a folder: all of them, and the one that nothing follows."""

    known: frozenset[str]
    newest: frozenset[str]

    @classmethod
    def of(cls, root: Path) -> "Revisions":
        """Read from the files: quicker than loading the migration library."""
        known: set[str] = set()
        followed: set[str] = set()
        for path in (root / "migrations/versions").glob("*.py"):
            for down, name in REVISION.findall(path.read_text()):
                (followed if down else known).add(name)
        return cls(frozenset(known), frozenset(known - followed))

    def are_behind(self, found: frozenset[str]) -> bool:
        """Whether a database lacks migrations this code needs. It may have one this code does not know: the next
        release is being rolled out."""
        return found != self.newest and found <= self.known and bool(self.known)


async def current(db: AsyncSession) -> frozenset[str]:
    return frozenset((await db.execute(FOUND)).scalars())
