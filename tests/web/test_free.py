"""G14: every public page says that nothing costs money, and where to tell that somebody asked for some."""

from pathlib import Path

import httpx
import pytest

import bimtek_web

TEMPLATES = Path(bimtek_web.__file__ or "").parent / "templates"
PAGES = sorted((TEMPLATES / "public").rglob("page.html"))
NOTICE = ("Tidak dipungut biaya.", "Ada yang meminta uang?", 'href="/pengaduan"')


def test_g14_every_public_page_stands_in_the_layout_with_the_notice() -> None:
    assert len(PAGES) > 10
    assert [path for path in PAGES if '{% extends "layouts/public.html" %}' not in path.read_text()] == []
    layout = (TEMPLATES / "layouts/public.html").read_text()
    outside = [each for each in NOTICE if each not in layout]
    assert outside == []


@pytest.mark.parametrize("path", ["/", "/pengaduan", "/cek-status", "/privasi", "/masuk"])
async def test_g14_the_notice_is_on_the_page(pages: httpx.AsyncClient, path: str) -> None:
    shown = (await pages.get(path)).text
    assert [each for each in NOTICE if each not in shown] == []
