"""Money on its way to a case: an account, a tranche whose payment was cancelled, and a report on use."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Deputation, Officer, Wanted
from bimtek_api.access.roles import Role
from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault
from bimtek_api.grants.aftercare.samples.models import Sample, SampleItem
from bimtek_api.grants.cases.applications.models import ApplicationLine
from bimtek_api.grants.cases.selection.models import Selection
from bimtek_api.grants.catalogue.rubrics.models import Rubric
from bimtek_api.grants.handover.capital.models import FundsReport, TrancheCondition, TranchePayment, TrancheStatus
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.privacy.models import Erasure
from bimtek_api.programmes.workdays.models import FreezeWindow, Holiday
from tests import factories

LINE = (
    "id, application_id, position, kind, name, unit, requested, approved, price_rupiah, price_source, terms,"
    " report_days"
)


async def deputed(db: AsyncSession, principal: UUID, deputy: UUID) -> dict[str, str]:
    """One officer acts for another."""
    day = clock.local_date(await clock.now(db), "WIB")
    made = Deputation(
        principal_id=principal, deputy_id=deputy, role="approver", region_code=factories.PALEMBANG, valid_from=day,
        valid_to=day, letter_number="1", letter_dated=day,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    return {"deputation_id": str(made.id)}


async def administered(db: AsyncSession, officer_id: UUID, asker: UUID) -> dict[str, str]:
    """An officer with a role, for whom somebody asked a recovery; and a person whose data is to be erased."""
    officer = await db.get_one(Officer, officer_id)
    role = await factories.appoint(db, officer, Wanted(Role.SCORER, "16.71", date(2026, 1, 1)))
    asked = uuid4()
    given = ", ".join(map(factories.quoted, (asked, officer_id, "recovery", "Uji", asker)))
    named = "id, officer_id, kind, reason, requested_by"
    await factories.by_owner(db, f"INSERT INTO access_requests ({named}) VALUES ({given})")
    person = (await db.execute(text("SELECT person_id FROM participants ORDER BY 1 DESC LIMIT 1"))).scalar_one()
    erasure = Erasure(person_id=person, district_code=factories.PALEMBANG, reason="Uji", requested_by=asker)
    db.add(erasure)
    await db.flush()
    ids = {
        "officer_id": officer_id, "assignment_id": role.id, "request_id": asked, "login_id": uuid4(),
        "enrolment_id": uuid4(),
        "erasure_id": erasure.id,
    }  # fmt: skip
    return {name: str(value) for name, value in ids.items()}


async def calendared(db: AsyncSession, maker: UUID) -> dict[str, str]:
    """A holiday and a freeze window, both far away."""
    day = date(2098, 1, 1)
    holiday = Holiday(day=day, name="Uji")
    window = FreezeWindow(first_day=day, last_day=day, region_code=factories.PALEMBANG, reason="Uji", made_by=maker)
    db.add_all([holiday, window])
    await db.flush()
    return {"holiday_id": str(holiday.id), "freeze_id": str(window.id)}


async def sampled(db: AsyncSession, delivery_id: str, maker: UUID) -> dict[str, str]:
    """A sample of one handover that nobody has checked yet."""
    day = (await clock.now(db)).date()
    made = Sample(
        district_code=factories.PALEMBANG, first_day=day, last_day=day, status="active", seed="uji", population=1,
        made_by=maker,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    item = SampleItem(sample_id=made.id, handover_id=UUID(delivery_id), place=1)
    db.add(item)
    await db.flush()
    return {"sample_id": str(made.id), "sample_item_id": str(item.id)}


async def ranked(db: AsyncSession, call_id: str, file_id: str, maker: UUID) -> dict[str, str]:
    """A rubric, and a frozen list of a call."""
    rubric = Rubric(
        code="UJI", edition=1, name="Uji", criteria=[{"name": "Pasar", "weight": 100}], scorers=2, most_spread=20,
        lowest=60,
    )  # fmt: skip
    made = Selection(
        call_id=UUID(call_id), number=1, district_code=factories.PALEMBANG, ceiling_rupiah=0, selected_rupiah=0,
        snapshot={}, snapshot_hash="x", paper_id=UUID(file_id), made_by=maker,
    )  # fmt: skip
    db.add_all([rubric, made])
    await db.flush()
    return {"rubric_id": str(rubric.id), "selection_id": str(made.id)}


async def financed(db: AsyncSession, vault: Vault, case_id: str, one: UUID, other: UUID) -> dict[str, str]:
    """`one` records and prepares, `other` verifies and confirms."""
    query = text("SELECT g.id, g.name FROM applications a JOIN groups g ON g.id = a.group_id WHERE a.id = :case")
    (group_id, name), now = (await db.execute(query, {"case": UUID(case_id)})).one(), await clock.now(db)
    account = GroupAccount(
        group_id=group_id, district_code=factories.PALEMBANG, bank="Bank Uji", holder=name,
        number_sealed=vault.seal("123456"), number_index=vault.blind_index("123456"), number_last4="3456",
        recorded_by=one, verified_by=other, verified_at=now,
    )  # fmt: skip
    db.add(account)
    await db.flush()
    made = uuid4()  # no line comes into a case that is decreed: it is there already
    values = f"('{made}', '{case_id}', 90, 'capital', 'Modal', 'tahap', 1, 1, 1000, 'Uji', 'Uji', 30)"
    await factories.by_hand(db, f"INSERT INTO application_lines ({LINE}) VALUES {values}")
    line = await db.get_one(ApplicationLine, made)
    db.add(TrancheCondition(application_line_id=line.id, note="Uji", confirmed_by=other))
    await db.flush()
    ours = {"application_line_id": line.id, "application_id": line.application_id, "district_code": "16.71"}
    payment = TranchePayment(
        **ours, account_id=account.id, status="prepared", amount_rupiah=1000, request_number="SPP", prepared_by=one
    )
    report = FundsReport(**ours, amount_rupiah=1000, due_on=clock.local_date(now, "WIB"), status="due")
    db.add_all([payment, report])
    await db.flush()
    payment.status = TrancheStatus.CANCELLED
    await db.flush()
    ids = {"tranche_id": str(line.id), "tranche_payment_id": str(payment.id), "funds_report_id": str(report.id)}
    return ids | await refunded(db, payment, one)


async def refunded(db: AsyncSession, payment: TranchePayment, maker: UUID) -> dict[str, str]:
    """Asked back and paid back of a payment that did not arrive: nobody decides about either."""
    ids = {name: str(uuid4()) for name in ("refund_demand_id", "refund_receipt_id", "refund_ruling_id")}
    plain = "payment_id, application_id, district_code, amount_rupiah, status"
    values = f"'{payment.id}', '{payment.application_id}', '{payment.district_code}', 1"
    await factories.by_hand(
        db, f"INSERT INTO refund_demands (id, {plain}, reason, letter_number, due_on, asked_by) VALUES"
        f" ('{ids['refund_demand_id']}', {values}, 'proposed', 'Uji', 'S-1', '2098-01-01', '{maker}')",
    )  # fmt: skip
    await factories.by_hand(
        db, f"INSERT INTO refund_receipts (id, {plain}, received_on, bank_reference, reference_key, file_id,"
        f" recorded_by) SELECT '{ids['refund_receipt_id']}', {values}, 'recorded', '2026-11-25', 'X', 'X', id,"
        f" '{maker}' FROM files LIMIT 1",
    )  # fmt: skip
    ruled = "demand_id, application_id, district_code, kind, status, rest_rupiah, reason, letter_number, asked_by"
    await factories.by_hand(
        db, f"INSERT INTO demand_rulings (id, {ruled}) SELECT '{ids['refund_ruling_id']}', id, application_id,"
        f" district_code, 'let_go', 'proposed', 1, 'Uji', 'S-2', asked_by FROM refund_demands"
        f" WHERE id = '{ids['refund_demand_id']}'",
    )  # fmt: skip
    return ids
