"""A visitor without scripts: she opens pages over TLS, fills the form she sees and presses its button."""

import ssl
from html.parser import HTMLParser

import httpx

from tests import factories


class Form(HTMLParser):
    """The form that holds `mark`: where it goes, what it would send, and the names of its fields."""

    def __init__(self, page: httpx.Response, mark: str) -> None:
        super().__init__()
        self.action, self.picking = page.url.path, ""
        self.fields: dict[str, str] = {}
        self.names: set[str] = set()
        whole = [part.split("</form>")[0] for part in page.text.split("<form ")[1:]]
        found = next((part for part in whole if mark in part), None)
        assert found, f"no form with {mark}: {page.status_code} {page.text[:2000]}"
        self.feed(f"<form {found}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "form":
            self.action = found.get("action") or self.action
        if tag == "select":
            self.picking = name
        if tag == "option" and "selected" in found:
            self.fields[self.picking] = found["value"]
        if tag in ("input", "textarea", "select") and name:
            self.names.add(name)
            if tag == "input" and (kind not in ("radio", "checkbox") or "checked" in found):
                self.fields[name] = found.get("value", "")


class Visitor:
    """One browser at an address of its own. `says`: what it tells with a form about where it comes from."""

    def __init__(self, site: str, authority: str, address: str) -> None:
        trusted = ssl.create_default_context(cafile=authority)
        transport = httpx.HTTPTransport(verify=trusted, local_address=address)
        self.http = httpx.Client(base_url=site, transport=transport, timeout=30)
        self.says = {"Origin": site, "Sec-Fetch-Site": "same-origin"}

    def open(self, path: str) -> httpx.Response:
        return self.http.get(path, follow_redirects=True)

    def press(self, page: httpx.Response, mark: str, typed: dict[str, str], **button: str) -> httpx.Response:
        """Fills and sends the form that holds `mark`."""
        form = Form(page, mark)
        assert typed.keys() <= form.names, typed.keys() - form.names
        return self.http.post(form.action, data=form.fields | typed | button, headers=self.says)

    def step(self, page: httpx.Response, action: str, **typed: str) -> httpx.Response:
        return self.press(page, f'value="{action}"', typed, action=action)


def register(who: Visitor, session: str, email: str) -> httpx.Response:
    """Registers in four steps as the pages ask; returns the last answer."""
    made = factories.registration(session)
    born = {"birth_date_year": "1988", "birth_date_month": "9", "birth_date_day": "4"}
    page = who.open(f"/sesi/{session}/daftar")
    page = who.step(page, "1:next", name=made["name"], nik=made["nik"], sex="female", **born)
    page = who.step(page, "2:show", phone=made["phone"], email=email, district_code=made["district_code"])
    page = who.step(page, "2:show", subdistrict_code=made["subdistrict_code"])
    page = who.step(page, "2:next", village_code=made["village_code"])
    page = who.step(page, "3:next", business_name="Jahit Uji", trade="garment")
    return who.step(page, "4:send")
