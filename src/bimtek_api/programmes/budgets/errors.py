"""What the budget refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class BudgetExceeded(Conflict):
    code = "budget_exceeded"
    text = N_("Anggaran tidak cukup: {name} tersisa Rp {left}, diminta Rp {amount}.")
