"""What is left of a person's rows: district, trade, year of birth, sex and dates, for statistics. No way back."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Date, Delete, Select, Update, and_, case, cast, delete, exists, func, or_, select, update

from bimtek_api.access.duties.models import APPLICANT, CaseDuty
from bimtek_api.access.enrolments.models import Enrolment
from bimtek_api.access.logins import devices
from bimtek_api.access.logins.models import KnownDevice, Login
from bimtek_api.access.officers.models import Officer
from bimtek_api.change_requests.models import ChangeRequest, ChangeStatus
from bimtek_api.complaints.models import Complaint, ComplaintStatus
from bimtek_api.core import clock
from bimtek_api.events.access_log import PersonalRead
from bimtek_api.grants.cases.applications.models import Application, ApplicationStatus
from bimtek_api.grants.goods.suppliers.models import Supplier
from bimtek_api.identities.models import Identity
from bimtek_api.participants.groups.models import GroupMember
from bimtek_api.participants.people.models import Participant
from bimtek_api.privacy import register
from bimtek_api.privacy.register import GONE
from bimtek_api.sessions.enrolment.delegations.models import Delegation
from bimtek_api.sessions.enrolment.receipts.models import ReceiptCode
from bimtek_api.sessions.enrolment.registrations.models import Registration, RegistrationStatus
from bimtek_api.sessions.planning.schedule.models import MeetingDay, TrainingSession
from bimtek_api.sessions.planning.trainers.models import Lesson, Trainer

R, S, AS = Registration, RegistrationStatus, ApplicationStatus
TAKING_PART = (S.PENDING_REVIEW, S.HELD, S.RETURNED, S.WAITLISTED, S.OFFERED, S.CONFIRMED, S.ATTENDING)
NEVER_SERVED = (
    S.REJECTED, S.WITHDRAWN, S.LAPSED, S.DECLINED, S.OFFER_LAPSED, S.SUBSTITUTED, S.CANCELLED_BY_OFFICE,
    S.CLOSED_UNSERVED,
)  # fmt: skip


def erasing(person: UUID) -> list[Update | Delete]:
    """Everything that names one person, in this order; where she answered for others it is known by her phone."""
    return [*as_contact(person), *register.erasing(person)]


def as_contact(person: UUID) -> list[Update | Delete]:
    """What she gave where she answered for a delegation: known by her phone or e-mail. A name of somebody else stays."""
    phones = select(R.phone).where(R.person_id == person).union(
        select(Participant.phone).where(Participant.person_id == person)
    )  # fmt: skip
    mails = select(func.lower(R.email)).where(R.person_id == person, R.email.is_not(None)).union(
        select(func.lower(Participant.email)).where(Participant.person_id == person, Participant.email.is_not(None))
    )  # fmt: skip
    names = select(func.lower(R.name)).where(R.person_id == person).union(
        select(func.lower(Participant.name)).where(Participant.person_id == person)
    )  # fmt: skip
    hers = or_(and_(Delegation.phone != "", Delegation.phone.in_(phones)), func.lower(Delegation.email).in_(mails))
    named = case((func.lower(Delegation.contact_name).in_(names), GONE), else_=Delegation.contact_name)
    return [update(Delegation).where(hers).values(contact_name=named, phone="", email=None)]


def old_contacts() -> Update:
    """Of a delegation nobody calls any more."""
    over = TrainingSession.ends_on < cast(clock.NOW - timedelta(days=730), Date)
    gone = update(Delegation).where(
        Delegation.session_id == TrainingSession.id, over, Delegation.contact_name != GONE
    )
    return gone.values(contact_name=GONE, phone="", email=None)


def old_trainers() -> Update:
    """Who has not taught for five years: name, institution and lessons stay with the papers of the session."""
    since = cast(clock.NOW - func.make_interval(5), Date)
    taught = exists().where(
        Lesson.trainer_id == Trainer.id, MeetingDay.id == Lesson.meeting_day_id, MeetingDay.date >= since
    )  # fmt: skip
    kept = or_(Trainer.nip.is_not(None), Trainer.phone.is_not(None), Trainer.email.is_not(None))
    long_ago = Trainer.created_at < clock.NOW - func.make_interval(5)
    return update(Trainer).where(kept, long_ago, ~taught).values(register.ended(Trainer, "trainer_contacts_5_years"))


def correction_waits(person: UUID) -> Select:
    waits = ChangeRequest.status.in_((ChangeStatus.DRAFT, ChangeStatus.SUBMITTED))
    return select(exists(select(ChangeRequest.id).where(ChangeRequest.participant_id == person, waits)))


def has_aid(person: UUID) -> Select:
    """Aid is public money: its papers name their people for as long as the law keeps them."""
    nothing = (AS.DRAFT, AS.DISCARDED, AS.WITHDRAWN)
    found = select(GroupMember.id).join(Application, Application.group_id == GroupMember.group_id)
    return select(exists(found.where(GroupMember.person_id == person, Application.status.not_in(nothing))))


def is_member(person: UUID) -> Select:
    return select(
        exists(select(GroupMember.id).where(GroupMember.person_id == person, GroupMember.valid_to.is_(None)))
    )


def takes_part(person: UUID) -> Select:
    """Also by her number in a registration nobody has said whose it is: somebody looks at that first."""
    number = select(Identity.nik_index).where(Identity.id == person).scalar_subquery()
    hers = or_(R.person_id == person, and_(R.person_id.is_(None), R.nik_index == number))
    return select(exists(select(R.id).where(hers, R.status.in_(TAKING_PART))))


def answers_for(person: UUID) -> Select:
    """Whether papers of public money name her as who acted or was paid: without her number nobody compares her."""
    acted = select(CaseDuty.case_id).where(CaseDuty.human_id == person, CaseDuty.duty_group != APPLICANT)
    sells = select(Supplier.id).where(Supplier.owner_id == person)
    works = select(Officer.person_id).where(Officer.person_id == person, Officer.disabled_at.is_(None))
    return select(or_(exists(acted), exists(sells), exists(works)))


def forgotten_officers() -> Update:
    """Shut out for five years, and no case, group or supplier names her."""
    long_out = Officer.disabled_at < clock.NOW - func.make_interval(5)
    elsewhere = (
        exists().where(CaseDuty.human_id == Identity.id), exists().where(Participant.person_id == Identity.id),
        exists().where(Supplier.owner_id == Identity.id),
    )  # fmt: skip
    gone = update(Identity).where(Identity.nik_index.is_not(None), *(~each for each in elsewhere))
    return gone.where(exists().where(Officer.person_id == Identity.id, long_out)).values(register.left(Identity))


def their_phones() -> Update:
    """Of whom no number is left, the phones she gave go as well; a trigger empties those she had before."""
    unknown = exists().where(
        Identity.id == Officer.person_id, Identity.nik_index.is_(None), Identity.same_as.is_(None)
    )  # fmt: skip
    long_out = Officer.disabled_at < clock.NOW - func.make_interval(5)
    return update(Officer).where(Officer.phone.is_not(None), long_out, unknown).values(phone=None)


def too_old() -> dict[str, Update | Delete]:
    """By rule: what nobody needs any more, and what becomes of it."""
    ended, closed = func.coalesce(Login.revoked_at, Login.expires_at), func.coalesce(
        Enrolment.closed_at, Enrolment.expires_at
    )  # fmt: skip
    named = or_(Complaint.name_sealed.is_not(None), Complaint.contact_sealed.is_not(None))
    over = TrainingSession.ends_on < cast(clock.NOW - timedelta(days=730), Date)
    return {
        "logins_90_days": delete(Login).where(ended < clock.NOW - timedelta(days=90)),
        "enrolments_90_days": delete(Enrolment).where(closed < clock.NOW - timedelta(days=90)),
        "officer_numbers_5_years": forgotten_officers(),
        "officer_phones_5_years": their_phones(),
        "receipt_codes_30_days": delete(ReceiptCode).where(ReceiptCode.created_at < clock.NOW - timedelta(days=30)),
        "complainants_1_year": update(Complaint)
        .where(Complaint.status == ComplaintStatus.CLOSED, named)
        .where(Complaint.due_on < cast(clock.NOW - timedelta(days=365), Date))
        .values(register.ended(Complaint, "complainants_1_year")),
        "delegation_contacts_2_years": old_contacts(),
        "trainer_contacts_5_years": old_trainers(),
        "browsers_400_days": delete(KnownDevice).where(KnownDevice.last_used_at < clock.NOW - devices.KEPT),
        "readings_5_years": delete(PersonalRead).where(PersonalRead.at < clock.NOW - func.make_interval(5)),
        "never_served_2_years": update(R)
        .where(R.session_id == TrainingSession.id, over, R.status.in_(NEVER_SERVED), R.name != GONE)
        .values(register.left(R)),
    }
