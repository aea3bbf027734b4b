"""The filters an officer keeps under names of her own."""

from uuid import UUID

from fastapi import APIRouter

from bimtek_api.core.actor import Permission
from bimtek_api.core.db import DB
from bimtek_api.core.guards import ActorDep, needs
from bimtek_api.reports.saved_views import repository
from bimtek_api.reports.saved_views.errors import TooManyViews, UnknownView
from bimtek_api.reports.saved_views.models import SavedView
from bimtek_api.reports.saved_views.schemas import ViewFilters, ViewRead, Views, ViewWrite

router = APIRouter(prefix="/me/views", tags=["inbox"])
MOST = 20


def shown(view: SavedView) -> ViewRead:
    return ViewRead(id=view.id, name=view.name, filters=ViewFilters.model_validate(view.filters))


@router.get("", **needs(Permission.SELF))
async def list_views(db: DB, actor: ActorDep) -> Views:
    """The caller's saved views of the registrations table."""
    return Views(items=[shown(view) for view in await repository.of_owner(db, actor.id)])


@router.put("", **needs(Permission.SELF))
async def save_view(db: DB, actor: ActorDep, new: ViewWrite) -> ViewRead:
    """Keeps filters under a name; the same name again means the new ones."""
    if await repository.others(db, actor.id, new.name) >= MOST:
        raise TooManyViews(most=MOST)
    filters = new.filters.model_dump(mode="json", exclude_none=True)
    return shown(await repository.put(db, actor.id, new.name, filters))


@router.delete("/{view_id}", status_code=204, **needs(Permission.SELF))
async def remove_view(db: DB, actor: ActorDep, view_id: UUID) -> None:
    """Forgets one of the caller's views."""
    if not await repository.remove(db, actor.id, view_id):
        raise UnknownView
