"""Somebody without a mouse: Tab, Enter, Space, arrows and letters, nothing else."""

from playwright.sync_api import Locator, Page

MOST = 150
RING = """each => {
  const style = getComputedStyle(each);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
}"""


class Keys:
    """Reaches things by Tab alone; fails for what cannot be reached or does not show that it is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator, key: str = "Tab") -> None:
        for _ in range(MOST):
            self.page.keyboard.press(key)
            if target.evaluate("each => each === document.activeElement"):
                assert target.evaluate(RING), f"focus cannot be seen on {target}"
                return
        raise AssertionError(f"the keyboard does not reach {target}")

    def press(self, role: str, name: str) -> None:
        self.to(self.page.get_by_role(role, name=name, exact=True).first)  # ty: ignore[invalid-argument-type]
        self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        self.to(self.page.locator(selector))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, selector: str, down: int = 1) -> None:
        """The n-th below what a list shows now."""
        self.to(self.page.locator(selector))
        for _ in range(down):
            self.page.keyboard.press("ArrowDown")

    def tick(self, selector: str) -> None:
        self.to(self.page.locator(selector))
        self.page.keyboard.press("Space")
        assert self.page.locator(selector).is_checked()
