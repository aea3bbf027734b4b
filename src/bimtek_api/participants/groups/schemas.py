"""Shapes of groups."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bimtek_api.core.fields import Line, Name, Read, Ref, Search, Title, Write, blank_is_none, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.values.days import Day
from bimtek_api.participants.groups.models import MemberRole, PaperKind
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.regions.schemas import RegionCode

required(
    members=N_("Pilih ketua dan anggota, paling sedikit lima orang."),
)

FEWEST, MOST = 5, 100
ONE_CHAIR = N_("Pilih tepat satu ketua.")
ROLE_TWICE = N_("Sekretaris dan bendahara masing-masing paling banyak satu orang.")
ONCE = (MemberRole.SECRETARY, MemberRole.TREASURER)
TWICE = N_("Satu orang hanya boleh sekali.")


class MemberWrite(Write):
    participant_id: UUID
    role: MemberRole = MemberRole.MEMBER


class MembersWrite(Write):
    """A group needs one chair and at least four more people; a secretary and a treasurer at most once each."""

    members: list[MemberWrite] = Field(min_length=FEWEST, max_length=MOST)

    @model_validator(mode="after")
    def whole(self) -> Self:
        if sum(member.role == MemberRole.CHAIR for member in self.members) != 1:
            raise wrong("one_chair", ONE_CHAIR)
        if any(sum(member.role == role for member in self.members) > 1 for role in ONCE):
            raise wrong("role_twice", ROLE_TWICE)
        if len({member.participant_id for member in self.members}) != len(self.members):
            raise wrong("member_twice", TWICE)
        return self


class GroupCreate(MembersWrite):
    name: Name
    district_code: RegionCode
    address: Title
    trade: Trade
    formed_on: Day


class MemberRead(Read):
    participant_id: UUID
    name: str
    nik_last4: str | None
    role: MemberRole
    valid_from: date
    valid_to: date | None


def member_read(row: Any) -> MemberRead:
    return MemberRead(
        participant_id=row.person_id, name=row.name, nik_last4=row.nik_last4, role=row.role,
        valid_from=row.valid_from, valid_to=row.valid_to,
    )  # fmt: skip


PaperNumber = Annotated[Annotated[Line, StringConstraints(max_length=80)] | None, BeforeValidator(blank_is_none)]


class PaperWrite(Write):
    """`number` as it stands on the paper; `expires_on` is the last day it counts."""

    kind: PaperKind
    number: PaperNumber = None
    issued_on: date | None = None
    expires_on: date | None = None


class PaperWithdrawal(Write):
    reason: Title


class PaperRead(Read):
    """`current`: the newest of its kind. `expired`: its last day is over in the group's district. `judged`: it
    has been looked at by a desk check and stays; others can be taken back."""

    id: UUID
    kind: PaperKind
    number: str | None
    issued_on: date | None
    expires_on: date | None
    media_type: str
    created_at: datetime
    current: bool
    expired: bool
    judged: bool
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


class GroupRow(Read):
    id: UUID
    name: str
    district: Ref
    trade: Ref
    formed_on: date
    ended_on: date | None
    members: int
    chair: str


class BoundRead(Read):
    """The case whose decree names the members, with goods or money still to come."""

    id: UUID
    number: str
    decree_id: UUID
    decree: str


class GroupRead(GroupRow):
    """`bound`: why the members cannot change here now; an amending decree changes them."""

    address: str
    version: int
    bound: BoundRead | None = None
    people: list[MemberRead]
    former: list[MemberRead]
    papers: list[PaperRead]


class GroupSlice(Slice):
    q: Search | None = None
