"""What registering somebody asks, for the public form and the officer's: fields, and what the API wants of them."""

from typing import TypedDict

from starlette.datastructures import FormData

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem, ApiUnreachable
from bimtek_web.ui import questions
from bimtek_web.ui.filled import Filled, Own, Owns, Rest, Text, Texts
from bimtek_web.ui.forms import Form, date_of, number_of

TARGETS = ("disabled", "first_timer")


class Entry(Filled):
    """One person who registers."""

    name: Text
    nik: Text
    birth_date_day: Own
    birth_date_month: Own
    birth_date_year: Own
    sex: Text
    groups: Owns  # of the targets
    phone: Text
    email: Text
    district_code: Text
    subdistrict_code: Text
    village_code: Text
    business_name: Text
    trade: Text
    equipment_needs: Texts
    equipment_note: Text
    form_version: Own
    notice_version: Text
    consents: Texts
    key: Own

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        return questions.given(data)

    def body(self, session_id: str, asked: list[shapes.Question]) -> shapes.RegistrationCreate:
        """The registration as the API wants it: what was left empty is left out."""
        values = self.values()
        return self.sent(
            shapes.RegistrationCreate, session_id=session_id, birth_date=date_of(values, "birth_date"),
            form_version=number_of(self.form_version), answers=questions.answers_of(asked, values),
            **{target: True for target in TARGETS if target in self.groups},
        )  # fmt: skip


class Places(TypedDict):
    subdistricts: list[shapes.Ref]
    villages: list[shapes.Ref]
    silent: bool  # the lists did not come: what was chosen stays, and the part says so


async def places(api: ApiClient, form: Form) -> Places:
    """Sub-districts of the chosen district and villages of the chosen sub-district; a stale choice is dropped."""
    found: Places = {"subdistricts": [], "villages": [], "silent": False}
    district, subdistrict = form.text("district_code"), form.text("subdistrict_code")
    try:
        if district:
            found["subdistricts"] = await api.subdistricts(district)
        if subdistrict and any(each["code"] == subdistrict for each in found["subdistricts"]):
            found["villages"] = await api.villages(subdistrict)
    except (ApiProblem, ApiUnreachable) as error:
        if isinstance(error, ApiProblem) and error.status < 500:
            raise
        found["silent"] = True
    return found


async def questions_of(api: ApiClient, session: shapes.SessionDetail) -> list[shapes.Question]:
    """The session's own questions."""
    return (await api.session_form(session["id"]))["questions"] if session["form_version"] else []
