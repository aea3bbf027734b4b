"""Whether district, sub-district and village belong together."""

from typing import Any

from bimtek_api.core.errors import Fault
from bimtek_api.core.i18n import N_

DISTRICT = N_("Pilih kabupaten atau kota dari daftar.")
SUBDISTRICT = N_("Pilih kecamatan di kabupaten atau kota itu.")
VILLAGE = N_("Pilih desa atau kelurahan di kecamatan itu.")


def faults(session: Any, new: Any) -> list[Fault]:
    found = []
    if session.home_district is None:
        found.append(Fault("/district_code", "district_unknown", DISTRICT))
    if session.subdistrict_parent != new.district_code:
        found.append(Fault("/subdistrict_code", "subdistrict_unknown", SUBDISTRICT))
    if session.village_parent != new.subdistrict_code:
        found.append(Fault("/village_code", "village_unknown", VILLAGE))
    return found
