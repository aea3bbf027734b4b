"""The group's own page of its case: opened by number and secret, like a receipt."""

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.core.fields import Ref
from bimtek_api.core.i18n import translate
from bimtek_api.events.names import SENTENCES
from bimtek_api.grants.aftercare.monitoring import repository as monitoring
from bimtek_api.grants.cases.appeals import repository as appeals
from bimtek_api.grants.cases.appeals import service as appealing
from bimtek_api.grants.cases.appeals.schemas import AppealRead
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.grants.handover.refusals import repository as refusals
from bimtek_api.grants.handover.refusals.schemas import Next
from bimtek_api.programmes.workdays import repository as workdays
from bimtek_api.reports.case_tracking import labels, repository
from bimtek_api.reports.case_tracking.schemas import (
    CaseTracking,
    Correction,
    HandoverSeen,
    MoneySeen,
    RefusedSeen,
    ReportSeen,
    Step,
)


async def opened(db: AsyncSession, vault: Vault, number: str, secret: str) -> Row:
    """The case; a wrong secret is answered like a wrong number."""
    row = await repository.by_number(db, number)
    if row is None or not same_secret(secret, vault.case_secret(row.Application.id)):
        raise UnknownApplication
    return row


async def tracking(db: AsyncSession, row: Row) -> CaseTracking:
    case: Application = row.Application
    label, actor, days = labels.STATES[case.status]
    since = await appeals.since(db, case.id, str(case.status)) or case.created_at
    line = await decrees.last_line(db, case.id)
    report = await monitoring.report_of(db, case.id)
    told = await repository.steps(db, case.id)
    return CaseTracking(
        number=case.number, group_name=row.group_name, package_name=row.package_name,
        district=Ref(code=case.district_code, name=row.district_name), status=case.status, label=translate(label),
        next_actor=translate(actor) if actor else None, since=since,
        expected_on=await workdays.due_on(db, clock.local_date(since, row.zone), days) if days else None,
        steps=[Step(at=each.at, text=translate(SENTENCES[each.name]), reason=each.reason) for each in told],
        correction=await correction(db, case), decree_number=line.number if line else None,
        decree_dated=line.dated if line else None,
        handovers=[HandoverSeen.model_validate(each) for each in await repository.handovers(db, case.id)],
        refused=[refused_seen(each) for each in await refusals.of_case(db, case.id)],
        capital=[MoneySeen.model_validate(each) for each in await repository.capital(db, case.id)],
        report=ReportSeen.model_validate(report) if report else None,
        appeals=[public(each) for each in await appeals.appeals(db, case.id)],
        appeal_until=await appealing.until(db, case),
    )  # fmt: skip


def refused_seen(row: Row) -> RefusedSeen:
    """Without serial numbers and what was said: the page is opened by a link."""
    return RefusedSeen(name=row.name, reason=row.reason, refused_at=row.refused_at, open=row.next != Next.NOTHING)


def public(row: Row) -> AppealRead:
    """Without the name of who decided."""
    return AppealRead.model_validate(row).model_copy(update={"decider": None})


async def correction(db: AsyncSession, case: Application) -> Correction | None:
    if case.status != ApplicationStatus.RETURNED:
        return None
    asked = await applications.last_return(db, case.id)
    return Correction(fields=asked.fields, due_on=asked.due_on, note=await repository.return_note(db, case.id))
