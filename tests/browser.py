"""A real Chromium. Every page opened is checked: title, ids, labels, forms, console, sideways scroll, axe."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.database import ROOT

CANDIDATES = (
    os.environ.get("BIMTEK_CHROMIUM", ""), "/usr/bin/chromium-headless-shell", "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
)  # fmt: skip
ARGUMENTS = [
    "--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
PICTURES = Path(folder) if (folder := os.environ.get("BIMTEK_PICTURES")) else None
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FAULTS = """() => {
  const faults = [];
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length) faults.push("ids twice: " + twice.join(" "));
  if (!document.title.trim()) faults.push("no title");
  if (!document.documentElement.lang) faults.push("no language");
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  for (const form of document.forms) {
    if (!form.getAttribute("action") || !form.getAttribute("method")) faults.push("form without action or method");
  }
  const inline = document.querySelectorAll("[style]:not([style='']), script:not([src])");
  for (const each of inline) faults.push("inline: " + each.outerHTML.slice(0, 80));
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) faults.push("scrolls sideways by " + over);
  return faults;
}"""


def executable() -> str | None:
    return next((path for path in CANDIDATES if path and Path(path).exists()), None)


@contextmanager
def chromium(seen: Path) -> Iterator[Browser]:
    """Chromium, or a skip that says why; in CI its absence is a failure. `seen` is where all workers note pages."""
    path = executable()
    if path is None:
        reason = "Chromium is not installed: as root, apt-get install chromium-headless-shell"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        Visitor.seen = seen
        yield browser
        browser.close()


class Visitor:
    """One person at one screen. `problems` gathers what the console said."""

    seen: Path

    def __init__(self, context: BrowserContext, base: str, shots: str) -> None:
        self.context, self.base, self.shots = context, base, shots
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.problems: list[str] = []
        self.page.on("console", lambda message: self.heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def heard(self, kind: str, text: str) -> None:
        # A refusal shown on the page is an answer like any other; the browser still notes its number.
        if kind == "error" and "Failed to load resource" not in text:
            self.problems.append(text)

    def open(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self.page

    def check(self, name: str) -> None:
        """Fails with everything that is wrong on the page now; keeps a picture of it where pictures are wanted."""
        self.page.wait_for_load_state()
        if PICTURES:
            self.page.screenshot(path=PICTURES / f"{self.shots}-{name}.png", full_page=True)
        faults = [*self.problems]
        if self.scripted:
            faults += self.page.evaluate(FAULTS)
        if self.scripted and self.first_sight(name):
            result = self.page.evaluate(f"{AXE.read_text()}; axe.run(document, {{resultTypes: ['violations']}})")
            faults += [f"axe {each['id']}: {each['nodes'][0]['html'][:120]}" for each in result["violations"]]
        assert faults == [], f"{name}: {faults}"

    def first_sight(self, name: str) -> bool:
        """Whether any worker sees this page at this step and width for the first time: axe is slow."""
        place = re.sub(r"[0-9a-f-]{36}|\d+", "", urlsplit(self.page.url).path)
        try:
            (self.seen / f"{self.shots} {name} {quote(place, safe='')}").mkdir(parents=True)
        except FileExistsError:
            return False
        return True

    @property
    def scripted(self) -> bool:
        return not self.shots.endswith("-plain")


@contextmanager
def visitor(browser: Browser, base: str, width: int, *, scripts: bool = True) -> Iterator[Visitor]:
    """A fresh visitor at a screen of `width` pixels, with or without JavaScript."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, bypass_csp=False, locale="id-ID"
    )
    yield Visitor(context, base, f"{width}{'' if scripts else '-plain'}")
    context.close()
