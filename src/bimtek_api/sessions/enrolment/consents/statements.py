"""Queries of consents. They belong to a person through any of her registrations."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, Update, or_, select, update

from bimtek_api.core import clock
from bimtek_api.sessions.enrolment.consents.models import Consent, Purpose
from bimtek_api.sessions.enrolment.registrations.models import Channel, Registration


def of_whom(registration: Registration) -> ColumnElement[bool]:
    """The consents of the person behind a registration, or of it alone while nobody said who she is."""
    hers = select(Registration.id).where(Registration.person_id == registration.person_id)
    return or_(Consent.registration_id == registration.id, Consent.registration_id.in_(hers))


def in_force(registration: Registration) -> Select:
    """The oldest first."""
    query = select(Consent.purpose, Consent.given_at, Consent.notice_version, Consent.channel)
    return query.where(of_whom(registration), Consent.withdrawn_at.is_(None)).order_by(Consent.id)


def withdrawing(registration: Registration, purpose: Purpose, channel: Channel) -> Update:
    query = update(Consent).where(of_whom(registration), Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    return query.values(withdrawn_at=clock.NOW, withdrawn_channel=channel)


def agreed(person_id: UUID, purpose: Purpose) -> Select:
    """A consent of hers in force, if there is one."""
    query = select(Consent.id).join(Registration, Registration.id == Consent.registration_id)
    hers = query.where(Registration.person_id == person_id, Consent.purpose == purpose)
    return hers.where(Consent.withdrawn_at.is_(None)).limit(1)


# Consents in force, as a receipt shows them.
AGREED = """
            SELECT json_agg(json_build_object('purpose', k.purpose, 'given_at', k.given_at, 'channel', k.channel,
                                              'notice_version', k.notice_version) ORDER BY k.id)
              FROM consents k JOIN registrations o ON o.id = k.registration_id
             WHERE k.withdrawn_at IS NULL AND ({whose})"""
