"""Shapes of delegations."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator

from bimtek_api.core.fields import Name, Read, Title, Token, Write, blank_is_none, required, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import BirthDay
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.people.fields import Email, Phone
from bimtek_api.participants.people.models import Sex
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.enrolment.receipts.schemas import Place
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus
from bimtek_api.sessions.planning.schedule.schemas import SessionRow

required(
    people=N_("Isi paling sedikit dua orang."),
    contact_name=N_("Tulis nama penanggung jawab."),
)

MOST = 30


class Member(Write):
    """One person; without a phone of her own she is reached through whoever answers for the delegation."""

    name: Name
    nik: Nik = Field(max_length=40)
    birth_date: BirthDay
    sex: Sex
    phone: Annotated[Phone | None, BeforeValidator(blank_is_none)] = None
    disabled: bool = False
    first_timer: bool = False


class DelegationCreate(Write):
    """People of one place and one trade who come together or not at all."""

    session_id: UUID
    name: Title
    contact_name: Name
    phone: Phone
    email: Email = None
    district_code: RegionCode
    subdistrict_code: RegionCode
    village_code: RegionCode
    trade: Trade
    notice_version: Token
    people: list[Member] = Field(min_length=2, max_length=MOST)

    @model_validator(mode="after")
    def different(self) -> Self:
        if len({person.nik for person in self.people}) != len(self.people):
            raise wrong("member_repeated", N_("Satu NIK hanya boleh sekali dalam rombongan."))
        return self


class DelegationMove(Write):
    """One answer for all, proved by the phone number of whoever answers for them."""

    action: Literal["accept_offer", "decline_offer", "give_up"]
    phone: Phone


class MemberRead(Read):
    """One person and her own receipt; `secret` opens it. Whoever was registered before keeps the receipt of then."""

    name: str
    number: str
    secret: str | None
    status: RegistrationStatus
    queue: Place | None


class DelegationRead(Read):
    """What whoever answers for a delegation may see. `secret` is given once, when it is made."""

    number: str
    secret: str | None = None
    name: str
    contact_name: str
    phone_last2: str
    session: SessionRow
    members: list[MemberRead]
    actions: list[str]
