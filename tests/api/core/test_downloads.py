"""integrity.md 6: rights are asked again at every download, and a file's id alone opens nothing."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.files.models import StoredFile
from bimtek_api.files.repository import ELSEWHERE, OWNERS
from bimtek_api.tables import METADATA
from tests import factories
from tests.api.access.test_programmes import programme
from tests.api.grants import office


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> office.Office:
    return await office.office(client, db, vault)


async def fetched(client: AsyncClient, who: factories.TestOfficer, file_id: Any) -> int:
    return (await client.get(f"/v1/files/{file_id}", headers=who.headers)).status_code


def test_every_column_that_names_a_file_says_by_which_right_it_is_read() -> None:
    named = {
        f"{table.name}.{key.parent.name}"
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "files"
    }
    assert named - set(OWNERS) - set(ELSEWHERE) == set()
    assert not set(OWNERS) & set(ELSEWHERE)


async def test_minutes_are_read_by_whoever_sees_the_case_today(
    desk: office.Office, client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    case = await desk.decreed()
    assert (await desk.delivery(case)).status_code == 201
    minutes = (await db.execute(text("SELECT minutes_id FROM handovers"))).scalar_one()
    own = (await db.execute(text("SELECT programme_id FROM applications"))).scalar_one()
    among = await factories.officer(db, vault, Role.AUDITOR, "16.71", own)
    beside = await factories.officer(db, vault, Role.AUDITOR, "16.71", await programme(db))
    elsewhere = await factories.officer(db, vault, Role.AUDITOR, "16.07")
    assert [await fetched(client, who, minutes) for who in (among, beside, elsewhere)] == [200, 404, 404]


@pytest.mark.parametrize("kind", ["export", "registration", "certificates", "group", "attendance"])
async def test_lists_prints_and_papers_of_people_are_not_served_by_their_id(
    client: AsyncClient, db: AsyncSession, vault: Vault, kind: str
) -> None:
    auditor = await factories.officer(db, vault, Role.AUDITOR, None)
    district = "" if kind == "export" else "16.71"
    stored = StoredFile(
        kind=kind, media_type="application/pdf", sha256="0" * 64, size=1, name="x.pdf", district_code=district,
        made_by=auditor.id,
    )  # fmt: skip
    db.add(stored)
    await db.flush()
    assert await fetched(client, auditor, stored.id) == 404


async def test_a_print_of_another_programme_is_not_there(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    one, other = await programme(db), await programme(db)
    await db.execute(text("UPDATE sessions SET programme_id = :one"), {"one": one})
    among = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None, one)
    beside = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None, other)
    made: UUID = (
        await db.execute(
            text(
                "INSERT INTO certificate_prints (session_id, district_code, content_hash, total, asked_by)"
                " VALUES (:session, '16.71', 'x', 1, :who) RETURNING id"
            ),
            {"session": session.id, "who": among.id},
        )
    ).scalar_one()
    path = f"/v1/certificate-prints/{made}"
    assert [(await client.get(path, headers=who.headers)).status_code for who in (among, beside)] == [200, 404]
