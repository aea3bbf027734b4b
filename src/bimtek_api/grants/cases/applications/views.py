"""Two states of a case compared, in words."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Row

from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.applications.fields import People
from bimtek_api.grants.cases.applications.schemas import Change, EditionRead, PersonRead
from bimtek_api.participants.groups.models import MemberRole
from bimtek_api.participants.groups.models import PaperKind as K

PAPERS = {
    K.DEED: N_("Akta atau surat pendirian"),
    K.MEMBER_LIST: N_("Daftar anggota"),
    K.DOMICILE: N_("Surat domisili"),
    K.BUSINESS_LICENCE: N_("NIB"),
    K.TAX_NUMBER: N_("NPWP"),
    K.BANK_ACCOUNT: N_("Rekening bank"),
    K.PROPOSAL: N_("Proposal"),
    K.STATEMENT: N_("Surat pernyataan"),
    K.INTEGRITY_PACT: N_("Pakta integritas"),
    K.SITE_PHOTO: N_("Foto tempat usaha"),
}
FIELDS = {
    "requested": N_("{name}: diminta {before} menjadi {after}"),
    "approved": N_("{name}: disetujui {before} menjadi {after}"),
    "price_rupiah": N_("{name}: harga acuan {before} menjadi {after}"),
    "name": N_("Nama barang {before} menjadi {after}"),
}
LINE_IN, LINE_OUT = N_("Barang ditambahkan: {name}"), N_("Barang dihapus: {name}")
MEMBER_IN, MEMBER_OUT = N_("Anggota ditambahkan"), N_("Anggota keluar")
PAPER_NEW, PAPER_GONE = N_("{paper}: berkas baru"), N_("{paper}: berkas tidak ada lagi")


def changes(before: Json, after: Json) -> list[Change]:
    """Every difference in words: members, papers, items. `field` is what a return may name."""
    members = [set(each.get("members", [])) for each in (before, after)]
    found = [Change(field="members", person_id=each, text=translate(MEMBER_IN)) for each in members[1] - members[0]]
    found += [Change(field="members", person_id=each, text=translate(MEMBER_OUT)) for each in members[0] - members[1]]
    found.sort(key=lambda each: str(each.person_id))
    found += paper_changes(before.get("papers", {}), after.get("papers", {}))
    old, new = ({line["id"]: line for line in each.get("lines", [])} for each in (before, after))
    for line_id in [*old, *(each for each in new if each not in old)]:
        found += line_changes(old.get(line_id), new.get(line_id))
    return found


def paper_changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    return [
        Change(field=kind, person_id=None, text=translate(
            PAPER_NEW if kind in after else PAPER_GONE, paper=translate(PAPERS[K(kind)])
        ))
        for kind in sorted({*before, *after})
        if before.get(kind) != after.get(kind)
    ]  # fmt: skip


def line_changes(old: Mapping[str, object] | None, new: Mapping[str, object] | None) -> list[Change]:
    """What differs in one line; a line that is gone or new is one difference."""
    if old is None or new is None:
        text = translate(LINE_IN if old is None else LINE_OUT, name=(new or old or {})["name"])
        return [Change(field="lines", person_id=None, text=text)]
    return [
        Change(
            field="lines", person_id=None,
            text=translate(sentence, name=new["name"], before=old[field], after=new[field]),
        )
        for field, sentence in FIELDS.items()
        if old[field] != new[field]
    ]  # fmt: skip


def person(row: Row, role: MemberRole) -> PersonRead:
    return PersonRead(participant_id=row.person_id, name=row.name, role=role)


def persons(found: People, chosen: Callable[[Row], Any], *, asked: bool) -> list[PersonRead]:
    """Those of the people who are meant, where it is asked."""
    return [
        person(each, each.group_role or each.case_role or each.proposed_role)
        for each in found.rows
        if asked and chosen(each)
    ]


def editions(rows: Sequence[Row]) -> list[EditionRead]:
    """By number; the first one has nobody who joined."""
    found: dict[int, EditionRead] = {}
    for row in rows:
        made = found.setdefault(row.number, EditionRead.model_validate(row))
        made.people.append(person(row, row.role))
        if row.came and row.number > 1:
            made.joined.append(person(row, row.role))
    numbered = [list(each) for _, each in groupby(rows, key=lambda row: row.number)]
    for before, after in pairwise(numbered):
        found[after[0].number].left += [person(each, each.role) for each in before if each.leaves]
    return list(found.values())
