"""What planning trainers refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownTrainer(Missing):
    code = "trainer_not_found"
    text = N_("Pelatih ini tidak ditemukan.")


class TrainerClash(Conflict):
    """The same trainer cannot stand in two rooms."""

    code = "trainer_clash"
    text = N_("{name} sudah mengajar di “{title}” pada {day}, {hours}.")
