"""Papers a group signs in ink."""

from enum import StrEnum

from bimtek_api.core.fields import Read


class AgreementKind(StrEnum):
    """`statement` and `integrity_pact` come with the application, `agreement` (NPHD) with a decree out of an APBD."""

    STATEMENT = "statement"
    INTEGRITY_PACT = "integrity_pact"
    AGREEMENT = "agreement"


class AgreementRow(Read):
    """`reason`: why it cannot be printed now, or None."""

    kind: AgreementKind
    reason: str | None


class Agreements(Read):
    items: list[AgreementRow]
