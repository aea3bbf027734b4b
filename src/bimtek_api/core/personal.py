"""The register of personal data: what a column holds of a person, said where the column is declared.

`phone: Contact[str]` is `Mapped[str]` to the checker, `str` to pydantic, and a line of the register. Erasing, the
nightly retention, a person's own copy and exports are built from it or tested against it. docs/personal-data.md too.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from sqlmodel import SQLModel


class Kind(StrEnum):
    IDENTITY = "identity"
    CONTACT = "contact"
    BUSINESS = "business"
    SENSITIVE = "sensitive"
    STATISTIC = "statistic"
    NONE = "none"


class Erasure(StrEnum):
    """What is left in the column once its person is erased."""

    KEEP = "keep"
    CLEAR = "clear"  # nothing, as far as the column may be empty
    MARK = "mark"  # the words that say it was erased
    YEAR = "year"  # the first of January
    DISTRICT = "district"  # no nearer than her district
    OWN_ID = "own id"  # unique, and leading nowhere
    ROW = "delete row"
    WHERE_HERS = "clear where it is hers"  # no key tells whose it is: her phone, e-mail and name do


class Export(StrEnum):
    NO = "no"
    WHOLE = "whole"
    MASKED = "masked"


@dataclass(frozen=True)
class Use:
    """One line of the register. `why`: what lets a kept one stay. `after`: the nightly rule that ends it.

    `secret`: sealed, keyed or hashed; no page, copy or file ever shows it.
    """

    kind: Kind
    erasure: Erasure = Erasure.KEEP
    why: str = ""
    after: str = ""
    copy: bool = False
    export: Export = Export.NO
    secret: bool = False
    subject: bool = False  # whose row it is

    @property
    def masking(self) -> str:
        return "never shown" if self.secret else "last four digits" if self.export is Export.MASKED else "as it is"


def uses(model: type[SQLModel]) -> dict[str, Use]:
    """What each column of a table says of itself, by its name. One that says nothing is missing."""
    said = {
        name: [each for each in field.metadata if isinstance(each, Use)] for name, field in model.model_fields.items()
    }
    return {name: each[-1] for name, each in said.items() if each}


def copied(model: type[SQLModel]) -> list[str]:
    """The columns a person's own copy shows."""
    return [name for name, use in uses(model).items() if use.copy]


K, E, X = Kind, Erasure, Export
STATE = "accounts of state money are kept (UU 1/2004, UU 43/2009)"
OFFICE = "who acted for the office answers for it (UU 30/2014)"
PROOF = "proof of what was done with the data (UU 27/2022, 31)"
COUNTED = "counted without a name"
CONSENT = "proof of the consent (UU 27/2022, 24)"
CONTRACT = "accounts of what the office bought (UU 1/2004, UU 43/2009)"
TASK = "public task, decided by the office (UU 27/2022, 20)"

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped as ActedBy
    from sqlalchemy.orm import Mapped as Answering
    from sqlalchemy.orm import Mapped as Answers
    from sqlalchemy.orm import Mapped as Banking
    from sqlalchemy.orm import Mapped as BirthDate
    from sqlalchemy.orm import Mapped as Business
    from sqlalchemy.orm import Mapped as CaseText
    from sqlalchemy.orm import Mapped as Complained
    from sqlalchemy.orm import Mapped as Confided
    from sqlalchemy.orm import Mapped as Consented
    from sqlalchemy.orm import Mapped as Contact
    from sqlalchemy.orm import Mapped as Counted
    from sqlalchemy.orm import Mapped as Credential
    from sqlalchemy.orm import Mapped as Enrolling
    from sqlalchemy.orm import Mapped as Evidence
    from sqlalchemy.orm import Mapped as Fleeting
    from sqlalchemy.orm import Mapped as Frozen
    from sqlalchemy.orm import Mapped as FullName
    from sqlalchemy.orm import Mapped as LastDigits
    from sqlalchemy.orm import Mapped as Location
    from sqlalchemy.orm import Mapped as LoggedIn
    from sqlalchemy.orm import Mapped as MarkedRemark
    from sqlalchemy.orm import Mapped as NamedOnce
    from sqlalchemy.orm import Mapped as NumberKey
    from sqlalchemy.orm import Mapped as Official
    from sqlalchemy.orm import Mapped as OfficialKey
    from sqlalchemy.orm import Mapped as OfficialPhone
    from sqlalchemy.orm import Mapped as Outsider
    from sqlalchemy.orm import Mapped as OwnWords
    from sqlalchemy.orm import Mapped as Partner
    from sqlalchemy.orm import Mapped as Plain
    from sqlalchemy.orm import Mapped as Proof
    from sqlalchemy.orm import Mapped as Reading
    from sqlalchemy.orm import Mapped as ReadingTrace
    from sqlalchemy.orm import Mapped as Remark
    from sqlalchemy.orm import Mapped as SealedBanking
    from sqlalchemy.orm import Mapped as SealedNumber
    from sqlalchemy.orm import Mapped as Statistic
    from sqlalchemy.orm import Mapped as Subdistrict
    from sqlalchemy.orm import Mapped as Subject
    from sqlalchemy.orm import Mapped as TrainerContact
    from sqlalchemy.orm import Mapped as Upload
    from sqlalchemy.orm import Mapped as Village
