"""What rules refuse."""

from bimtek_api.core.errors import Conflict, Forbidden, Missing
from bimtek_api.core.i18n import N_


class UnknownRuleSet(Missing):
    code = "rule_set_not_found"
    text = N_("Himpunan aturan ini tidak ditemukan.")


class WrongEdition(Conflict):
    code = "wrong_edition"
    text = N_("Edisi berikutnya dari aturan ini adalah {edition}. Muat ulang, lalu ubah yang terbaru.")


class RulesNotMet(Conflict):
    """A hard rule is broken and not waived."""

    code = "rules_not_met"
    text = N_("Aturan belum terpenuhi: {rules}")


class NotBroken(Conflict):
    code = "rule_not_broken"
    text = N_("Aturan ini terpenuhi atau tidak berlaku bagi kasus ini, jadi tidak perlu pengecualian.")


class WaivedAlready(Conflict):
    code = "waived_already"
    text = N_("Pengecualian dari aturan ini sudah diberikan.")


class TooNear(Forbidden):
    """Whoever waives must stand above the district."""

    code = "waiver_too_near"
    text = N_("Pengecualian hanya diberikan oleh jenjang di atas daerah ini.")
