"""The pages' front door."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from bimtek_web.pages import failures, health
from bimtek_web.pages.officer import (
    access_requests,
    account,
    accounts,
    aid_checks,
    appeals,
    assets,
    attendance,
    audit_samples,
    budgets,
    calls,
    capital,
    cases,
    change_requests,
    confirmation,
    corrections,
    decree_changes,
    decree_members,
    decrees,
    deliveries,
    delivery_troubles,
    deputations,
    dispatches,
    districts,
    downloads,
    entries,
    erasures,
    field_visits,
    files,
    goods,
    grants,
    groups,
    holds,
    imports,
    inbox,
    lessons,
    letters,
    look_alikes,
    members,
    messages,
    monitoring,
    officers,
    orders,
    own_access,
    packages,
    participants,
    payments,
    pieces,
    places,
    planning,
    pledges,
    policies,
    programmes,
    questions,
    quotas,
    rankings,
    readings,
    registrations,
    reports,
    results,
    rounds,
    rubrics,
    rules,
    samples,
    scans,
    scores,
    sessions,
    sign_ons,
    suppliers,
    templates,
    trainers,
    views,
    waivers,
    workdays,
)
from bimtek_web.pages.officer import certificates as session_certificates
from bimtek_web.pages.public import (
    activation,
    catalogue,
    certificates,
    codes,
    complaints,
    delegations,
    labels,
    language,
    notices,
    papers,
    receipts,
    registration,
    status,
    tracking,
)
from bimtek_web.settings import WebSettings, from_environment
from bimtek_web.ui import logs, security, urls
from bimtek_web.ui.middleware import Pages

PAGES = (
    health, activation, language, catalogue, registration, receipts, status, certificates, notices, account,
    sign_ons, own_access, erasures, readings, officers, access_requests, deputations, inbox, registrations,
    sessions, entries, planning, attendance, corrections, scans, session_certificates, questions, quotas,
    participants, districts, papers, groups, accounts, pledges, grants, decrees, decree_changes, decree_members,
    deliveries, delivery_troubles, suppliers, goods, payments, orders, capital, dispatches, pieces, files,
    assets, monitoring, samples, reports, labels, complaints, cases, messages, codes, downloads, trainers,
    lessons, results, delegations, imports, letters, views, templates, programmes, packages, rules, policies,
    rubrics, scores, rankings, rounds, members, field_visits, appeals, tracking, calls, budgets, holds,
    look_alikes, workdays, waivers, aid_checks, audit_samples, confirmation, change_requests, places,
)  # fmt: skip


def http_client(settings: WebSettings) -> httpx.AsyncClient:
    """One pool of kept connections to the API."""
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=30)
    return httpx.AsyncClient(base_url=settings.api_url, timeout=httpx.Timeout(20, connect=3), limits=limits)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    yield
    await app.state.http.aclose()


def create_app(settings: WebSettings, http: httpx.AsyncClient | None = None) -> FastAPI:
    """The pages over the API that `http` reaches."""
    logs.configure(settings.environment)
    app = FastAPI(
        title="Bimtek", lifespan=lifespan, dependencies=[Depends(security.guard)], openapi_url=None, docs_url=None,
        redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.settings = settings
    app.state.http = http or http_client(settings)
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=urls.STATIC), name="static")
    failures.install(app)
    app.add_middleware(Pages)
    app.add_middleware(GZipMiddleware, minimum_size=500, compresslevel=6)
    return app


def app() -> FastAPI:
    """The factory uvicorn calls: settings from the environment."""
    return create_app(from_environment())