else:

    class Word:
        """`Contact[str]` carries its line of the register beside the type."""

        def __init__(self, kind: Kind, erasure: Erasure = E.KEEP, why: str = "", **more: Any) -> None:
            self.use = Use(kind, erasure, why, **more)

        def __getitem__(self, kind: Any) -> Any:
            return Annotated[kind, self.use]

    # Nothing of a person: numbers, states and times of the office's work.
    Plain = Word(K.NONE)
    # Whose row it is. A number; what it named is erased.
    Subject = Word(K.IDENTITY, why=COUNTED, subject=True)

    # What a participant said of herself.
    FullName = Word(K.IDENTITY, E.MARK, copy=True, export=X.WHOLE)
    SealedNumber = Word(K.IDENTITY, E.CLEAR, secret=True)
    NumberKey = Word(K.IDENTITY, E.OWN_ID, secret=True)
    LastDigits = Word(K.IDENTITY, E.CLEAR, copy=True, export=X.MASKED)
    BirthDate = Word(K.IDENTITY, E.YEAR, copy=True)
    Contact = Word(K.CONTACT, E.CLEAR, copy=True, export=X.WHOLE)
    Subdistrict = Word(K.CONTACT, E.DISTRICT, copy=True, export=X.WHOLE)
    Village = Word(K.CONTACT, E.DISTRICT, copy=True)
    Business = Word(K.BUSINESS, E.CLEAR, copy=True, export=X.WHOLE)
    OwnWords = Word(K.SENSITIVE, E.CLEAR, copy=True)
    Answers = Word(K.SENSITIVE, E.CLEAR, copy=True, export=X.WHOLE)
    Statistic = Word(K.STATISTIC, why=COUNTED, copy=True, export=X.WHOLE)
    Counted = Word(K.STATISTIC, why=COUNTED, copy=True)  # hers to know, in no file
    Consented = Word(K.NONE, why=CONSENT, copy=True)
    Fleeting = Word(K.NONE, E.ROW)
    Upload = Word(K.SENSITIVE, E.ROW)

    # What officers wrote of her.
    Remark = Word(K.SENSITIVE, E.CLEAR)
    NamedOnce = Word(K.IDENTITY, E.MARK)  # her name on a paper of its own
    MarkedRemark = Word(K.SENSITIVE, E.MARK)
    CaseText = Word(K.SENSITIVE, why=STATE)
    Frozen = Word(K.SENSITIVE, why=STATE)  # what was signed, as it was signed
    Evidence = Word(K.SENSITIVE, why=STATE)
    Location = Word(K.SENSITIVE, why=STATE)
    Banking = Word(K.BUSINESS, why=STATE, export=X.MASKED)
    SealedBanking = Word(K.BUSINESS, why=STATE, secret=True)
    Complained = Word(K.SENSITIVE, why=TASK)
    Confided = Word(K.CONTACT, why=TASK, after="complainants_1_year", secret=True)

    # Who looked, and what was done with her data.
    Reading = Word(K.NONE, why=PROOF, copy=True)
    ReadingTrace = Word(K.NONE, why=PROOF)
    Proof = Word(K.SENSITIVE, why=PROOF)

    # Officers, suppliers, trainers and others the office deals with: no erasure of theirs, times instead.
    ActedBy = Word(K.IDENTITY, why=OFFICE)
    Official = Word(K.IDENTITY, why=OFFICE, export=X.WHOLE)
    OfficialPhone = Word(K.CONTACT, why=OFFICE, after="officer_phones_5_years")
    Credential = Word(K.SENSITIVE, why=OFFICE, secret=True)
    LoggedIn = Word(K.SENSITIVE, why=OFFICE)
    Enrolling = Word(K.SENSITIVE, why=OFFICE, secret=True)
    Partner = Word(K.BUSINESS, why=CONTRACT, export=X.WHOLE)
    Answering = Word(K.CONTACT, E.WHERE_HERS, after="delegation_contacts_2_years")
    TrainerContact = Word(K.CONTACT, why=CONTRACT, after="trainer_contacts_5_years")
    OfficialKey = Word(K.IDENTITY, why=OFFICE, secret=True)
    Outsider = Word(K.IDENTITY, why=CONTRACT)
