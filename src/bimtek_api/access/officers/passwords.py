"""Passwords of officers: Argon2id, and none that guessing soon finds."""

from collections.abc import Sequence
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from zxcvbn import zxcvbn

from bimtek_api.access.officers.leaks import leaked
from bimtek_api.core.errors import Fault, Invalid
from bimtek_api.core.i18n import N_

HASHER = PasswordHasher()  # Argon2id with the library's current parameters
NOBODY = HASHER.hash("the time a wrong address takes must equal the time of a wrong password")
SHORTEST, JUDGED, STRONG = 12, 72, 3  # characters; how many of them are judged; of zxcvbn's 0 to 4
SHORT = N_("Kata sandi paling sedikit {least} huruf. Beberapa kata yang tidak berhubungan mudah diingat.")
GUESSED = N_("Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.")
LEAKED = N_("Kata sandi ini pernah bocor di tempat lain dan ada di tangan orang. Pilih yang lain.")
# What everybody in an office would try first, and zxcvbn's English lists do not have.
OFFICE = (
    "bimtek", "bimbingan", "teknis", "dinas", "perindustrian", "industri", "kementerian", "kemenperin",
    "pelatihan", "peserta", "pendaftaran", "petugas", "bantuan", "hibah", "peralatan", "mesin", "anggaran",
    "keputusan", "kabupaten", "kota", "provinsi", "negara", "indonesia", "merdeka", "garuda", "pancasila",
    "rahasia", "sandi", "kata", "masuk", "baru", "lama", "kantor", "kerja", "kepala", "admin", "selamat", "pagi",
    "datang", "terima", "kasih", "bismillah",
)  # fmt: skip


def fits(stored: str | None, given: str) -> bool:
    """Spends the same time whether there is a password or not."""
    try:
        return HASHER.verify(stored or NOBODY, given) and stored is not None
    except Argon2Error:
        return False


def expect_strong(password: str, known: Sequence[str], leaks: Path | None) -> None:
    """Refuses a short one, one guessed from lists, keyboards or what is `known` of its owner, and one in `leaks`."""
    if len(password) < SHORTEST:
        raise Invalid(Fault("/password", "password_short", SHORT, {"least": SHORTEST}))
    if zxcvbn(password[:JUDGED], user_inputs=[*OFFICE, *known])["score"] < STRONG:
        raise Invalid(Fault("/password", "password_guessed", GUESSED))
    if leaks and leaked(password, leaks):
        raise Invalid(Fault("/password", "password_leaked", LEAKED))
