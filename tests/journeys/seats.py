"""What people do about seats on the pages: wait, answer an offer, correct, send somebody else."""

from tests.browser import Visitor
from tests.journeys import walks

FULL = "Servis ponsel: perangkat keras"


def join_queue(who: Visitor) -> str:
    """Registers for a full session; returns the receipt's address."""
    page = who.open("/?district=16.71")
    page.get_by_role("link", name=FULL, exact=True).click()
    page.get_by_role("link", name="Masuk daftar tunggu").click()
    fill_person(who, "Rohana", "9971994409887001")
    page.check("input[name=consents][value=invitations]")
    page.get_by_role("button", name="Kirim pendaftaran").click()
    page.wait_for_url("**/pendaftaran/BT-*/**")
    who.check("waiting")
    return page.url


def change_mind(who: Visitor, receipt: str) -> None:
    """She withdraws a consent: first without a birth date, then with it; the earlier notice stays readable."""
    page = who.open(receipt)
    page.locator("#persetujuan a").click()
    page.get_by_text("Hanya dengan persetujuan Anda").wait_for()
    who.check("notice")
    page.goto(receipt)
    page.uncheck("input[name=consents][value=invitations]")
    page.check("input[name=consents][value=publication]")
    page.get_by_role("button", name="Simpan persetujuan").click()
    page.locator("#agree-error").wait_for()
    assert not page.is_checked("input[name=consents][value=invitations]")
    who.check("consent-errors")
    walks.fill_date(who, "agree")
    page.get_by_role("button", name="Simpan persetujuan").click()
    page.get_by_text("Persetujuan Anda tersimpan.").wait_for()
    assert page.is_checked("input[name=consents][value=publication]")
    assert not page.is_checked("input[name=consents][value=invitations]")
    who.check("consents")


def fill_person(who: Visitor, name: str, nik: str) -> None:
    """The three steps of the form, up to the last look."""
    page = who.page
    page.fill("#name", name)
    page.fill("#nik", nik)
    walks.fill_date(who)
    page.check("input[value=female]")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    walks.home(who)
    page.check("input[value=phone_repair]")
    page.get_by_role("button", name="Simpan dan lanjut").click()


def widen(who: Visitor) -> None:
    """Ten more seats and a share for women; the dry run tells who is next."""
    page = who.open("/petugas/sesi")
    page.get_by_role("link", name=FULL, exact=True).click()
    who.check("session-seats")
    page.get_by_role("link", name="Kursi dan kuota").click()
    assert "Menunggu kursi kosong" in page.locator(".next-list").inner_text()
    who.check("quotas")
    size = int(page.input_value("#size"))
    page.fill("#size", "0")
    page.get_by_role("button", name="Simpan kuota").click()
    page.locator(".error-summary").wait_for()
    who.check("quota-errors")
    page.fill("#size", str(size + 10))
    page.fill("#women_seats", "5")
    page.get_by_role("button", name="Simpan kuota").click()
    page.get_by_text("Kuota tersimpan.").wait_for()
    who.check("quotas-after")


def answer(who: Visitor, receipt: str) -> None:
    """The offer with its countdown; a wrong birth date is said, the right one takes the seat."""
    page = who.open(receipt)
    who.check("offer")
    assert "Sisa waktu" in page.locator(".countdown").inner_text()
    page.get_by_role("button", name="Terima kursi ini").click()
    page.locator("#birth_date-error").wait_for()
    who.check("offer-errors")
    walks.fill_date(who)
    page.get_by_role("button", name="Terima kursi ini").click()
    page.get_by_text("Kursi ini menjadi milik Anda.").wait_for()
    who.check("offer-taken")


def ask_correction(who: Visitor, number: str) -> None:
    page = who.open(f"/petugas/pendaftaran?q={number}")
    page.locator("tbody th a").click()
    page.fill("#reason", "Tulis nama lengkap seperti di KTP.")
    page.check("input[name=fields][value=name]")
    page.get_by_role("button", name="Minta perbaikan").click()
    page.get_by_text("sudah diputuskan").wait_for()
    who.check("returned")


def correct(who: Visitor, receipt: str) -> None:
    page = who.open(receipt)
    assert "Tulis nama lengkap" in page.locator(".standing").inner_text()
    who.check("to-correct")
    page.fill("#name", "Rohana binti Saleh")
    walks.fill_date(who)
    page.get_by_role("button", name="Kirim perbaikan").click()
    page.get_by_text("Perbaikan Anda terkirim").wait_for()


def send_another(who: Visitor, receipt: str) -> None:
    """Her sister comes in her place; the first receipt says so."""
    page = who.open(receipt)
    page.get_by_role("button", name="Kirim orang lain").click()
    fill_person(who, "Rohani", "9971994409887002")
    for part, value in walks.BOXES.items():
        page.fill(f"#holder_birth_date_{part}", value)
    who.check("substitute")
    page.get_by_role("button", name="Kirim pendaftaran").click()
    page.wait_for_url("**/pendaftaran/BT-*/**")
    assert page.url != receipt
    who.open(receipt)
    who.check("substituted")
    assert page.locator(".standing .status").inner_text() == "Digantikan"


def pause(who: Visitor) -> str:
    """Pauses registration with a public reason; returns the session's public address."""
    page = who.open("/petugas/sesi")
    page.get_by_role("link", name=FULL, exact=True).click()
    page.fill("#reason", "Bengkel latihan sedang diperbaiki.")
    page.get_by_role("button", name="Jeda pendaftaran").click()
    page.get_by_text("Tersimpan.").wait_for()
    who.check("paused")
    return page.url.replace("/petugas", "")
