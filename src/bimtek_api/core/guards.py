"""Who may call an operation. Each route says it once: `**needs(Permission.X)` or `**PUBLIC_ROUTE`.

The permission also stands in OpenAPI as `x-permission`, where the tests read it.
"""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.security import HTTPBearer
from starlette.datastructures import UploadFile

from bimtek_api.core import areas
from bimtek_api.core.actor import PUBLIC, Actor, Permission
from bimtek_api.core.db import DB
from bimtek_api.core.errors import ReadingOnly
from bimtek_api.core.problems import responses
from bimtek_api.core.shapes import Json
from bimtek_api.core.throttle import failing, limited

BEARER = HTTPBearer(auto_error=False, description="An officer's log-in token or an integrator's API key.")

READS = {"GET", "HEAD"}
PUBLIC_ROUTE: Json = {"openapi_extra": {"x-permission": "public"}}


async def revalidated(request: Request, response: Response) -> None:
    """Anybody may keep it and ask whether it is still so; what an officer sees besides is kept by nobody."""
    if "authorization" not in request.headers:
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Vary"] = "Accept-Language, Authorization"


# What everybody reads alike, without a secret in its address or its headers.
PUBLIC_READ: Json = PUBLIC_ROUTE | {"dependencies": [Depends(revalidated)]}


async def actor_of(request: Request, db: DB) -> Actor:
    """The caller. A wrong or expired token is refused even where none is needed."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        return PUBLIC
    actor = await request.app.state.authenticate(db, token.strip())
    extra = getattr(request.scope.get("route"), "openapi_extra", None) or {}
    if actor.reading_only and request.method not in READS and not extra.get("x-on-paper"):
        raise ReadingOnly
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


def needs(permission: Permission, *, on_paper: bool = False) -> Json:
    """Route arguments for an operation that asks for `permission` somewhere; scope is judged per row.

    `on_paper`: an act open to somebody who came in with a code on paper, too.
    """

    async def check(actor: ActorDep) -> None:
        actor.require(permission)

    return {
        "dependencies": [Depends(check), Depends(BEARER), Depends(scanned)],
        "openapi_extra": {"x-permission": str(permission)} | ({"x-on-paper": True} if on_paper else {}),
        "responses": responses(401, 403, 404, 422),
    }


def public(purpose: str, most: int, window: timedelta) -> Json:
    """Route arguments for a throttled operation that needs no log-in."""
    return open_to_all(Depends(limited(purpose, most, window)))


def public_failing(purpose: str, most: int, window: timedelta) -> Json:
    """The same where only refused requests count: a whole office comes from one address."""
    return open_to_all(Depends(failing(purpose, most, window), scope="function"))


def open_to_all(throttle: Any) -> Json:
    return PUBLIC_ROUTE | {"dependencies": [throttle, Depends(scanned)], "responses": responses(422, 429)}
