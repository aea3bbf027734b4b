"""Shapes of what a person sends to register."""

from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import Name, OptionalParagraph, OptionalTitle, Read, Token, Write
from bimtek_api.core.shapes import Json
from bimtek_api.core.values.days import BirthDay
from bimtek_api.core.values.whole import Count
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.people.fields import Email, Phone
from bimtek_api.participants.people.models import Sex
from bimtek_api.participants.trades.catalogue import Equipment, Trade
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.enrolment.consents.models import Purpose
from bimtek_api.sessions.planning.schedule.models import Target


class Assistance(Write):
    """An officer's entry: at the door (`walk_in`), after the window (`late_reason`), beyond every quota (`extra`),
    against the rules of who may join (`override_reason`)."""

    walk_in: bool = False
    late_reason: OptionalParagraph = None
    extra: bool = False
    override_reason: OptionalParagraph = None

    @property
    def decides(self) -> bool:
        """Whether it asks for more than writing down what somebody says."""
        return bool(self.walk_in or self.extra or self.late_reason or self.override_reason)


class RegistrationCreate(Write):
    """What a person sends to register. The NIK is text; `trade` carries its KBLI class."""

    session_id: UUID
    name: Name
    nik: Nik = Field(description="Sixteen digits, as text.", examples=["1671015409880003"], max_length=40)
    birth_date: BirthDay
    sex: Sex
    phone: Phone
    email: Email = None
    district_code: RegionCode
    subdistrict_code: RegionCode
    village_code: RegionCode
    business_name: OptionalTitle = None
    trade: Trade
    equipment_needs: list[Equipment] = Field(default=[], max_length=len(Equipment))
    equipment_note: OptionalParagraph = None
    disabled: bool = False
    first_timer: bool = False
    form_version: Count = Field(default=0, ge=0, le=100_000, description="Of the session's own questions; 0: none.")
    answers: Json = Field(default={}, max_length=40, description="To the session's questions, by key.")
    notice_version: Token
    consents: list[Purpose] = Field(default=[], max_length=len(Purpose), description="What she agrees to besides.")
    assistance: Assistance | None = Field(default=None, description="For officers who register somebody else.")

    @property
    def groups(self) -> list[Target]:
        """The targets she says she belongs to. Women follow from `sex`."""
        said = {Target.DISABLED: self.disabled, Target.FIRST_TIMERS: self.first_timer}
        return [target for target, yes in said.items() if yes]


class FaultRead(Read):
    pointer: str
    code: str
    detail: str


class CheckResult(Read):
    errors: list[FaultRead]
