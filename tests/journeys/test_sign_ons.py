"""An officer logs in with her office's account; her one-time code is still hers to give."""

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser

from bimtek_api.demo.officers import OFFICERS
from bimtek_api.local.postgres import free_port
from tests.browser import visitor
from tests.journeys.conftest import Planted, named, system
from tests.provider.office import provider
from tests.servers import Live

pytestmark = pytest.mark.browser
KNOWN = {each.email.partition("@")[0]: each for each in OFFICERS if each.email.startswith(("ratna", "lina"))}
PEOPLE = {name: {"email": each.email, "email_verified": True, "amr": ["pwd"]} for name, each in KNOWN.items()}
PEOPLE["orang-lain"] = {"email": "lain@contoh.id", "email_verified": True, "amr": ["pwd"]}


@pytest.fixture(scope="module")
def signing(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    port = free_port()
    web = f"http://localhost:{port}"
    with provider(PEOPLE, f"{web}/masuk/kembali") as office:
        settings = {
            "BIMTEK_WEB_URL": web, "BIMTEK_WEB_PORT": str(port), "BIMTEK_SIGN_ON_NAME": "Akun Kemenperin",
            "BIMTEK_SIGN_ON_ISSUER": office.issuer, "BIMTEK_SIGN_ON_CLIENT_SECRET": office.secret,
        }  # fmt: skip
        with system(named("signing"), tmp_path_factory.mktemp("files"), planted, **settings) as started:
            yield started


@pytest.mark.parametrize(("width", "name"), [(360, "ratna"), (1280, "lina")])
def test_an_office_account_and_then_her_code(browser: Browser, signing: Live, width: int, name: str) -> None:
    with visitor(browser, signing.web or "", width, scripts=width == 1280) as officer:
        page = officer.open("/petugas/pendaftaran?status=pending_review")
        officer.check("login-with-office-account")
        page.get_by_role("link", name="Masuk dengan Akun Kemenperin").click()
        page.get_by_role("button", name="Batal").click()
        page.get_by_text("Masuk dengan akun kantor tidak selesai.").wait_for()
        officer.check("sign-on-broken-off")
        page = officer.open("/petugas/pendaftaran?status=pending_review")
        page.get_by_role("link", name="Masuk dengan Akun Kemenperin").click()
        page.get_by_role("button", name=name).click()
        page.get_by_role("heading", name="Satu langkah lagi").wait_for()
        officer.open("/petugas").get_by_role("heading", name="Satu langkah lagi").wait_for()
        page.fill("#code", "000000")
        page.get_by_role("button", name="Masuk").click()
        page.locator(".error-summary").wait_for()
        officer.check("sign-on-code")
        page = officer.open("/petugas/pendaftaran?status=pending_review")
        page.fill("#code", pyotp.TOTP(KNOWN[name].totp_secret).now())
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/petugas/pendaftaran?status=pending_review")


def test_an_account_nobody_knows_leads_to_the_administrator(browser: Browser, signing: Live) -> None:
    with visitor(browser, signing.web or "", 360, scripts=True) as stranger:
        page = stranger.open("/masuk")
        page.get_by_role("link", name="Masuk dengan Akun Kemenperin").click()
        page.get_by_role("button", name="orang-lain").click()
        page.get_by_text("Hubungi administrator.").first.wait_for()
        stranger.check("sign-on-unknown")
