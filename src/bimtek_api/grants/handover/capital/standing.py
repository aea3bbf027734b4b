"""What must come before a tranche is paid, judged over everything the case has (C56)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.errors import Refusal
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications.errors import OnHold
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine, ApplicationStatus, CaseHold
from bimtek_api.grants.handover.capital import repository
from bimtek_api.grants.handover.capital.errors import (
    AccountOpen,
    ConditionOpen,
    ConfirmedOwn,
    EarlierUnpaid,
    MoneyAskedBack,
    NoDecreeYet,
    ReportLate,
    ReturnUnproved,
    TrancheUnderWay,
)
from bimtek_api.grants.handover.capital.models import TrancheStatus
from bimtek_api.participants.accounts import repository as accounts
from bimtek_api.participants.accounts.errors import HolderDiffers
from bimtek_api.regions import repository as regions

OWED = (ApplicationStatus.DECREED, ApplicationStatus.PARTLY_DELIVERED)


@dataclass(frozen=True)
class Standing:
    """`account`: the group's account of today. `late`: the oldest late report on use. `hold`: keeps the case.
    `asked_back`: some of what arrived is."""

    decreed: bool
    tranches: Sequence[ApplicationLine]
    conditions: dict[UUID, Row]
    payments: Sequence[Row]
    account: Row | None
    late: Row | None
    hold: CaseHold | None
    asked_back: bool

    def paid(self, line_id: UUID) -> bool:
        return any(each.status == TrancheStatus.PAID for each in self.of(line_id))

    def of(self, line_id: UUID) -> list[Row]:
        return [each for each in self.payments if each.application_line_id == line_id]

    def failed(self, line_id: UUID) -> UUID | None:
        """The failed payment that the next one takes the place of."""
        tries = self.of(line_id)
        return tries[-1].id if tries and tries[-1].status == TrancheStatus.FAILED else None

    def unproved(self, line_id: UUID) -> bool:
        """Whether the last payment is only said to have come back: the money counts as gone."""
        tries = self.of(line_id)
        return bool(tries) and tries[-1].unproved

    def blocked(self, line: ApplicationLine, actor: Actor) -> Refusal | None:
        """Why `person` cannot prepare this tranche now, or None."""
        met = self.conditions.get(line.id)
        if any(each.status in repository.LIVE for each in self.of(line.id)):
            return TrancheUnderWay()
        if self.unproved(line.id):
            return ReturnUnproved()
        if not self.decreed:
            return NoDecreeYet()
        if self.hold:
            return OnHold(reference=self.hold.reference, reason=self.hold.reason)
        if self.asked_back:
            return MoneyAskedBack()
        return self.too_early(line) or self.unready(met, actor)

    def too_early(self, line: ApplicationLine) -> Refusal | None:
        """What an earlier tranche still lacks."""
        earlier = [each for each in self.tranches if each.position < line.position]
        if unpaid := next((each for each in earlier if not self.paid(each.id)), None):
            return EarlierUnpaid(name=unpaid.name)
        return ReportLate(name=self.late.name, due=f"{self.late.due_on:%d-%m-%Y}") if self.late else None

    def unready(self, met: Row | None, actor: Actor) -> Refusal | None:
        """What this tranche itself still lacks."""
        if self.account is None or self.account.verified_at is None:
            return AccountOpen()
        if not (self.account.holder_matches or self.account.holder_clearer):
            return HolderDiffers()
        if met is None:
            return ConditionOpen()
        return ConfirmedOwn() if actor.is_one_of(met.confirmed_by) else None


async def standing(db: AsyncSession, case: Application | Row) -> Standing:
    """Everything a judgement needs, in a fixed number of queries."""
    today = await regions.today(db, case.district_code)
    return Standing(
        decreed=case.status in OWED, tranches=await repository.of_case(db, case.id),
        conditions=await repository.conditions(db, case.id), payments=await repository.payments(db, case.id),
        account=await accounts.current(db, SYSTEM, case.group_id),
        late=await repository.late_report(db, case.id, today), hold=await cases.hold(db, case.id),
        asked_back=await repository.asked_back(db, case.id),
    )  # fmt: skip
