"""Roles that must not meet, and roles that must end."""

import pytest

from bimtek_api.access.roles import Role
from tests import factories
from tests.api.access.admins import Admins
from tests.api.grants.office import today


@pytest.mark.parametrize(
    ("held", "where", "wanted", "region", "refused"),
    [
        (Role.PROCUREMENT_OFFICER, "16.71", "goods_inspector", "16.71", True),
        (Role.PROCUREMENT_OFFICER, "16", "goods_inspector", "16.71", True),
        (Role.GOODS_INSPECTOR, "16.71", "procurement_officer", "16", True),
        (Role.GOODS_INSPECTOR, "16.71", "procurement_officer", None, True),
        (Role.PROCUREMENT_OFFICER, "16.07", "goods_inspector", "16.71", False),
        (Role.AUDITOR, "16", "approver", "16.71", True),
        (Role.DISTRICT_OFFICER, "16.71", "scorer", "16.71", False),
    ],
)
async def test_roles_that_must_not_meet_do_not_where_their_areas_do(
    admins: Admins, held: Role, where: str, wanted: str, region: str | None, refused: bool
) -> None:
    officer = await admins.plain(held, where)
    answer = await admins.ask(officer.id, role=wanted, region_code=region)
    assert answer.status_code == (409 if refused else 201), answer.text
    if refused:
        assert answer.json()["code"] == "roles_clash"


async def test_roles_that_follow_each_other_do_not_meet(admins: Admins) -> None:
    officer = await factories.officer(
        admins.db, admins.vault, Role.PROCUREMENT_OFFICER, valid_to=factories.date.fromisoformat(today())
    )
    tomorrow = factories.date.fromisoformat(today()) + factories.timedelta(days=1)
    later = await admins.ask(officer.id, role="goods_inspector", valid_from=str(tomorrow))
    assert later.status_code == 201, later.text


@pytest.mark.parametrize(
    ("until", "status"), [(None, 422), ("2028-06-30", 422), ("2027-01-31", 201)], ids=["never", "too long", "a month"]
)
async def test_an_audit_has_a_last_day(admins: Admins, until: str | None, status: int) -> None:
    officer = await factories.officer(admins.db, admins.vault, valid_to=factories.date(2026, 12, 1))
    answer = await admins.ask(officer.id, role="auditor", valid_from="2027-01-01", valid_to=until)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert answer.json()["errors"][0]["code"] == "audit_too_long"
