"""The page of one grant case, which checks, votes and other steps draw again when something was wrong."""

import asyncio

from fastapi import Request
from starlette.responses import Response

from bimtek_web.api.client import ApiClient
from bimtek_web.ui.dependencies import officer_of
from bimtek_web.ui.forms import Form
from bimtek_web.ui.rendering import render


async def case_page(request: Request, api: ApiClient, case_id: str, form: Form, status: int = 200) -> Response:
    """Everything about one case; what does not depend on each other is asked at once."""
    found = await api.application(case_id)
    looks = bool({"application.vote", "rule.waive"} & set(officer_of(request)["permissions"]))
    history, judged, voted, checks, group, care, visits, attempts, appeals, scores, fixed = await asyncio.gather(
        api.history("applications", case_id), api.case_rules(case_id), api.rounds(case_id), api.checks(case_id),
        api.group(found["group_id"]), api.aftercare(case_id), api.field_visits(case_id),
        api.attempts(case_id), api.appeals(case_id), api.case_scores(case_id),
        api.case_people(case_id),
    )  # fmt: skip
    return render(
        request, "officer/cases/application/page.html", status=status, personal=True, form=form, case=found,
        history=history, found=judged, voted=voted, checks=checks, group=group, care=care,
        field_visits=visits, attempts=attempts, scores=scores, fixed=fixed, refused=await api.refusals(case_id),
        likeness=await api.look_alikes(case_id),
        appeals=appeals, integrity_found=await api.integrity(case_id) if looks else None,
    )  # fmt: skip
