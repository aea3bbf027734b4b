"""Shapes of what she does behind her receipt."""

from typing import Literal

from pydantic import Field

from bimtek_api.core.fields import Name, OptionalParagraph, OptionalTitle, Write
from bimtek_api.core.shapes import Json
from bimtek_api.core.values.days import BirthDay
from bimtek_api.participants.people.fields import Email, Phone
from bimtek_api.participants.trades.catalogue import Equipment
from bimtek_api.sessions.enrolment.checks.schemas import RegistrationCreate
from bimtek_api.sessions.enrolment.consents.schemas import ConsentChange


class OwnMove(Write):
    """Her own action, proved by the receipt's secret and her birth date."""

    action: Literal["accept_offer", "decline_offer", "rejoin", "give_up"]
    birth_date: BirthDay


class Correction(Write):
    """The fields the office asked her to correct; others are refused."""

    birth_date: BirthDay
    name: Name | None = None
    phone: Phone | None = None
    email: Email = None
    business_name: OptionalTitle = None
    equipment_needs: list[Equipment] | None = Field(default=None, max_length=len(Equipment))
    equipment_note: OptionalParagraph = None
    answers: Json | None = Field(default=None, max_length=40)


class Substitution(Write):
    """Somebody else comes in her place; `holder_birth_date` proves whose place it is."""

    holder_birth_date: BirthDay
    person: RegistrationCreate


class OwnConsentChange(ConsentChange):
    """Proved by the receipt's secret and her birth date."""

    birth_date: BirthDay
