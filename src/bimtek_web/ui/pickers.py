"""Choosing among many: a search that needs no script, a short list of what matches, and what is chosen stays chosen.

Each shown choice carries its own words in `named`, so that it can be shown again while something else is searched.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NotRequired, TypedDict, TypeVar

from starlette.datastructures import FormData

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.ui import formats
from bimtek_web.ui.forms import Form
from bimtek_web.ui.i18n import gettext as _

MOST = 20  # shown at a time
FIND = "find"  # the button that searches; its form is not sent on
ROLE = "role_"


@dataclass(frozen=True)
class Choice:
    """`note` tells namesakes apart: the last digits of a NIK, a number, a place."""

    code: str
    name: str
    note: str = ""

    @property
    def carried(self) -> str:
        return "|".join((self.code, self.note.replace("|", "/"), self.name))


@dataclass(frozen=True)
class Picker:
    """`choices`: what is chosen first, then `found` others that match; `more`: there are more than are shown."""

    name: str
    query: str
    choices: list[Choice]
    found: int
    more: bool


Look = Callable[[str], Awaitable[tuple[list[Choice], bool]]]


class Known(TypedDict):
    """A row of any list."""

    id: str


Row = TypeVar("Row", bound=Known)


class Page(TypedDict, Generic[Row]):
    """What every list of the API has."""

    items: list[Row]
    next_cursor: NotRequired[str | None]


def by_id(row: Known) -> str:
    return row["id"]


def looking(
    ask: Callable[..., Awaitable[Page[Row]]],
    words: Callable[[Row], tuple[str, str]],
    code: Callable[[Row], str] = by_id,
    **asked: str,
) -> Look:
    """A search in one of the API's lists; `words` are name and note of a row."""

    async def look(query: str) -> tuple[list[Choice], bool]:
        page = await ask(q=query, limit=MOST, **asked)
        return [Choice(code(each), *words(each)) for each in page["items"]], bool(page.get("next_cursor"))

    return look


def person(row: shapes.ParticipantRow) -> tuple[str, str]:
    return row["name"], f"NIK •••• {row['nik_last4'] or '–'}, {row['district']['name']}"


def people(api: ApiClient) -> Look:
    return looking(api.participants, person)


def group(row: shapes.GroupRow | shapes.GroupRead) -> tuple[str, str]:
    return row["name"], f"{row['chair'] or '–'}, {row['district']['name']}"


def groups(api: ApiClient) -> Look:
    return looking(api.groups, group)


def suppliers(api: ApiClient) -> Look:
    return looking(api.suppliers, lambda row: (row["name"], f"NIB {row['nib']}"))


def trainers(api: ApiClient) -> Look:
    return looking(api.trainers, lambda row: (row["name"], row["institution"] or ""), active="true")


def decrees(api: ApiClient) -> Look:
    return looking(
        api.decrees, lambda row: (row["number"], f"{formats.day(row['dated'])}, {row['district']['name']}")
    )


def approved_cases(api: ApiClient) -> Look:
    def words(row: shapes.ApplicationRow) -> tuple[str, str]:
        money = formats.rupiah(row["amount_rupiah"])
        return f"{row['group_name']}, {money}", f"{row['number']}, {row['package_name']}"

    def as_seen(row: shapes.ApplicationRow) -> str:
        return f"{row['id']}:{row['version']}"

    return looking(api.applications, words, as_seen, status="approved")


def pieces_in_stock(api: ApiClient, district: str) -> Look:
    return looking(
        api.stock, lambda row: (row["name"], f"{row['serial']}, {row['group_name']}"), status="in_stock",
        district=district,
    )  # fmt: skip


def open_sessions(api: ApiClient, district: str) -> Look:
    def words(row: shapes.SessionRow) -> tuple[str, str]:
        seats = _("%(count)s kursi tersisa") % {"count": row["seats"]["free"]}
        return row["title"], f"{formats.days(row['starts_on'], row['ends_on'])}, {seats}"

    return looking(api.sessions, words, district=district, open="true")


def typed_search(data: FormData) -> dict[str, str | list[str]]:
    """What was searched for, the words of what was shown, and parts given to people."""
    return {name: str(data[name])[:80].replace("\0", "") for name in data if name.startswith(("q_", ROLE))} | {
        "named": [str(each)[:400].replace("\0", "") for each in data.getlist("named")[:500]]
    }


def searches(data: FormData) -> bool:
    """Whether she pressed a search button: the page is drawn again and nothing is sent on."""
    return bool(data.get(FIND))


def chosen_in(form: Form, name: str) -> list[str]:
    return list(filter(None, form.many(name)))


def with_part(values: Mapping[str, object]) -> list[str]:
    """Whoever has a part, in the order of the page."""
    return [name.removeprefix(ROLE) for name, part in values.items() if name.startswith(ROLE) and part]


def said(form: Form) -> dict[str, Choice]:
    """The words of choices that were shown before."""
    parts = [each.split("|", 2) for each in form.many("named")]
    return {each[0]: Choice(each[0], each[2], each[1]) for each in parts if len(each) == 3}


async def search(
    look: Look, form: Form, name: str, chosen: Iterable[str] | None = None, known: Iterable[Choice] = ()
) -> Picker:  # fmt: skip
    """`known`: choices whose words are at hand although the form has not shown them yet."""
    wanted = list(dict.fromkeys(chosen_in(form, name) if chosen is None else chosen))
    words = {each.code: each for each in known} | said(form)
    query = form.text(f"q_{name}").strip()
    matches, more = await look(query)
    words |= {each.code: each for each in matches}
    others = [each for each in matches if each.code not in wanted]
    return Picker(name, query, [words[code] for code in wanted if code in words] + others, len(matches), more)
