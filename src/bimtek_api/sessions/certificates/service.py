"""Issuing certificates and checking them."""

from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock, numbering
from bimtek_api.core.actor import Actor
from bimtek_api.events.recorder import Entry, record_all
from bimtek_api.regions.models import Region
from bimtek_api.sessions.certificates.errors import UnknownCertificate
from bimtek_api.sessions.certificates.models import Certificate
from bimtek_api.sessions.registrations.models import Registration
from bimtek_api.sessions.schedule.models import MeetingDay, TrainingSession

SERIES = "SRT"


async def issue(
    db: AsyncSession, actor: Actor, session: TrainingSession, completed: Sequence[Registration]
) -> list[Certificate]:
    """One certificate each, numbered without gaps per district and year. Call it last: it locks the series."""
    if not completed:
        return []
    year = clock.local_date(await clock.now(db), session.zone).year
    numbers = await numbering.draw(db, SERIES, session.district_code, year, len(completed))
    place = session.district_code.replace(".", "")
    certificates = [
        Certificate(
            number=f"{SERIES}/{place}/{year}/{number:06d}",
            code=numbering.check_code(),
            registration_id=registration.id,
            issued_by=actor.id,
        )
        for number, registration in zip(numbers, completed, strict=True)
    ]
    db.add_all(certificates)
    await db.flush()
    await record_all(db, actor, [entry(session, *pair) for pair in zip(completed, certificates, strict=True)])
    return certificates


def entry(session: TrainingSession, registration: Registration, certificate: Certificate) -> Entry:
    return Entry(
        "certificate.issued",
        ("registration", registration.id),
        session.district_code,
        registration.person_id,
        after=certificate.number,
        data={"session_id": str(session.id), "certificate_id": str(certificate.id)},
    )


async def check(db: AsyncSession, code: str) -> Row:
    """What a certificate says; raises UnknownCertificate."""
    meetings = select(func.count()).where(MeetingDay.session_id == TrainingSession.id).scalar_subquery()
    query = (
        select(
            Certificate.number, Certificate.issued_at, Certificate.revoked_at, Registration.name,
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
        .where(Certificate.code == code)
    )  # fmt: skip
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownCertificate
    return row
