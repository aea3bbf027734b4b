"""integrity.md 1: a supplier's name, NIB, owner and account are asked for by one and decided by another, on pages."""

import pytest
from playwright.sync_api import Browser

from tests.browser import Visitor, visitor
from tests.journeys import walks
from tests.journeys.test_corrections import PAPER
from tests.journeys.test_goods import own
from tests.servers import Live

pytestmark = pytest.mark.browser
SUPPLIER = {"name": "PT Mesin Contoh", "nib": "8120123456789", "address": "Jalan Contoh 1", "phone": "081299990001"}
NEW_NIB = "9120123456780"
REASON = "NIB dan akta dilihat di kantor hari ini."


def recorded(who: Visitor) -> str:
    page = who.open("/petugas/penyedia")
    for field, value in SUPPLIER.items():
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Simpan penyedia").click()
    page.get_by_text("Penyedia tersimpan.").wait_for()
    own(page)
    return page.url.split("#")[0]


def ask(who: Visitor, supplier: str, link: str, typed: dict[str, str], wrong: tuple[str, str]) -> None:
    """With a mistake first: what was typed stays. The paper comes with the form."""
    page = who.open(supplier)
    page.get_by_role("link", name=link).click()
    for field, value in (typed | dict([wrong])).items():
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.locator(f"#{wrong[0]}-error").wait_for()
    kept = next(field for field in typed if field not in (wrong[0], "owner_nik"))
    assert page.input_value(f"#{kept}") == typed[kept]
    who.check(f"supplier-{wrong[0]}-errors")
    for field, value in typed.items():
        page.fill(f"#{field}", value)
    page.set_input_files("#file", PAPER)
    page.get_by_role("button", name="Ajukan perbaikan").click()
    page.get_by_text("Terkirim. Petugas lain memutuskannya.").wait_for()
    assert page.get_by_role("button", name="Setujui dan tulis").count() == 0
    who.check(f"supplier-{wrong[0]}-asked")


def decide(who: Visitor, shown: str, *, agree: bool = True) -> None:
    """From the inbox; a refusal says why."""
    page = who.open("/petugas")
    page.locator("#change_requests_to_decide a").last.click()
    assert shown in page.locator("tbody").first.inner_text()
    who.check("supplier-to-decide")
    if not agree:
        page.get_by_role("button", name="Tolak").click()
        page.locator("#reason-error").wait_for()
        page.fill("#reason", "Surat penyedia tidak bermeterai.")
    page.get_by_role("button", name="Setujui dan tulis" if agree else "Tolak").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)])
def test_a_suppliers_record_changes_by_two_and_keeps_its_versions(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with (
        visitor(browser, base, width, scripts=scripts) as agus,
        visitor(browser, base, width, scripts=scripts) as tuti,
    ):
        walks.log_in(agus, "agus@demo.bimtek.id")
        walks.log_in(tuti, "tuti@demo.bimtek.id")
        supplier = recorded(agus)
        name = {"name": "PT Mesin Baru", "nib": NEW_NIB, "reason": REASON}
        ask(agus, supplier, "Ajukan perbaikan", name, ("nib", "12"))
        decide(tuti, "PT Mesin Baru")
        account = {"bank": "Bank Lain", "account_number": "55667788", "account_holder": "PT Mesin Baru"}
        ask(agus, supplier, "Ajukan rekening lain", account | {"reason": REASON}, ("account_number", "x"))
        decide(tuti, "Bank Lain")
        owner = {"owner_name": "Pemilik Baru", "owner_nik": "9971994409880010", "reason": REASON}
        ask(agus, supplier, "Ajukan pemilik lain", owner, ("owner_nik", "1"))
        decide(tuti, "Pemilik Baru", agree=False)
        page = agus.open(supplier)
        assert page.locator("h1").inner_text() == "PT Mesin Baru"
        told = page.locator("main").inner_text()
        assert "Bank Lain •••• 7788" in told
        assert "PT Mesin Contoh" in told, "what was on file before"
        assert "Pemilik Baru" not in told
        agus.check("supplier-versions")
