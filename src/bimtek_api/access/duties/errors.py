"""What the duty ledger refuses."""

from bimtek_api.core.errors import Conflict, Forbidden
from bimtek_api.core.i18n import N_

WORDS = {
    "applicant": N_("Anda mengusulkan atau menerima bantuan pada kasus ini."),
    "desk": N_("Anda memeriksa berkas kasus ini."),
    "waive": N_("Anda memberi pengecualian aturan pada kasus ini."),
    **dict.fromkeys(("approve_1", "approve_2", "approve_3"), N_("Anda memberi suara pada kasus ini.")),
    "decree": N_("Anda menerbitkan SK kasus ini."),
    "hand_over": N_("Anda menyerahkan barang kasus ini."),
}


class DutyHeld(Conflict):
    """`held` is the duty this person has in the case already."""

    code = "duty_held"
    text = N_("Anda sudah memegang tugas lain pada kasus ini, jadi tugas ini harus dilakukan orang lain.")

    def __init__(self, held: str | None = None) -> None:
        super().__init__()
        self.text = WORDS.get(held or "", self.text)


class ConflictNotDeclared(Conflict):
    code = "conflict_not_declared"
    text = N_("Nyatakan dahulu bahwa Anda tidak punya hubungan keluarga atau usaha dengan kelompok ini.")


class StepUpRequired(Forbidden):
    code = "step_up_required"
    text = N_("Masukkan kode sekali pakai yang baru: tindakan ini perlu bukti bahwa ini Anda.")
