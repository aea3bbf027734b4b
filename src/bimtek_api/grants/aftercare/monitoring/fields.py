"""When something is due after a handover."""

from datetime import date, timedelta

from bimtek_api.core import clock

PLAN = (0, 3, 6, 12, 24)  # months; 0 is how the business was before the machines worked
BASELINE_DAYS = 14
REPORT_DAYS = 90


def due_on(handed_on: date, months: int) -> date:
    """The day by which a visit is due: so many months later, or two weeks for the baseline."""
    return clock.months_before(handed_on, -months) if months else handed_on + timedelta(days=BASELINE_DAYS)


def opens_on(handed_on: date, months: int, window: int) -> date:
    """The first day a visit may be made: `window` days before it is due, the baseline before the handover."""
    return (due_on(handed_on, months) if months else handed_on) - timedelta(days=window)


def report_due_on(handed_on: date) -> date:
    return handed_on + timedelta(days=REPORT_DAYS)
