"""Field types shared by request schemas, and the sentences of their refusals.

Pydantic's own messages may quote what was typed, so each error kind gets a sentence of ours instead.
"""

from typing import Annotated, Any, Protocol, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bimtek_api.core.errors import Fault
from bimtek_api.core.i18n import N_
from bimtek_api.core.shapes import with_bounds
from bimtek_api.core.storable import is_storable, searchable
from bimtek_api.core.values.emails import email
from bimtek_api.core.values.typed import exact, of_a_program
from bimtek_api.core.values.whole import Count
from bimtek_api.core.wrongs import TEXT_CHARACTERS, TOO_LONG, clean, latin, wrong

LONGEST_POINTER, MOST_FIELDS = 200, 1_000
DECIMAL = N_("Tulis bilangan dengan titik desimal, seperti -2.990934.")
YES_OR_NO = N_("Kirim true atau false.")
LINK = N_("Tulis alamat situs yang utuh, seperti https://contoh.id/halaman.")
SENTENCES = {
    "missing": ("required", N_("Bagian ini harus diisi.")),
    "string_too_short": ("required", N_("Bagian ini harus diisi.")),
    "string_too_long": ("too_long", TOO_LONG),
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
    "int_type": ("required", N_("Bagian ini harus diisi.")),
    "time_type": ("required", N_("Bagian ini harus diisi.")),
    "datetime_type": ("required", N_("Bagian ini harus diisi.")),
    "float_type": ("not_a_number", DECIMAL),
    "float_parsing": ("not_a_number", DECIMAL),
    "finite_number": ("not_a_number", DECIMAL),
    "bool_type": ("not_yes_or_no", YES_OR_NO),
    "bool_parsing": ("not_yes_or_no", YES_OR_NO),
    "list_type": ("not_a_list", N_("Kirim sebagai daftar.")),
    "dict_type": ("not_an_object", N_("Kirim sebagai objek JSON.")),
    "model_type": ("not_an_object", N_("Kirim sebagai objek JSON.")),
    "string_pattern_mismatch": ("not_acceptable", N_("Periksa tulisannya: ada tanda yang tidak dipakai di sini.")),
    "bytes_type": ("not_a_file", N_("Pilih berkasnya.")),
    "url_parsing": ("not_a_link", LINK),
    "url_scheme": ("not_a_link", LINK),
    "url_type": ("not_a_link", LINK),
    "url_too_long": ("not_a_link", LINK),
    "url_syntax_violation": ("not_a_link", LINK),
    "union_tag_not_found": ("unknown_choice", N_("Pilih salah satu dari daftar.")),
    "union_tag_invalid": ("unknown_choice", N_("Pilih salah satu dari daftar.")),
    "greater_than_equal": ("too_small", N_("Paling sedikit {ge}.")),
    "less_than_equal": ("too_large", N_("Paling banyak {le}.")),
    "too_long": ("too_many", N_("Terlalu banyak. Paling banyak {max_length}.")),
    "too_short": ("required", N_("Pilih paling sedikit satu.")),
}
# What a pattern asks, in words. A test finds every pattern of a request here or with a sentence of its own.
PATTERNS = {
    r"^[A-Za-z0-9-]+$": N_("Hanya huruf, angka, dan tanda hubung."),
    r"^[A-Za-z0-9]+$": N_("Hanya huruf dan angka."),
    r"^[A-Za-z0-9.-]+$": N_("Hanya huruf, angka, titik, dan tanda hubung."),
    r"^[A-Za-z0-9./ -]+$": N_("Hanya huruf, angka, spasi, titik, garis miring, dan tanda hubung."),
    r"^[A-Za-z0-9][A-Za-z0-9./ -]*$": N_("Hanya huruf, angka, spasi, titik, garis miring, dan tanda hubung."),
    r"^[A-Z0-9/.-]+$": N_("Hanya huruf besar, angka, garis miring, titik, dan tanda hubung."),
    r"^[A-Z0-9-]+$": N_("Hanya huruf besar, angka, dan tanda hubung."),
    r"[A-Za-z0-9]": N_("Tulis paling sedikit satu huruf atau angka."),
    r"^[0-9 ]+$": N_("Hanya angka dan spasi."),
    r"^[0-9 ]*$": N_("Hanya angka dan spasi."),
    r"^[0-9.]+$": N_("Hanya angka dan titik, seperti 16.71."),
    r"^[0-9]{2}$": N_("Tulis dua angka, seperti 16."),
    r"^[a-z_]+$": N_("Pilih salah satu dari daftar."),
    r"^[a-z][a-z0-9_]{0,39}$": N_("Huruf kecil, angka, dan garis bawah, diawali huruf."),
    r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$": N_("Tulis kode wilayah, seperti 16.71."),
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
ASKED_FOR = ("date_type", "time_type", "datetime_type", "int_type")  # with nothing in it
OTHERWISE = ("not_acceptable", N_("Isian ini tidak dapat diterima."))


def required(**sentences: str) -> None:
    """What is said where one of a room's fields is missing, by its name; `REQUIRED` has what all rooms ask for."""
    for name, sentence in sentences.items():
        if REQUIRED.setdefault(name, sentence) != sentence:
            raise ValueError(f"two sentences for a missing {name}")


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
    text = PATTERNS.get(str(context.get("pattern")), text)
    if code == "required" or (kind in ASKED_FOR and error.get("input") is None):
        text = REQUIRED.get(place[-1], text) if place else text
    return Fault(pointer, code, text, {name: context.get(name) for name in ("max_length", "ge", "le")})


def one_line(value: str) -> str:
    return " ".join(value.split())


def blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Search = Annotated[str, AfterValidator(searchable), StringConstraints(max_length=80)]
Line = Annotated[str, BeforeValidator(clean), AfterValidator(one_line)]
Name = Annotated[Line, StringConstraints(min_length=1, max_length=120), AfterValidator(latin)]
Title = Annotated[Line, StringConstraints(min_length=1, max_length=200), AfterValidator(latin)]
OptionalTitle = Annotated[
    Annotated[Line, StringConstraints(max_length=200), AfterValidator(latin)] | None, BeforeValidator(blank_is_none)
]
Device = Annotated[Annotated[Line, StringConstraints(max_length=120)] | None, BeforeValidator(blank_is_none)]
Paragraph = Annotated[str, BeforeValidator(clean), StringConstraints(max_length=2000)]
OptionalParagraph = Annotated[Paragraph | None, BeforeValidator(blank_is_none)]
Code = Annotated[str, BeforeValidator(clean), StringConstraints(min_length=1, max_length=40)]
Address = Annotated[str, BeforeValidator(email), StringConstraints(min_length=1, max_length=254)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Version = Annotated[Count, Field(ge=1, le=2_000_000_000)]


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

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(schema)
        with_bounds(handler.resolve_ref_schema(made))
        return made

    @model_validator(mode="wrap")
    @classmethod
    def as_sent(cls, given: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """A program's numbers are numbers; what stands in the address of its request is text as ever."""
        marker = exact.set(of_a_program.get())
        try:
            return handler(given)
        finally:
            exact.reset(marker)

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
