"""Links that are shown once, to be handed to one person."""

from fastapi import Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.ui.rendering import render


def activation_page(request: Request, link: shapes.EnrolmentLink | shapes.AccessDecided, person: str) -> Response:
    """By this link she makes her own password and authenticator. It leads to the office, whatever Host says."""
    site = request.app.state.settings.web_url
    return render(
        request, "officer/setup/officer_link/page.html", personal=True, person=person, until=link["expires_at"],
        address=f"{site}/aktifkan/{link['token']}" if link["token"] else "",
    )  # fmt: skip
