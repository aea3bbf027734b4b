"""Shapes of change requests: one body for each kind of record, with only what should change."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import StringConstraints, model_validator

from bimtek_api.change_requests.models import ChangeStatus, RecordKind
from bimtek_api.core.fields import Name, OptionalParagraph, OptionalTitle, Paragraph, Read, Ref, Title, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.core.shapes import Json
from bimtek_api.core.values.days import BirthDay, Day
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.identities.nik import FamilyCard, Nik
from bimtek_api.participants.accounts.schemas import AccountNumber, Bank
from bimtek_api.participants.people.fields import AnyPhone, Email, Nib, Phone
from bimtek_api.participants.people.models import Sex
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.regions.schemas import RegionCode

WHOLE_DOMICILE = N_("Kirim kabupaten atau kota, kecamatan, dan desa bersama-sama.")
MAY_LACK = ("email", "business_name")
PLACES = {"district_code", "subdistrict_code", "village_code"}


class ChangeWrite(Write):
    """`reason`: how the officer knows. Fields that are left out stay as they are."""

    reason: Annotated[Paragraph, StringConstraints(min_length=10)]

    def wanted(self) -> Json:
        """What was sent, as JSON holds it. Only what a record may lack can be emptied."""
        sent = self.model_dump(mode="json", exclude_unset=True, exclude={"reason"})
        return {name: value for name, value in sent.items() if value is not None or name in MAY_LACK}


class PersonChange(ChangeWrite):
    """A new name, birth date or sex asks for evidence; the rest may rest on the reason."""

    name: Name | None = None
    phone: Phone | None = None
    email: Email = None
    birth_date: BirthDay | None = None
    sex: Sex | None = None
    district_code: RegionCode | None = None
    subdistrict_code: RegionCode | None = None
    village_code: RegionCode | None = None
    business_name: OptionalTitle = None
    trade: Trade | None = None

    @model_validator(mode="after")
    def whole(self) -> Self:
        if 0 < sum(getattr(self, name) is not None for name in PLACES) < len(PLACES):
            raise wrong("domicile_whole", WHOLE_DOMICILE)
        return self


class NikChange(ChangeWrite):
    """The national id as the officer read it on the card."""

    nik: Annotated[Nik, StringConstraints(max_length=40)]


class FamilyCardChange(ChangeWrite):
    family_card: FamilyCard


class GroupChange(ChangeWrite):
    """A new name or founding date asks for evidence; address and trade may rest on the reason."""

    name: Name | None = None
    address: Title | None = None
    trade: Trade | None = None
    formed_on: Day | None = None


class GroupEnd(ChangeWrite):
    """The group's last day, as its deed says."""

    ended_on: Day


class AccountChange(ChangeWrite):
    """Another account in place of a verified one, out of the savings book."""

    bank: Bank
    number: AccountNumber
    holder: Name


class SupplierChange(ChangeWrite):
    nib: Nib | None = None
    name: Title | None = None
    address: Title | None = None
    phone: AnyPhone | None = None


class SupplierOwnerChange(ChangeWrite):
    """Somebody else owns the business or answers for it."""

    owner_name: Name
    owner_nik: Annotated[Nik, StringConstraints(max_length=40)]


class SupplierAccountChange(ChangeWrite):
    """Another account than the one on file."""

    bank: Bank
    account_number: AccountNumber
    account_holder: Name


class ChangeSlice(Slice):
    """`waiting`: only what waits for the caller's own decision. `mine`: only what she asked for."""

    status: ChangeStatus | None = None
    mine: bool = False
    waiting: bool = False
    participant: UUID | None = None
    group: UUID | None = None
    supplier: UUID | None = None


class ChangeRow(Read):
    """`subject`: the name on file today. `record_id`: the participant's, group's or supplier's."""

    id: UUID
    kind: RecordKind
    status: ChangeStatus
    record_id: UUID
    subject: str
    district: Ref | None
    fields: list[str]
    made_by: str | None
    created_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class ChangeRead(ChangeRow):
    """`before` and `after` by column; of a national id, a card or an account the last 4 digits alone."""

    before: Json
    after: Json
    reason: str
    note: str | None
    evidence: bool
    needs_evidence: bool
    record_version: int
    version: int
    available_actions: list[Available]
    unavailable_actions: list[Unavailable]


class ChangeMove(Write):
    """`approve`, `reject` (with a reason) or `cancel`."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    reason: OptionalParagraph = None
