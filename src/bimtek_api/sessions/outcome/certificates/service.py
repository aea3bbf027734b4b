"""Issuing certificates, checking them, revoking them and making them anew."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock, numbering
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.events.recorder import Entry, record_all
from bimtek_api.regions.models import Region
from bimtek_api.sessions.attendance.verdicts import Verdict, judged_anew
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.outcome.certificates.errors import NotValid, UnknownCertificate
from bimtek_api.sessions.outcome.certificates.models import Certificate
from bimtek_api.sessions.planning.schedule.models import MeetingDay, TrainingSession

SERIES = "SRT"


async def issue(
    db: AsyncSession, actor: Actor, session: TrainingSession, completed: Sequence[Registration]
) -> list[Certificate]:
    """One certificate each, numbered without gaps per district and year. Call it last: it locks the series."""
    if not completed:
        return []
    certificates = [
        Certificate(
            number=number,
            code=numbering.check_code(),
            registration_id=person.id,
            name=person.name,
            issued_by=actor.id,
        )
        for number, person in zip(await draw(db, session, len(completed)), completed, strict=True)
    ]
    db.add_all(certificates)
    await db.flush()
    pairs = zip(completed, certificates, strict=True)
    await record_all(db, actor, [entry("certificate.issued", *pair, after=pair[1].number) for pair in pairs])
    return certificates


@judged_anew.follow
async def correct(db: AsyncSession, verdict: Verdict) -> None:
    """A certificate for who passes after all; that of who no longer does is worth nothing."""
    if verdict.passed:
        await issue(db, verdict.actor, verdict.session, [verdict.person])
    else:
        await revoke_of(db, verdict.actor, verdict.person, verdict.reason)


async def draw(db: AsyncSession, session: TrainingSession, count: int) -> list[str]:
    """The next printed numbers of the session's district and year."""
    year = clock.local_date(await clock.now(db), session.zone).year
    place = session.district_code.replace(".", "")
    numbers = await numbering.draw(db, SERIES, session.district_code, year, count)
    return [f"{SERIES}/{place}/{year}/{number:06d}" for number in numbers]


def entry(name: str, person: Registration, certificate: Certificate, **more: Any) -> Entry:
    data = {"session_id": str(person.session_id), "certificate_id": str(certificate.id)}
    return Entry(name, ("registration", person.id), person.district_code, person.person_id, data=data, **more)


async def revoke(db: AsyncSession, actor: Actor, code: str, reason: str) -> None:
    """The certificate is worth nothing from now on; the check page says so."""
    certificate, person, _ = await lock(db, actor, code)
    await void(db, actor, certificate, person, reason)


async def revoke_of(db: AsyncSession, actor: Actor, person: Registration, reason: str) -> None:
    """The person's valid certificate, if there is one."""
    query = select(Certificate).where(Certificate.registration_id == person.id, Certificate.revoked_at.is_(None))
    certificate = (await db.execute(query.with_for_update())).scalar_one_or_none()
    if certificate:
        await void(db, actor, certificate, person, reason)


async def void(db: AsyncSession, actor: Actor, certificate: Certificate, person: Registration, reason: str) -> None:
    certificate.revoked_at, certificate.revoked_by = await clock.now(db), actor.id
    certificate.revoke_reason = reason
    await db.flush()
    told = entry("certificate.revoked", person, certificate, before=certificate.number, reason=reason)
    await record_all(db, actor, [told])


async def reissue(db: AsyncSession, actor: Actor, code: str, reason: str, name: str | None) -> None:
    """Revokes the certificate and makes another with a new number and code, perhaps with a corrected name."""
    old, person, session = await lock(db, actor, code)
    await void(db, actor, old, person, reason)
    number = (await draw(db, session, 1))[0]
    new = Certificate(
        number=number, code=numbering.check_code(), registration_id=person.id, name=name or old.name,
        replaces=old.id, issued_by=actor.id,
    )  # fmt: skip
    db.add(new)
    await db.flush()
    told = entry("certificate.reissued", person, new, before=old.number, after=number, reason=reason)
    await record_all(db, actor, [told])


async def lock(db: AsyncSession, actor: Actor, code: str) -> tuple[Certificate, Registration, TrainingSession]:
    """A valid certificate of the caller's districts, for changing."""
    query = (
        select(Certificate, Registration, TrainingSession)
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .where(Certificate.code == code, within(actor, Permission.SESSION_RUN, TrainingSession.district_code))
        .with_for_update(of=Certificate)
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownCertificate
    if row.Certificate.revoked_at:
        raise NotValid
    return row.Certificate, row.Registration, row.TrainingSession


async def to_print(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """What the valid certificates of one session say, by number."""
    query = said().where(Registration.session_id == session_id, Certificate.revoked_at.is_(None))
    return (await db.execute(query.order_by(Certificate.number))).all()


async def of_session(db: AsyncSession, session_id: UUID) -> Sequence[Row]:
    """Every certificate of one session, revoked ones too. The caller has checked that she may see the session."""
    query = select(
        Certificate.id, Certificate.number, Certificate.code, Certificate.name, Certificate.issued_at,
        Certificate.revoked_at, Certificate.revoke_reason, Certificate.registration_id,
    )  # fmt: skip
    query = query.join(Registration, Registration.id == Certificate.registration_id)
    query = query.where(Registration.session_id == session_id).order_by(Certificate.number)
    return (await db.execute(query)).all()


def said() -> Select:
    """What certificates say, one row each."""
    meetings = select(func.count()).where(MeetingDay.session_id == TrainingSession.id).scalar_subquery()
    return (
        select(
            Certificate.number, Certificate.code, Certificate.issued_at, Certificate.revoked_at, Certificate.name,
            TrainingSession.title, TrainingSession.starts_on, TrainingSession.ends_on,
            TrainingSession.district_code, TrainingSession.venue, TrainingSession.zone,
            TrainingSession.attendance_percent, Region.name.label("district_name"),
            Officer.name.label("officer_name"), Officer.position.label("officer_position"), Officer.nip,
            meetings.label("meetings"),
        )
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .join(Region, Region.code == TrainingSession.district_code)
        .outerjoin(Officer, Officer.person_id == Certificate.issued_by)
    )  # fmt: skip


async def check(db: AsyncSession, code: str) -> Row:
    """What a certificate says; raises UnknownCertificate."""
    row = (await db.execute(said().where(Certificate.code == code))).first()
    if row is None:
        raise UnknownCertificate
    return row
