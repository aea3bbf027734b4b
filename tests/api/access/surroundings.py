"""What stands beside a registration and a grant case, so that every operation has something to be asked about."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.exchange.export_jobs.models import ExportJob
from bimtek_api.grants.cases.appeals.models import CaseAppeal
from bimtek_api.grants.cases.decrees.models import DecreeChange
from bimtek_api.grants.cases.look_alikes.models import LookAlike
from bimtek_api.grants.handover.deliveries.models import HandoverDispute
from bimtek_api.participants.groups.models import GroupPaper
from bimtek_api.programmes.budgets.models import DEPTHS, BudgetMove, BudgetNode
from bimtek_api.programmes.offices.models import OfficeContact
from bimtek_api.reports.saved_views.models import SavedView
from bimtek_api.sessions.attendance.attendance.models import AttendancePaper, Mark
from bimtek_api.sessions.attendance.corrections.models import Correction
from bimtek_api.sessions.enrolment.places.models import PlaceWindow
from bimtek_api.sessions.enrolment.uploads.models import RegistrationFile
from bimtek_api.sessions.outcome.certificates.models import Certificate
from bimtek_api.sessions.outcome.prints.models import CertificatePrint
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.templates.models import SessionTemplate
from bimtek_api.sessions.planning.trainers.models import Trainer
from tests import factories
from tests.api.access.bodies import PLAN
from tests.api.grants import office


async def aftermath(
    db: AsyncSession, session_id: UUID, registration_id: UUID, file_id: UUID, officer_id: UUID
) -> dict[str, str]:
    """What stands beside a registration later: a file, a signed list, a correction, a certificate, a printing."""
    day = (await schedule.days(db, session_id))[0]
    made = {"session_id": session_id, "district_code": factories.PALEMBANG}
    paper = AttendancePaper(meeting_day_id=day.id, file_id=file_id, made_by=officer_id)
    correction = Correction(
        **made, registration_id=registration_id, meeting_day_id=day.id, before=Mark.ABSENT, after=Mark.LATE, note="x",
        proposed_by=officer_id,
    )  # fmt: skip
    certificate = Certificate(
        number="SRT/UJI/1", code="AAAABBBBCCCC", registration_id=registration_id, name="Sumarni"
    )
    printing = CertificatePrint(**made, content_hash="x" * 64, total=1, done=1, file_id=file_id, asked_by=officer_id)
    attached = RegistrationFile(registration_id=registration_id, key="shop", file_id=file_id)
    trainer = Trainer(district_code=factories.PALEMBANG, name="Aisyah", institution="Balai")
    view = SavedView(owner_id=officer_id, name="Milik saya", filters={})
    template = SessionTemplate(district_code=factories.PALEMBANG, name="Dasar", plan=PLAN)
    export = ExportJob(asked_by=officer_id, request={"format": "csv"}, request_hash="x" * 64, language="id")
    window = PlaceWindow(
        **made, place="Balai Desa", network=b"x" * 32, opens_at=datetime(2026, 1, 1, tzinfo=UTC),
        closes_at=datetime(2099, 1, 1, tzinfo=UTC), most=10, made_by=officer_id,
    )  # fmt: skip
    db.add_all([window, export, paper, correction, certificate, printing, attached, trainer, view, template])
    await db.flush()
    ids = {
        "paper_id": paper.id, "correction_id": correction.id, "print_id": printing.id, "trainer_id": trainer.id,
        "view_id": view.id, "template_id": template.id, "job_id": export.id, "window_id": window.id,
    }  # fmt: skip
    return {name: str(value) for name, value in ids.items()} | {"certificate": certificate.code}


async def budgeted(db: AsyncSession, desk: office.Office, file_id: UUID, group_id: UUID) -> dict[str, str]:
    """The programme, the district's budget and its line, a move between them, and a paper of the group."""
    line = (await db.execute(select(BudgetNode).where(BudgetNode.depth == DEPTHS["line"]))).scalar_one()
    move = BudgetMove(
        fiscal_year=line.fiscal_year, district_code=factories.PALEMBANG, from_id=line.parent_id, to_id=line.id,
        amount=1, letter_number="1", reason="Uji", proposed_by=desk.proposer.id,
    )  # fmt: skip
    paper = GroupPaper(group_id=group_id, kind="deed", file_id=file_id)
    db.add_all([move, paper])
    await db.flush()
    return {
        "programme_id": str(line.programme_id), "node_id": str(line.parent_id), "line_id": str(line.id),
        "move_id": str(move.id), "group_paper_id": str(paper.id), "package_id": desk.call["package"],
        "rule_set_id": desk.call["rule_set"], "policy_id": desk.call["policy"], "year": str(line.fiscal_year),
    }  # fmt: skip


