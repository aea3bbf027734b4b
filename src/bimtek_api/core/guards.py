"""Who may call an operation. Each route says it once: `**needs(Permission.X)` or `**PUBLIC_ROUTE`.

The permission also stands in OpenAPI as `x-permission`, where the tests read it.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from starlette.datastructures import UploadFile

from bimtek_api.core import areas
from bimtek_api.core.actor import PUBLIC, Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.problems import responses
from bimtek_api.core.throttle import limited

BEARER = HTTPBearer(auto_error=False, description="An officer's log-in token or an integrator's API key.")

PUBLIC_ROUTE: dict[str, Any] = {"openapi_extra": {"x-permission": "public"}}


async def actor_of(request: Request, db: DB) -> Actor:
    """The caller. A wrong or expired token is refused even where none is needed."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return PUBLIC
    actor = await request.app.state.authenticate(db, token.strip())
    extra = getattr(request.scope.get("route"), "openapi_extra", None) or {}
    if extra.get("x-permission") != "public":
        await areas.see(db, areas.areas_of(actor))
    return actor


ActorDep = Annotated[Actor, Depends(actor_of)]


async def scanned(request: Request) -> None:
    """Shows every file of a form to the office's virus scanner before anything of it is used.

    Whether there is a form is for its parser to say: what is read from a header here might be read otherwise there.
    """
    for _, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            await request.app.state.scanner.expect_clean(value.file)


def needs(permission: Permission) -> dict[str, Any]:
    """Route arguments for an operation that asks for `permission` somewhere; scope is judged per row."""

    async def check(actor: ActorDep) -> None:
        actor.require(permission)

    return {
        "dependencies": [Depends(check), Depends(BEARER), Depends(scanned)],
        "openapi_extra": {"x-permission": str(permission)},
        "responses": responses(401, 403, 404, 422),
    }


def public(purpose: str, most: int, window: timedelta) -> dict[str, Any]:
    """Route arguments for a throttled operation that needs no log-in."""
    count: Callable[[Request], Awaitable[None]] = limited(purpose, most, window)
    return PUBLIC_ROUTE | {"dependencies": [Depends(count), Depends(scanned)], "responses": responses(422, 429)}
