"""What the house refuses, in its own words. HTTP numbers are known to `problems` alone.

A refusal has a stable `code`, a `title` and facts; texts are Indonesian message ids.
"""

from dataclasses import dataclass, field

from bimtek_api.core.i18n import N_, translate


class Refusal(Exception):
    """A domain refusal. Subclasses set `code` and `text` (with `{fact}` places)."""

    code = "refused"
    text = N_("Permintaan ini tidak dapat dilakukan.")
    tells: tuple[str, ...] = ()  # facts that stand in the answer by themselves too

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def detail(self) -> str:
        """One plain sentence in the request's language."""
        return translate(self.text, **self.facts)


class Missing(Refusal):
    """The thing does not exist, or lies outside what the caller may know of."""

    code = "not_found"
    text = N_("Tidak ditemukan.")


class Conflict(Refusal):
    """A rule of the domain refuses."""


class StaleVersion(Refusal):
    code = "stale_version"
    text = N_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi.")


class VersionRequired(Refusal):
    code = "version_required"
    text = N_("Sertakan versi yang Anda lihat di kepala If-Match.")


class LoginRequired(Refusal):
    code = "login_required"
    text = N_("Masuk dahulu.")


class Forbidden(Refusal):
    code = "forbidden"
    text = N_("Peran Anda tidak mencakup tindakan ini.")


class ReadingOnly(Forbidden):
    """Whoever came in with a code on paper looks, and does nothing."""

    code = "paper_code_reads"
    text = N_(
        "Anda masuk dengan kode cadangan: hanya untuk membaca. Masuk lagi dengan kode autentikator, atau minta"
        " autentikator baru di halaman akun Anda."
    )


class Unavailable(Refusal):
    """Something we depend on does not answer; trying again may help."""


class TooMany(Refusal):
    """Throttled. `seconds` tells when to try again."""

    code = "too_many_requests"
    text = N_("Terlalu sering. Coba lagi dalam {seconds} detik.")
    long = N_("Terlalu sering. Coba lagi dalam {minutes} menit.")

    @property
    def detail(self) -> str:
        seconds = int(str(self.facts["seconds"]))
        return super().detail if seconds <= 120 else translate(self.long, minutes=-(-seconds // 60))


class TooLarge(Refusal):
    code = "body_too_large"
    text = N_("Isian terlalu besar.")


@dataclass(frozen=True)
class Fault:
    """One wrong field: a JSON pointer, a stable code, a sentence and its facts."""

    pointer: str
    code: str
    text: str
    facts: dict[str, object] = field(default_factory=dict)

    def shown(self) -> dict[str, str]:
        return {"pointer": self.pointer, "code": self.code, "detail": translate(self.text, **self.facts)}


class Unprocessable(Refusal):
    """The request is well-formed but cannot be meant as it stands."""


class Invalid(Unprocessable):
    """Some fields are not acceptable; each has its own fault."""

    code = "invalid"
    text = N_("Ada isian yang perlu diperbaiki.")

    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults
