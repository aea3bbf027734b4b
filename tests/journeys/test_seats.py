"""From the waiting list to a seat, and on to somebody else, in a real browser."""

import pytest
from playwright.sync_api import Browser

from tests.browser import visitor
from tests.journeys import seats, walks
from tests.servers import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (360, False), (1280, True)])
def test_a_waiting_woman_is_offered_a_seat_and_gives_it_to_her_sister(
    browser: Browser, live: Live, width: int, scripts: bool
) -> None:
    base = live.web or ""
    with (
        visitor(browser, base, width, scripts=scripts) as rohana,
        visitor(browser, base, width, scripts=scripts) as ratna,
    ):
        receipt = seats.join_queue(rohana)
        seats.change_mind(rohana, receipt)
        number = rohana.page.inner_text(".big-code")
        walks.log_in(ratna, "ratna@demo.bimtek.id")
        seats.widen(ratna)
        seats.answer(rohana, receipt)
        seats.ask_correction(ratna, number)
        seats.correct(rohana, receipt)
        seats.send_another(rohana, receipt)
        address = seats.pause(ratna)
        rohana.open(address)
        rohana.check("session-paused")
        assert "Bengkel latihan" in rohana.page.locator(".notice").inner_text()
