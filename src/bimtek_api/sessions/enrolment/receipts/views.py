"""What a receipt shows: where she stands, what is held for her, what she may do, and what has happened."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row

from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.sessions.enrolment.consents import service as consents
from bimtek_api.sessions.enrolment.receipts import documents as passes
from bimtek_api.sessions.enrolment.receipts.schemas import (
    FullCounter,
    Hold,
    Place,
    ReceiptRead,
    TimelineStep,
    Who,
)
from bimtek_api.sessions.enrolment.receipts.statements import Own, ReceiptRow, Standing
from bimtek_api.sessions.enrolment.registrations.models import AT_THE_DOOR, RegistrationStatus
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S
from bimtek_api.sessions.enrolment.registrations.workflow import BY_HERSELF, WORKFLOW, RegistrationFacts
from bimtek_api.sessions.planning.forms import views as forms
from bimtek_api.sessions.planning.forms.service import questions_of
from bimtek_api.sessions.planning.schedule import views
from bimtek_api.sessions.planning.schedule.models import SessionStatus

# Columns that `statements.RECEIPT` and `statements.CONTEXT` have in common, and those a registration brings itself.
OF_SESSION = (
    "title", "trade", "audience", "venue", "address", "map_url", "zone", "starts_on", "ends_on", "moderated",
    "opens_at", "closes_at", "district_code", "district_name", "status_reason", "size", "now", "questions", "days",
)  # fmt: skip


AS_SENT = (
    "number", "name", "nik_last4", "phone", "birth_date", "email", "person_id", "answers", "files_due",
)  # fmt: skip


ROOM = {"kind": "room", "value": "", "name": None}


def receipt_at_once(session: Row, values: Json, row: Row) -> ReceiptRow:
    """What `statements.RECEIPT` would read of a registration made just now."""
    queued = row.status == RegistrationStatus.WAITLISTED
    told_now = {"given_at": row.created_at, "notice_version": values["notice_version"], "channel": values["channel"]}
    agreed = [*values["agreed"], *({"purpose": each, **told_now} for each in values["consents"])]
    taken_over = {name: session._mapping[name] for name in OF_SESSION}
    return ReceiptRow(
        **taken_over, **{name: values[name] for name in AS_SENT},
        session_id=session.id, session_number=session.number, session_status=session.status,
        taken=row.taken, waiting=row.waiting, receipt_id=row.receipt_id, registration_id=row.id,
        first_number=values["number"], generation=1, pass_generation=1, version=1, corrected=False,
        submitted_at=row.created_at, registered_at=row.created_at, status=row.status,
        position=row.waiting if queued else None, full_counters=[ROOM] if queued else [], together=None,
        certificate=None, evaluated=False, hold_until=None, offers=0, rejoined=False, return_fields=[], uploads=None,
        consents=agreed,
        events=[{"name": "registration.queued", "at": row.created_at, "by": "system"}] if queued else [],
    )  # fmt: skip


FROM_EVENTS: dict[str, tuple[str, Who]] = {
    "registration.submitted": ("received", "you"),
    "registration.queued": ("queued", "system"),
    "registration.promoted": ("promoted", "system"),
    "registration.offered": ("offered", "system"),
    "registration.invited": ("invited", "office"),
    "registration.offer_accepted": ("offer_accepted", "you"),
    "registration.offer_declined": ("offer_declined", "you"),
    "registration.offer_lapsed": ("offer_lapsed", "system"),
    "registration.rejoined": ("rejoined", "you"),
    "registration.returned": ("returned", "office"),
    "registration.corrected": ("corrected", "you"),
    "registration.lapsed": ("lapsed", "system"),
    "registration.substituted": ("substituted", "you"),
    "registration.cancelled": ("cancelled", "office"),
    "registration.accepted": ("accepted", "office"),
    "registration.attending": ("attending", "office"),
    "registration.completed": ("completed", "office"),
    "registration.not_completed": ("not_completed", "office"),
    "registration.no_show": ("no_show", "office"),
    "registration.rejected": ("rejected", "office"),
    "registration.withdrawn": ("withdrawn", "you"),
    "registration.file_sent": ("file_sent", "you"),
    "registration.closed_unserved": ("closed_unserved", "system"),
}


# What still lies ahead, and who acts next, by where the person stands.
AHEAD: dict[S, tuple[tuple[str, Who], ...]] = {
    S.WAITLISTED: (("seat", "system"), ("attending", "you")),
    S.OFFERED: (("answer", "you"), ("attending", "you")),
    S.RETURNED: (("correction", "you"), ("review", "office"), ("attending", "you")),
    S.PENDING_REVIEW: (("review", "office"), ("attending", "you")),
    S.CONFIRMED: (("attending", "you"), ("completed", "office")),
    S.ATTENDING: (("completed", "office"),),
}


STANDS = N_("Anda sudah terdaftar. Bukti pendaftaran yang pertama tetap berlaku; kiriman ini tidak mengubah apa pun.")


ATTENDED = (S.ATTENDING, S.COMPLETED, S.NOT_COMPLETED)


# A hold whose time is over is what it will be once somebody looks.
OVER = {S.OFFERED: S.OFFER_LAPSED, S.RETURNED: S.LAPSED}


def timeline(status: S, events: Iterable[Json], registered_at: datetime) -> list[TimelineStep]:
    """The person's path: what happened, what happens now, what comes."""
    steps = [TimelineStep(step="received", state="done", at=registered_at, actor="you")]
    for event in events:
        step, actor = FROM_EVENTS.get(event["name"], (None, None))
        if step and step != "received":
            by = "office" if event["by"] == "officer" else actor
            steps.append(TimelineStep(step=step, state="done", at=event["at"], actor=by))
    for index, (step, actor) in enumerate(AHEAD.get(status, ())):
        steps.append(TimelineStep(step=step, state="later" if index else "now", actor=actor))
    return steps


