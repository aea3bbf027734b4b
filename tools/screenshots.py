"""The pictures in docs/pictures, from a running demo: `make run` in one window, `make screenshots` in another."""

import os

from playwright.sync_api import sync_playwright
from tests.browser import ARGUMENTS, executable
from tests.database import ROOT

BASE = f"http://localhost:{os.environ.get('BIMTEK_WEB_PORT', '8080')}"
PAGES = {"catalogue": "/?district=16.71"}


def main() -> None:
    folder = ROOT / "docs/pictures"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path in PAGES.items():
            page.goto(BASE + path)
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
