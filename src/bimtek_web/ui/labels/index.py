"""Codes of the API as words and tones: one module for each room, and all of them here under one name."""

from bimtek_web.ui.labels import (
    actions,
    aftercare,
    attendance,
    budgets,
    cases,
    catalogue,
    change_requests,
    complaints,
    desk,
    goods,
    groups,
    handover,
    messages,
    officers,
    people,
    registrations,
    sessions,
)
from bimtek_web.ui.labels.lookup import forgive, word

__all__ = [
    "actions",
    "aftercare",
    "attendance",
    "budgets",
    "cases",
    "catalogue",
    "change_requests",
    "complaints",
    "desk",
    "goods",
    "groups",
    "handover",
    "messages",
    "officers",
    "people",
    "registrations",
    "sessions",
    "word",
]

forgive(*(globals()[name] for name in __all__ if name != "word"))