def events_of(row: ReceiptRow) -> list[Json]:
    """What happened, without the end of a doubt she was never told of."""
    hidden = "registration.accepted" if hides_doubts(row) else None
    return [event for event in row.events or [] if event["name"] != hidden]


def status_of(row: Standing) -> S:
    """What the clock says, also before anybody has written it down, without what only officers may know.

    Where nobody is looked at first, a doubt about who somebody is must not show: it would tell that an id is known.
    """
    status = S(row.status)
    if status in OVER and row.hold_until and row.hold_until <= row.now:
        return OVER[status]
    if status == S.HELD:  # what it would be if the officer let it in now
        status = S.WAITLISTED if is_full(row) else S.PENDING_REVIEW
    if status == S.PENDING_REVIEW and hides_doubts(row):
        return S.CONFIRMED
    return status


def is_full(row: Standing) -> bool:
    return row.waiting > 0 or row.taken >= row.size


def hides_doubts(row: Standing) -> bool:
    """Until an officer has sent it back, when she knows that somebody looks."""
    return not row.moderated and not row.corrected


def queue_of(row: ReceiptRow) -> Place | None:
    if row.status == S.HELD and is_full(row):
        return Place(position=row.waiting + 1, length=row.waiting + 1)
    if not row.position:
        return None
    full = [
        FullCounter(**{**each, "name": each["name"] or (views.target_name(each["value"]) if each["value"] else "")})
        for each in row.full_counters or []
    ]
    return Place(position=row.position, length=max(row.waiting, row.position), full=full, together=row.together)


def hold_of(row: ReceiptRow, status: S) -> Hold | None:
    if status not in OVER or row.hold_until is None:
        return None
    said = [event["reason"] for event in row.events or [] if event["name"] == "registration.returned"]
    hold = Hold(ends_at=row.hold_until, fields=row.return_fields, reason=said[-1] if said else None)
    if "answers" in hold.fields:
        hold.questions, hold.answers = questions_of(row.questions), dict(row.answers)
    return hold


def own_actions(row: ReceiptRow, status: S) -> tuple[list[Available], list[Unavailable]]:
    """What she may do herself now, and why not the rest."""
    record = Own(status, row.district_code, row.hold_until, row.rejoined, row.person_id)
    facts = RegistrationFacts(SessionStatus(row.session_status), row.now, row.closes_at)
    possible, missing = WORKFLOW.available(record, holder_of(row.district_code), facts)
    wanted = [each for each in possible if each.action in BY_HERSELF]
    return wanted, [each for each in missing if each.action in BY_HERSELF]


def holder_of(district: str) -> Actor:
    """Whoever proves that a receipt is hers may act on its registration, and on nothing else."""
    return Actor(kind="holder", grants=(Grant("holder", district, frozenset({Permission.REGISTRATION_OWN})),))


def shown(vault: Vault, row: ReceiptRow, secret: str | None = None) -> ReceiptRead:
    """The receipt as the person sees it: two digits of the phone, four of the NIK."""
    status = status_of(row)
    actions, missing = own_actions(row, status)
    return ReceiptRead(
        number=row.number,
        secret=secret,
        status=status,
        name=row.name,
        nik_last4=row.nik_last4,
        phone_last2=row.phone[-2:],
        submitted_at=row.submitted_at,
        queue=queue_of(row),
        hold=hold_of(row, status),
        offers=row.offers,
        actions=actions,
        unavailable=missing,
        session=views.session_row(row.session),
        days=row.days or [],
        timeline=timeline(status, events_of(row), row.registered_at),
        certificate=row.certificate,
        files=forms.files(questions_of(row.questions), row.answers, row.uploads),
        evaluation=("done" if row.evaluated else "open") if status in ATTENDED else None,
        pass_code=passes.text_of(vault, row) if status in AT_THE_DOOR else None,
        consents=consents.shown(row.consents or []),
    )


def is_repeat(row: ReceiptRow) -> bool:
    """Whether this receipt was made for a registration that was there already."""
    return row.number != row.first_number


def repeated(row: ReceiptRow) -> ReceiptRead:
    """A number, where she stands, and that the earlier receipt stands: what number and birth date show anyway."""
    return ReceiptRead(
        number=row.number, status=status_of(row), name=row.name, nik_last4=row.nik_last4, phone_last2=row.phone[-2:],
        submitted_at=row.submitted_at, queue=queue_of(row), session=views.session_row(row.session),
        days=row.days or [], hold=None, offers=0, actions=[], unavailable=[], timeline=[], certificate=None, files=[],
        evaluation=None, pass_code=None, consents=[], earlier_stands=translate(STANDS),
    )  # fmt: skip
