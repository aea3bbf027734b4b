"""From a link to an officer who can log in: her own password, an authenticator that works, codes on paper."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pyotp
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from bimtek_api.access.enrolments import replacements
from bimtek_api.access.enrolments.errors import EnrolmentOver
from bimtek_api.access.enrolments.models import Enrolment
from bimtek_api.access.enrolments.schemas import (
    EnrolmentComplete,
    EnrolmentDone,
    EnrolmentLink,
    EnrolmentRead,
    IdentityWrite,
)
from bimtek_api.access.logins import service as logins
from bimtek_api.access.logins.errors import PasswordRefused
from bimtek_api.access.logins.fresh import require_step_up
from bimtek_api.access.officers import known, papers, passwords, recovery, totp
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.errors import NikRefused
from bimtek_api.access.officers.models import Officer
from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.crypto import Vault, new_token, token_hash
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_
from bimtek_api.events.recorder import Entry, record

TERM, OWN_TERM = timedelta(hours=72), timedelta(minutes=30)
CODE_WRONG = N_("Kode tidak cocok. Pindai lagi, lalu masukkan 6 angka yang tampil sekarang.")
NIK_NEEDED = N_("Tulis NIK Anda, 16 angka seperti tercetak di KTP.")


@dataclass(frozen=True)
class Rules:
    """What the office set: leaked passwords to refuse, and how long a replacement waits."""

    leaks: Path | None
    wait: timedelta


@dataclass(frozen=True)
class Link:
    """Who gets a link, who made it, how long it holds, and which recovery or what kind of log-in it came from."""

    officer_id: UUID
    made_by: UUID | None
    term: timedelta = TERM
    request_id: UUID | None = None
    by_paper: bool = False


async def open_link(db: AsyncSession, vault: Vault, link: Link) -> EnrolmentLink:
    """A new link; an earlier one of the same officer ends."""
    instant = await clock.now(db)
    earlier = update(Enrolment).where(Enrolment.officer_id == link.officer_id, Enrolment.closed_at.is_(None))
    await db.execute(earlier.values(closed_at=instant))
    token = new_token("be")
    made = Enrolment(
        officer_id=link.officer_id, token_hash=token_hash(token), totp_sealed=vault.seal(pyotp.random_base32()),
        made_by=link.made_by, expires_at=instant + link.term, request_id=link.request_id, by_paper=link.by_paper,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    return EnrolmentLink(token=token, expires_at=made.expires_at)


async def shown_once(db: AsyncSession, officer_id: UUID) -> EnrolmentLink:
    """The answer to a repeated request: until when her first link holds, and no link."""
    query = select(Enrolment.expires_at).where(Enrolment.officer_id == officer_id)
    first = (await db.execute(query.order_by(Enrolment.created_at).limit(1))).scalar_one_or_none()
    return EnrolmentLink(token=None, expires_at=first or await clock.now(db))


async def found(db: AsyncSession, token: str) -> tuple[Enrolment, Officer]:
    """The link in force and its officer, both locked."""
    query = select(Enrolment, Officer).join(Officer, Officer.person_id == Enrolment.officer_id)
    query = query.where(Enrolment.token_hash == token_hash(token), Enrolment.closed_at.is_(None))
    row = (await db.execute(query.with_for_update())).first()
    if row is None or row[0].expires_at <= await clock.now(db) or row[1].disabled_at:
        raise EnrolmentOver
    return row[0], row[1]


async def shown(db: AsyncSession, vault: Vault, token: str) -> EnrolmentRead:
    enrolment, officer = await found(db, token)
    secret = vault.unseal(enrolment.totp_sealed)
    last4 = await officers.nik_last4(db, officer.person_id)
    return EnrolmentRead(
        name=officer.name, email=officer.email, totp_address=totp.address(secret, officer.email),
        totp_secret=secret, nik_last4=last4, expires_at=enrolment.expires_at,
    )  # fmt: skip


async def complete(db: AsyncSession, vault: Vault, given: EnrolmentComplete, rules: Rules) -> EnrolmentDone:
    """Sets password and authenticator, at once or (asked for with a code on paper) after a wait."""
    enrolment, officer = await found(db, given.token)
    await run_in_threadpool(passwords.expect_strong, given.password, (officer.name, officer.email), rules.leaks)
    instant = await clock.now(db)
    step = totp.fresh_step(vault.unseal(enrolment.totp_sealed), given.code, instant, 0)
    if step is None:
        raise Invalid(Fault("/code", "code_wrong", CODE_WRONG))
    hashed = await run_in_threadpool(passwords.HASHER.hash, given.password)
    await replacements.stop_earlier(db, enrolment, instant)
    if enrolment.by_paper:
        enrolment.binds_at = instant + rules.wait
    else:  # whoever has only the paper says nothing about who she is
        officer = await identify(db, vault, officer, given)
        await db.refresh(enrolment)
    enrolment.password_hash, enrolment.proved_step, enrolment.closed_at = hashed, step, instant
    if enrolment.binds_at:
        await db.flush()
        herself = Actor(kind="officer", id=officer.person_id, name=officer.name)
        await record(db, herself, Entry("officer.replacement_asked", ("officer", officer.person_id), ""))
        return EnrolmentDone(codes=[], binds_at=enrolment.binds_at)
    await replacements.bind(db, enrolment, officer, instant)
    return EnrolmentDone(codes=await recovery.renew(db, vault, officer.person_id), binds_at=None)


async def identify(
    db: AsyncSession, vault: Vault, officer: Officer, given: EnrolmentComplete | IdentityWrite
) -> Officer:
    """Makes the officer one with the human who has this national id; without one on file it must be given."""
    if given.nik is None:
        if await officers.nik_last4(db, officer.person_id) is None:
            raise Invalid(Fault("/nik", "required", NIK_NEEDED))
        return officer
    before, numbers = officer.person_id, known.Numbers(given.nik, given.phone, given.family_card)
    officer, outcome = await known.confirm(db, vault, officer, numbers)
    if outcome != "known":
        herself = Actor(kind="officer", id=officer.person_id, name=officer.name)
        data = {"how": outcome} | ({"was": str(before)} if outcome == "moved" else {})
        await record(db, herself, Entry("officer.identified", ("officer", officer.person_id), "", data=data))
    return officer


async def identify_self(db: AsyncSession, vault: Vault, actor: Actor, given: IdentityWrite) -> None:
    """For accounts from before officers had a national id on file."""
    await require_step_up(db, actor)
    await identify(db, vault, await logins.current(db, actor), given)


async def tell_refused(db: AsyncSession, no: NikRefused) -> None:
    """Administrators see on the officer's page that her number was refused, and why."""
    entry = Entry("officer.identity_refused", ("officer", no.officer_id), "", data={"why": no.why})
    await record(db, SYSTEM, entry)
    if no.why == "nik_paper":
        await papers.contradict(db, no.officer_id)


async def own_link(db: AsyncSession, vault: Vault, actor: Actor, password: str) -> EnrolmentLink:
    """For whoever wants another password or has another phone: proved by password and fresh code.

    With a code on paper she may ask as well; what she makes then binds later.
    """
    officer = await logins.current(db, actor)
    if not actor.reading_only:
        await require_step_up(db, actor)
    if not await run_in_threadpool(passwords.fits, officer.password_hash, password):
        raise PasswordRefused
    await record(db, actor, Entry("officer.asked_enrolment", ("officer", officer.person_id), ""))
    link = Link(officer.person_id, officer.person_id, OWN_TERM, by_paper=actor.reading_only)
    return await open_link(db, vault, link)
