"""Field types shared by request schemas, and the sentences of their refusals.

Pydantic's own messages may quote what was typed, so each error kind gets a sentence of ours instead.
"""

import re
from typing import Annotated, Any, LiteralString, Protocol, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bimtek_api.core import texts
from bimtek_api.core.errors import Fault
from bimtek_api.core.i18n import N_
from bimtek_api.core.storable import is_storable, searchable

LONGEST_POINTER, MOST_FIELDS = 200, 1_000
TEXT_CHARACTERS = N_("Ada huruf yang tidak dapat disimpan. Tulis ulang tanpa tanda khusus.")
SENTENCES = {
    "missing": ("required", N_("Bagian ini harus diisi.")),
    "string_too_short": ("required", N_("Bagian ini harus diisi.")),
    "string_too_long": ("too_long", N_("Terlalu panjang. Paling banyak {max_length} huruf.")),
    "extra_forbidden": ("unknown_field", N_("Isian ini tidak dikenal.")),
    "string_type": ("not_text", N_("Kirim sebagai teks.")),
    "enum": ("unknown_choice", N_("Pilih salah satu dari daftar.")),
    "literal_error": ("unknown_choice", N_("Pilih salah satu dari daftar.")),
    "date_from_datetime_parsing": (
        "not_a_date",
        N_("Tanggal itu tidak ada di kalender. Periksa hari, bulan, dan tahunnya."),
    ),
    "date_parsing": (
        "not_a_date",
        N_("Tanggal itu tidak ada di kalender. Periksa hari, bulan, dan tahunnya."),
    ),
    "date_type": ("not_a_date", N_("Isi tanggal lengkap: hari, bulan, tahun.")),
    "json_invalid": ("not_json", N_("Isi permintaan bukan JSON yang utuh.")),
    "model_attributes_type": ("not_json", N_("Isi permintaan harus berupa objek JSON.")),
    "uuid_parsing": ("not_an_id", N_("Nomor pengenal ini tidak dikenal bentuknya.")),
    "uuid_type": ("not_an_id", N_("Nomor pengenal ini tidak dikenal bentuknya.")),
    "int_parsing": ("not_a_number", N_("Tulis angka saja, tanpa huruf.")),
    "greater_than_equal": ("too_small", N_("Paling sedikit {ge}.")),
    "less_than_equal": ("too_large", N_("Paling banyak {le}.")),
    "too_long": ("too_many", N_("Terlalu banyak. Paling banyak {max_length}.")),
    "too_short": ("required", N_("Pilih paling sedikit satu.")),
}
# What is missing, by field: a list of identical sentences would help nobody. Rooms add their own with `required`.
REQUIRED = {
    "name": N_("Tulis namanya."),
    "nik": N_("Tulis NIK."),
    "email": N_("Tulis alamat surelnya."),
    "position": N_("Tulis jabatannya."),
    "kind": N_("Pilih jenisnya."),
    "sex": N_("Pilih jenis kelamin."),
    "birth_date": N_("Isi tanggal lahir: hari, bulan, tahun."),
    "phone": N_("Tulis nomor ponsel."),
    "district_code": N_("Pilih kabupaten atau kota."),
    "subdistrict_code": N_("Pilih kecamatan."),
    "village_code": N_("Pilih desa atau kelurahan."),
    "trade": N_("Pilih bidang usaha."),
    "letter_number": N_("Tulis nomor suratnya."),
    "reason": N_("Tulis alasannya."),
    "code": N_("Tulis kodenya."),
    "text": N_("Tulis kalimatnya."),
    "number": N_("Tulis nomornya."),
    "dated": N_("Isi tanggalnya."),
    "letter_dated": N_("Isi tanggal suratnya."),
    "address": N_("Tulis alamatnya."),
    "place": N_("Tulis tempatnya."),
    "items": N_("Pilih paling sedikit satu."),
    "lines": N_("Isi paling sedikit satu barang atau penerima."),
}
ADDRESS = re.compile(r"[^@\s]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
EMAIL = N_("Tulis surel yang utuh, seperti nama@contoh.id.")
OTHERWISE = ("not_acceptable", N_("Isian ini tidak dapat diterima."))


def required(**sentences: str) -> None:
    """What is said where one of a room's fields is missing, by its name; `REQUIRED` has what all rooms ask for."""
    for name, sentence in sentences.items():
        if REQUIRED.setdefault(name, sentence) != sentence:
            raise ValueError(f"two sentences for a missing {name}")


def wrong(code: LiteralString, text: str, **facts: object) -> PydanticCustomError:
    """An error of ours for a validator to raise: the untranslated sentence travels with its facts."""
    return PydanticCustomError(code, "refused", {"text": text, "facts": facts})


def fault_of(error: Any) -> Fault:
    """One pydantic error as a fault, without the input it came from."""
    place = [str(part) for part in error["loc"]]
    pointer = searchable("/" + "/".join(place[1:] if place[:1] == ["body"] else place))[:LONGEST_POINTER]
    context = error.get("ctx", {})
    if "text" in context:
        return Fault(pointer, error["type"], context["text"], context["facts"])
    kind = error["type"]
    if isinstance(error.get("input"), str) and kind in ("too_long", "too_short"):
        kind = f"string_{kind}"
    code, text = SENTENCES.get(kind, OTHERWISE)
    if code == "required" or (kind == "date_type" and error.get("input") is None):
        text = REQUIRED.get(place[-1], text) if place else text
    return Fault(pointer, code, text, {name: context.get(name) for name in ("max_length", "ge", "le")})


def clean(value: str) -> str:
    """NFC, without invisible characters, single spaces for odd ones; refuses controls and overrides."""
    if not isinstance(value, str):
        return value
    if len(value) > texts.LONGEST:
        raise wrong("too_long", SENTENCES["string_too_long"][1], max_length=texts.LONGEST)
    text = texts.tidied(value)
    if text is None:
        raise wrong("text_characters", TEXT_CHARACTERS)
    return text


def one_line(value: str) -> str:
    return " ".join(value.split())


def blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def email(value: object) -> object:
    """Lower case, so that two spellings are one address."""
    text = clean(value).lower() if isinstance(value, str) else value
    if text and not (isinstance(text, str) and len(text) <= 254 and ADDRESS.fullmatch(text)):
        raise wrong("email_unknown", EMAIL)
    return text


Search = Annotated[str, AfterValidator(searchable), StringConstraints(max_length=80)]
Line = Annotated[str, BeforeValidator(clean), AfterValidator(one_line)]
Name = Annotated[Line, StringConstraints(min_length=1, max_length=120)]
Title = Annotated[Line, StringConstraints(min_length=1, max_length=200)]
OptionalTitle = Annotated[Annotated[Line, StringConstraints(max_length=200)] | None, BeforeValidator(blank_is_none)]
Device = Annotated[Annotated[Line, StringConstraints(max_length=120)] | None, BeforeValidator(blank_is_none)]
Paragraph = Annotated[str, BeforeValidator(clean), StringConstraints(max_length=2000)]
OptionalParagraph = Annotated[Paragraph | None, BeforeValidator(blank_is_none)]
Code = Annotated[str, BeforeValidator(clean), StringConstraints(min_length=1, max_length=40)]
Address = Annotated[str, BeforeValidator(email), StringConstraints(min_length=1, max_length=254)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Version = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Read(BaseModel):
    """A response shape; built from rows and mappings alike."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def from_row(cls, row: object, /, **more: object) -> Self:
        """`row` in this shape: each field by its name, but for those given here."""
        names = [name for name in cls.model_fields if name not in more]
        return cls.model_validate({name: getattr(row, name) for name in names if hasattr(row, name)} | more)


class Write(BaseModel):
    """A request shape: an unknown field is refused, never ignored."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def of_a_form(cls, given: object) -> object:
        """Each field we do not know costs a refusal of its own: eighty thousand would make an answer of megabytes."""
        if isinstance(given, dict) and len(given) > MOST_FIELDS:
            raise wrong("unknown_field", SENTENCES["extra_forbidden"][1])
        return given

    @field_validator("*")
    @classmethod
    def storable(cls, value: object) -> object:
        if not is_storable(value):
            raise wrong("text_characters", TEXT_CHARACTERS)
        return value


class InDistrict(Protocol):
    """A row that knows the code and the name of its district."""

    @property
    def district_code(self) -> str: ...
    @property
    def district_name(self) -> str: ...


class Ref(Read):
    """A coded thing and its name."""

    code: str
    name: str

    @classmethod
    def district(cls, row: InDistrict) -> Self:
        return cls(code=row.district_code, name=row.district_name)