async def proposed_change(db: AsyncSession, decree_id: str, proposer: UUID) -> dict[str, str]:
    """A recipient is to leave the decree."""
    change = DecreeChange(
        decree_id=UUID(decree_id), district_code=factories.PALEMBANG, status="proposed", letter_number="1",
        letter_dated=date(2026, 1, 1), reason="Uji", proposed_by=proposer,
    )  # fmt: skip
    db.add(change)
    await db.flush()
    return {"change_id": str(change.id)}


async def disputed(db: AsyncSession, delivery_id: str, opener: UUID) -> dict[str, str]:
    """What the group says against a handover."""
    dispute = HandoverDispute(
        handover_id=UUID(delivery_id), district_code=factories.PALEMBANG, reason="Uji", opened_by=opener
    )
    db.add(dispute)
    await db.flush()
    return {"dispute_id": str(dispute.id)}


async def appealed(db: AsyncSession, case_id: str) -> dict[str, str]:
    """What a group says against the end of its case."""
    appeal = CaseAppeal(application_id=UUID(case_id), district_code=factories.PALEMBANG, text="Uji")
    db.add(appeal)
    await db.flush()
    return {"appeal_id": str(appeal.id)}


async def likened(db: AsyncSession, case_id: str, officer_id: UUID) -> dict[str, str]:
    """Two of a case with one phone, and somebody who asked to have it looked at."""
    pair = {"one_kind": "person", "one_id": uuid4(), "other_kind": "person", "other_id": officer_id, "mark": "phone"}
    asked = LookAlike(application_id=UUID(case_id), asked_by=officer_id, reason="Uji", **pair)
    db.add(asked)
    await db.flush()
    return {"look_alike_id": str(asked.id)}


async def cared_for(db: AsyncSession, case_id: str) -> dict[str, str]:
    """A machine that was handed over, a visit and the report of its case."""
    found = {}
    for name, table in (("asset", "assets"), ("visit", "monitoring_visits"), ("report", "accountability_reports")):
        query = text(f"SELECT id FROM {table} WHERE application_id = :case ORDER BY id LIMIT 1")
        found[f"{name}_id"] = str((await db.execute(query, {"case": case_id})).scalar_one())
    code = await db.execute(text("SELECT code FROM assets WHERE id = :id"), {"id": found["asset_id"]})
    return found | {"asset_code": code.scalar_one(), "table": "applications"}


async def met(db: AsyncSession, case_id: str, officer: UUID) -> dict[str, str]:
    """A day on which somebody and the group were to meet, over by now, at an office one can reach."""
    statement = """
    INSERT INTO case_appointments (application_id, district_code, kind, starts_at, place, made_by, ended_at, ended_by)
    VALUES (:case, '16.71', 'handover', bimtek_now(), 'Balai', :who, bimtek_now(), :who) RETURNING id
    """
    made = (await db.execute(text(statement), {"case": case_id, "who": officer})).scalar_one()
    db.add(OfficeContact(region_code="16.71", version=1, name="Dinas", address="Jalan", phone="0711352282", hours=""))
    await db.flush()
    return {"appointment_id": str(made), "district_code": "16.71"}
