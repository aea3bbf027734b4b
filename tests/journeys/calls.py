"""Announcing a call on the pages."""

from datetime import UTC, datetime

from tests.browser import Visitor


def announce(
    who: Visitor, rules: str, policy: str, papers: tuple[str, ...] = (), *, visit: bool = False, rubric: str = ""
) -> None:
    """A call out of the line of Palembang for welding; what was wrong first keeps the rest."""
    page = who.open("/petugas/panggilan")
    who.check("calls")
    page.get_by_role("link", name="Umumkan panggilan").click()
    page.fill("#name", "Bengkel las Palembang")
    page.get_by_role("button", name="Umumkan", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert page.input_value("#name") == "Bengkel las Palembang"
    who.check("call-errors")
    page.fill("#number", "PGL/1671/2026/LAS")
    page.select_option("#budget_line_id", index=1)
    page.select_option("#rule_set_id", label=rules)
    page.select_option("#policy_id", label=policy)
    year = datetime.now(UTC).year
    for day, parts in (("opens_on", ("1", "1", str(year))), ("closes_on", ("31", "3", str(year + 1)))):
        for part, value in zip(("day", "month", "year"), parts, strict=True):
            page.fill(f"[name={day}_{part}]", value)
    page.get_by_label("Paket bengkel las").check()
    for paper in papers:
        page.get_by_label(paper).check()
    if rubric:
        page.select_option("#rubric_id", label=rubric)
    if visit:
        page.get_by_label("Tempat usaha dan setiap anggota dikunjungi").check()
    page.get_by_role("button", name="Umumkan", exact=True).click()
    page.get_by_text("Panggilan bantuan diumumkan.").wait_for()
    who.check("call")


def choose(who: Visitor, package: str = "Paket bengkel las") -> None:
    """The demo group and a package of the newest call."""
    page = who.open("/petugas/permohonan/baru")
    page.locator("input[name=group_id]").first.check()
    page.get_by_label(package).last.check()
