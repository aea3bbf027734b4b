"""A second officer at the workshop: site, every member, photos, a drawn signature, and a report on paper."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import VISIT
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.roles import Role
from bimtek_api.core import clock, numbering, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.scope import expect_on
from bimtek_api.core.shapes import Json
from bimtek_api.files.errors import UnknownFile
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications import people, snapshots
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.applications.workflow import LATER
from bimtek_api.grants.cases.approvals import service as approvals
from bimtek_api.grants.cases.fieldwork import documents, repository
from bimtek_api.grants.cases.fieldwork.errors import EveryMember, NotFit, SignerNotMet, VisitBeforeCase, VisitInFuture
from bimtek_api.grants.cases.fieldwork.models import FieldPhoto, FieldVisit, Fitness, Found, MemberFinding
from bimtek_api.grants.cases.fieldwork.schemas import FieldVisitCreate
from bimtek_api.grants.cases.signatures import service as signatures
from bimtek_api.grants.cases.signatures.models import VISITED
from bimtek_api.participants.groups import repository as groups
from bimtek_api.regions import repository as regions

SERIES, PHOTO = "LKL", "field_photo"
MEMBERS_MISSING, SITE_MISSING = N_("ada anggota yang tidak ditemui"), N_("tempat usaha belum siap")
RESULTS = {Fitness.FIT: "Layak menerima bantuan", Fitness.UNFIT: "Belum layak menerima bantuan"}


async def visit(
    db: AsyncSession, printer: Printer, actor: Actor, case_id: UUID, seen: int, new: FieldVisitCreate
) -> Application:
    """Fit opens the vote or goes to the scorers; unfit waits for a second visit or the end of the case.

    Later the same visit meets those who joined since, and moves nothing.
    """
    case = await cases.lock(db, actor, case_id)
    expect_on(actor, Permission.APPLICATION_VISIT, case, UnknownApplication)
    case.expect(seen)
    await expect_time(db, case, new)
    later = case.status in LATER
    members = await to_meet(db, case, later=later)
    expect_members(new, set(members))
    hashes = await expect_files(db, case, new)
    if not later:
        await snapshots.expect_unchanged(db, case)
    step = "visit_newcomers" if later else await next_step(db, case, new.result)
    await applications.act(db, actor, case, step, new.note)
    person = applications.proposer(actor)
    await duties.take(db, case.id, [person], VISIT, free=new.no_conflict)
    await write(db, printer, actor, case, new, members, hashes)
    if step == "find_fit":
        await approvals.open_round(db, case)
    return case


async def to_meet(db: AsyncSession, case: Application, *, later: bool) -> dict[UUID, str]:
    """Everybody; once there was a visit, those who joined since (C29)."""
    found = await people.found(db, case)
    wanted = found.unmet if later else found.group
    return {each.person_id: each.name for each in found.rows if each.person_id in wanted}


async def next_step(db: AsyncSession, case: Application, result: Fitness) -> str:
    if result == Fitness.UNFIT:
        return "find_unfit"
    scored = (await cases.call_of(db, case.call_id)).rubric_id is not None
    return "find_fit_to_score" if scored else "find_fit"


async def expect_time(db: AsyncSession, case: Application, new: FieldVisitCreate) -> None:
    if new.visited_at > await clock.now(db):
        raise VisitInFuture
    if new.visited_at < case.created_at.replace(second=0, microsecond=0):  # forms know minutes only
        raise VisitBeforeCase


def expect_members(new: FieldVisitCreate, members: set[UUID]) -> None:
    """G4 and G10: everybody is named, and fit means everybody met and everything ready."""
    found = {each.participant_id: each.found for each in new.members}
    if set(found) != members or len(found) != len(new.members):
        raise EveryMember
    if found.get(new.signer_id) != Found.MET:
        raise SignerNotMet
    if new.result == Fitness.UNFIT:
        return
    why = [translate(MEMBERS_MISSING)] * (set(found.values()) != {Found.MET})
    why += [translate(SITE_MISSING)] * (not all(new.site.model_dump().values()))
    if why:
        raise NotFit(why=", ".join(why))


async def expect_files(db: AsyncSession, case: Application, new: FieldVisitCreate) -> dict[UUID, str]:
    """Hashes of signature and photos, each kept for this district as what it is."""
    photos = sorted(set(new.photos))
    found = await repository.pictures(db, photos, PHOTO, case.district_code)
    if len(found) != len(photos):
        raise UnknownFile
    signed = await signatures.bind(db, new.signature_id, case.id, VISITED, new.signer_id, case.district_code)
    return found | {new.signature_id: signed.sha256}


async def write(
    db: AsyncSession, printer: Printer, actor: Actor, case: Application, new: FieldVisitCreate,
    members: dict[UUID, str], hashes: dict[UUID, str],
) -> None:  # fmt: skip
    """The visit, its findings and photos, and the paper that says all of it."""
    snapshot = await content(db, actor, case, new, members)
    fingerprint = papers.fingerprint(snapshot)
    pictures = [await printer.store.read(hashes[each]) for each in (new.signature_id, *sorted(set(new.photos)))]
    paper = await documents.pdf(snapshot, fingerprint, pictures[0], pictures[1:])
    kept = await printer.keep(
        db, actor, paper, kind="field_report", name=snapshot["number"], district=case.district_code
    )
    plain = new.model_dump(exclude={"site", "members", "photos", "no_conflict"})
    made = FieldVisit(
        **plain, application_id=case.id, person_id=applications.proposer(actor), duty_group=VISIT,
        number=snapshot["number"], snapshot=snapshot, snapshot_hash=fingerprint, paper_id=kept,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    db.add_all(
        MemberFinding(visit_id=made.id, person_id=each.participant_id, found=each.found, note=each.note)
        for each in new.members
    )
    db.add_all(FieldPhoto(visit_id=made.id, file_id=each) for each in sorted(set(new.photos)))
    await db.flush()


async def content(
    db: AsyncSession, actor: Actor, case: Application, new: FieldVisitCreate, members: dict[UUID, str]
) -> Json:
    """What the report prints."""
    district = await regions.district(db, case.district_code)
    local, group = clock.local(new.visited_at, district.zone), await groups.read(db, actor, case.group_id)
    visitor = await officers.titled(db, applications.proposer(actor), Role.DESK_VERIFIER)
    number = (await numbering.draw(db, SERIES, case.district_code, local.year))[0]
    site = new.site.model_dump()
    return {
        "number": f"{SERIES}-{case.district_code}-{local.year}-{number:04d}", "district": district.name,
        "group": group.name, "address": group.address, "case": case.number, "day": papers.spelt(local.date()),
        "time": f"{local:%H.%M} {district.zone}", "visitor": visitor.name if visitor else "",
        "visitor_position": visitor.position if visitor else "", "watts": new.power_watts,
        "place": documents.place(new.latitude, new.longitude, new.accuracy_m, new.no_place_reason),
        "site": [{"key": key, "name": name, "ready": site[key]} for key, name in documents.SITE.items()],
        "members": [
            {"name": members[each.participant_id], "found": documents.FOUND[each.found], "note": each.note or ""}
            for each in new.members
        ],
        "result": RESULTS[new.result], "note": new.note or "", "signer": members[new.signer_id],
    }  # fmt: skip
