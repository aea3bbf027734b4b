"""What roles refuse."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class RolesClash(Conflict):
    code = "roles_clash"
    text = N_("Peran ini tidak boleh dipegang bersama peran {role} di daerah dan waktu yang sama.")


class HoldsRole(Conflict):
    code = "holds_role"
    text = N_("Petugas itu sudah memegang peran ini di daerah itu.")
