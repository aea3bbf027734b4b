"""The one door to the API: one method per operation, JSON in and out."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from bimtek_web.api.errors import ApiProblem, ApiUnreachable

Json = dict[str, Any]


@dataclass(frozen=True)
class Caller:
    """For whom a page asks: the language, the signed address of the browser, an officer's token."""

    language: str
    address: str
    address_key: bytes
    token: str | None = None

    def headers(self) -> dict[str, str]:
        mark = hmac.new(self.address_key, self.address.encode(), hashlib.sha256).hexdigest()
        headers = {"Accept-Language": self.language, "Bimtek-Client": f"{self.address};{mark}"}
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


class ApiClient:
    """Raises ApiProblem for a refusal and ApiUnreachable when there is no answer."""

    def __init__(self, http: httpx.AsyncClient, caller: Caller) -> None:
        self.http, self.caller = http, caller

    async def call(self, method: str, path: str, *, version: int | None = None, **options: Any) -> Any:
        headers = self.caller.headers() | options.pop("headers", {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        try:
            answer = await self.http.request(method, path, headers=headers, **options)
        except httpx.HTTPError as error:
            raise ApiUnreachable from error
        if answer.status_code == 204:
            return None
        is_json = "json" in answer.headers.get("content-type", "")
        if answer.is_error:
            raise ApiProblem(answer.status_code, answer.json() if is_json else {})
        return answer.json() if is_json else answer.content

    async def get(self, path: str, **asked: Any) -> Any:
        return await self.call("GET", path, params={name: value for name, value in asked.items() if value})

    # public
    async def provinces(self) -> list[Json]:
        return (await self.get("/v1/provinces"))["items"]

    async def districts(self) -> list[Json]:
        return (await self.get("/v1/districts"))["items"]

    async def district(self, code: str) -> Json:
        return await self.get(f"/v1/districts/{code}")

    async def subdistricts(self, district: str) -> list[Json]:
        return (await self.get(f"/v1/districts/{district}/subdistricts"))["items"]

    async def villages(self, subdistrict: str) -> list[Json]:
        return (await self.get(f"/v1/subdistricts/{subdistrict}/villages"))["items"]

    async def trades(self) -> list[Json]:
        return (await self.get("/v1/trades"))["items"]

    async def equipment(self) -> list[Json]:
        return (await self.get("/v1/equipment"))["items"]

    async def notice(self) -> Json:
        return await self.get("/v1/notices/current")

    async def sessions(self, **asked: Any) -> Json:
        return await self.get("/v1/sessions", **asked)

    async def session(self, session_id: str) -> Json:
        return await self.get(f"/v1/sessions/{session_id}")

    async def check_registration(self, body: Json) -> dict[str, str]:
        """The sentence for each wrong field, by field name."""
        answer = await self.call("POST", "/v1/registrations/checks", json=body)
        return ApiProblem(422, answer).errors

    async def register(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/registrations", json=body, headers={"Idempotency-Key": key})

    async def receipt(self, number: str, secret: str) -> Json:
        return await self.call("GET", f"/v1/receipts/{number}", headers={"Receipt-Secret": secret})

    async def move_own(self, number: str, secret: str, body: Json) -> Json:
        path = f"/v1/receipts/{number}/transitions"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def correct_own(self, number: str, secret: str, body: Json) -> Json:
        path = f"/v1/receipts/{number}/corrections"
        return await self.call("POST", path, json=body, headers={"Receipt-Secret": secret})

    async def substitute_own(self, number: str, secret: str, body: Json, key: str) -> Json:
        headers = {"Receipt-Secret": secret, "Idempotency-Key": key}
        return await self.call("POST", f"/v1/receipts/{number}/substitutes", json=body, headers=headers)

    async def look_up_receipt(self, body: Json) -> Json:
        return await self.call("POST", "/v1/receipts/lookups", json=body)

    async def certificate(self, code: str) -> Json:
        return await self.get(f"/v1/certificates/{code}")

    # officers
    async def log_in(self, body: Json) -> Json:
        return await self.call("POST", "/v1/logins", json=body)

    async def log_out(self) -> None:
        await self.call("DELETE", "/v1/logins/current")

    async def me(self) -> Json:
        return await self.get("/v1/me")

    async def registrations(self, **asked: Any) -> Json:
        return await self.get("/v1/registrations", **asked)

    async def registration(self, registration_id: str) -> Json:
        return await self.get(f"/v1/registrations/{registration_id}")

    async def move_registration(self, registration_id: str, version: int, body: Json) -> Json:
        path = f"/v1/registrations/{registration_id}/transitions"
        return await self.call("POST", path, json=body, version=version)

    async def move_registrations(self, body: Json) -> list[Json]:
        return (await self.call("POST", "/v1/registrations/transitions", json=body))["results"]

    async def history(self, kind: str, subject_id: str, **asked: Any) -> Json:
        return await self.get(f"/v1/{kind}/{subject_id}/history", **asked)

    async def create_session(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/sessions", json=body, headers={"Idempotency-Key": key})

    async def replan_session(self, session_id: str, version: int, body: Json) -> Json:
        return await self.call("PUT", f"/v1/sessions/{session_id}", json=body, version=version)

    async def move_session(self, session_id: str, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/sessions/{session_id}/transitions", json=body, version=version)

    async def quotas(self, session_id: str) -> Json:
        return await self.get(f"/v1/sessions/{session_id}/quotas")

    async def set_quotas(self, session_id: str, version: int, body: Json) -> Json:
        return await self.call("PUT", f"/v1/sessions/{session_id}/quotas", json=body, version=version)

    async def attendance(self, session_id: str) -> Json:
        return await self.get(f"/v1/sessions/{session_id}/attendance")

    async def mark_attendance(self, session_id: str, version: int, marks: list[Json]) -> Json:
        path = f"/v1/sessions/{session_id}/attendance"
        return await self.call("PUT", path, json={"marks": marks}, version=version)

    async def participants(self, **asked: Any) -> Json:
        return await self.get("/v1/participants", **asked)

    async def participant(self, participant_id: str) -> Json:
        return await self.get(f"/v1/participants/{participant_id}")

    async def district_summary(self, code: str) -> Json:
        return await self.get(f"/v1/districts/{code}/summary")

    # grants
    async def step_up(self, code: str) -> None:
        await self.call("POST", "/v1/logins/current/step-ups", json={"code": code})

    async def groups(self, **asked: Any) -> Json:
        return await self.get("/v1/groups", **asked)

    async def group(self, group_id: str) -> Json:
        return await self.get(f"/v1/groups/{group_id}")

    async def create_group(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/groups", json=body, headers={"Idempotency-Key": key})

    async def calls(self) -> list[Json]:
        return (await self.get("/v1/calls", limit=200))["items"]

    async def call_for_aid(self, call_id: str) -> Json:
        return await self.get(f"/v1/calls/{call_id}")

    async def applications(self, **asked: Any) -> Json:
        return await self.get("/v1/applications", **asked)

    async def application(self, application_id: str) -> Json:
        return await self.get(f"/v1/applications/{application_id}")

    async def submit_application(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/applications", json=body, headers={"Idempotency-Key": key})

    async def check_application(self, application_id: str, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/applications/{application_id}/checks", json=body, version=version)

    async def vote(self, application_id: str, version: int, body: Json) -> Json:
        return await self.call("POST", f"/v1/applications/{application_id}/votes", json=body, version=version)

    async def decrees(self, **asked: Any) -> Json:
        return await self.get("/v1/decrees", **asked)

    async def decree(self, decree_id: str) -> Json:
        return await self.get(f"/v1/decrees/{decree_id}")

    async def sign_decree(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/decrees", json=body, headers={"Idempotency-Key": key})

    async def deliveries(self, **asked: Any) -> Json:
        return await self.get("/v1/deliveries", **asked)

    async def delivery(self, delivery_id: str) -> Json:
        return await self.get(f"/v1/deliveries/{delivery_id}")

    async def record_delivery(self, body: Json, key: str) -> Json:
        return await self.call("POST", "/v1/deliveries", json=body, headers={"Idempotency-Key": key})

    async def upload_photo(self, district: str, name: str, content: bytes) -> Json:
        return await self.call("POST", f"/v1/districts/{district}/photos", files={"photo": (name, content)})

    async def download(self, path: str) -> bytes:
        """A paper or a photo, after the API has checked that this officer may read it."""
        return await self.call("GET", path)

    async def paper(self, code: str) -> Json:
        return await self.get(f"/v1/papers/{code}")

    async def turns(self) -> list[Json]:
        return (await self.get("/v1/turns", limit=50))["items"]


def new_key() -> str:
    """An Idempotency-Key for one form."""
    return str(uuid4())
