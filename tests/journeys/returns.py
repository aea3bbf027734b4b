"""Money that a bank sent back, as a treasurer records it."""

from tests.api.grants.office import photo_with_place, today
from tests.browser import Visitor


def take_back(who: Visitor) -> None:
    """The bank sent the money back: its number, day and paper."""
    page = who.page
    page.get_by_text("Catat uang kembali dari bank").click()
    page.get_by_role("button", name="Catat uang kembali").click()
    page.locator(".error-summary").wait_for()
    who.check("payment-return-errors")
    mark = (page.locator("input[id^=return_number_]").get_attribute("id") or "").removeprefix("return_number_")
    page.fill(f"#return_number_{mark}", "RTR-1")
    page.fill(f"#return_reason_{mark}", "Rekening ditutup bank.")
    for part, number in zip(("year", "month", "day"), today().split("-"), strict=True):
        page.fill(f"#returned_on_{mark}_{part}", number)
    photo = {"name": "retur.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}
    page.set_input_files(f"#return_file_{mark}", [photo])
    page.get_by_role("button", name="Catat uang kembali").click()
    page.get_by_text("Uang kembali tercatat.").wait_for()
    who.check("payment-failed")
