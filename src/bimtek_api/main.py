"""The API's front door: which routers there are and what lives as long as the process."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api import health, reference, tables
from bimtek_api.access.assignments import routes as assignments
from bimtek_api.access.deputations import routes as deputations
from bimtek_api.access.enrolments import routes as enrolments
from bimtek_api.access.logins import routes as logins
from bimtek_api.access.logins import service as access
from bimtek_api.access.sign_ons import routes as sign_ons
from bimtek_api.change_requests import routes as change_requests
from bimtek_api.complaints import routes as complaints
from bimtek_api.core import logs, papers, problems
from bimtek_api.core.actor import Actor
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.core.requests import RequestContext
from bimtek_api.core.schema import Revisions
from bimtek_api.exchange.aid_imports import routes as aid_imports
from bimtek_api.exchange.export_jobs import routes as export_jobs
from bimtek_api.exchange.exports import routes as exports
from bimtek_api.exchange.grant_exports import routes as grant_exports
from bimtek_api.exchange.imports import routes as imports
from bimtek_api.exchange.letters import routes as letters
from bimtek_api.exchange.notifications import routes as messages
from bimtek_api.exchange.notifications.service import Notifier
from bimtek_api.exchange.recaps import routes as recaps
from bimtek_api.files.scanner import Scanner
from bimtek_api.files.store import store_of
from bimtek_api.grants.appeals import routes as appeals
from bimtek_api.grants.applications import routes as applications
from bimtek_api.grants.approvals import routes as approvals
from bimtek_api.grants.assets import routes as assets
from bimtek_api.grants.calls import routes as calls
from bimtek_api.grants.capital import routes as capital
from bimtek_api.grants.decrees import routes as decrees
from bimtek_api.grants.deliveries import routes as deliveries
from bimtek_api.grants.dispatches import routes as dispatches
from bimtek_api.grants.fieldwork import routes as fieldwork
from bimtek_api.grants.look_alikes import routes as look_alikes
from bimtek_api.grants.monitoring import routes as monitoring
from bimtek_api.grants.orders import routes as orders
from bimtek_api.grants.packages import routes as packages
from bimtek_api.grants.payments import routes as payments
from bimtek_api.grants.pledges import routes as pledges
from bimtek_api.grants.policies import routes as policies
from bimtek_api.grants.rubrics import routes as rubrics
from bimtek_api.grants.rules import routes as rules
from bimtek_api.grants.samples import routes as samples
from bimtek_api.grants.scoring import routes as scoring
from bimtek_api.grants.selection import routes as selection
from bimtek_api.grants.stock import routes as stock
from bimtek_api.grants.suppliers import routes as suppliers
from bimtek_api.grants.verification import routes as verification
from bimtek_api.participants.accounts import routes as accounts
from bimtek_api.participants.groups import routes as groups
from bimtek_api.participants.people import routes as people
from bimtek_api.participants.trades import routes as trades
from bimtek_api.planning.rotation import routes as rotation
from bimtek_api.privacy import routes as privacy
from bimtek_api.programmes.budgets import routes as budgets
from bimtek_api.programmes.programmes import routes as programmes
from bimtek_api.programmes.workdays import routes as workdays
from bimtek_api.regions import routes as regions
from bimtek_api.reports.aid_checks import routes as aid_checks
from bimtek_api.reports.audit_samples import routes as audit_samples
from bimtek_api.reports.case_tracking import routes as case_tracking
from bimtek_api.reports.cases import routes as cases
from bimtek_api.reports.districts import routes as districts
from bimtek_api.reports.evidence import routes as evidence
from bimtek_api.reports.history import routes as history
from bimtek_api.reports.inbox import routes as inbox
from bimtek_api.reports.integrity import routes as integrity
from bimtek_api.reports.person_page import routes as person_page
from bimtek_api.reports.readings import routes as readings
from bimtek_api.reports.saved_views import routes as saved_views
from bimtek_api.sessions.attendance import routes as attendance
from bimtek_api.sessions.certificates import routes as certificates
from bimtek_api.sessions.corrections import routes as corrections
from bimtek_api.sessions.delegations import routes as delegations
from bimtek_api.sessions.forms import routes as forms
from bimtek_api.sessions.lifecycle import routes as lifecycle
from bimtek_api.sessions.places import routes as places
from bimtek_api.sessions.prints import routes as prints
from bimtek_api.sessions.quotas import routes as quotas
from bimtek_api.sessions.registrations import receipt_routes as receipts
from bimtek_api.sessions.registrations import routes as registrations
from bimtek_api.sessions.results import routes as results
from bimtek_api.sessions.scans import routes as scans
from bimtek_api.sessions.templates import routes as templates
from bimtek_api.sessions.trainers import routes as trainers
from bimtek_api.settings import Settings

# Tried in order: what everybody asks at once, when registration opens, comes first.
ROUTERS = (
    registrations, receipts, lifecycle, regions, trades, programmes, workdays, budgets, logins, sign_ons,
    enrolments, assignments, deputations, forms, quotas, places, attendance, scans, certificates, corrections, prints,
    people, accounts, person_page, districts, history, groups, packages, rules, policies, rubrics, calls,
    applications, appeals, case_tracking, integrity, cases, verification, fieldwork, scoring, selection,
    approvals, look_alikes, decrees, suppliers, orders, stock, payments, capital, dispatches, pledges, deliveries,
    samples, assets, monitoring, rotation, complaints, messages, exports, inbox, trainers, templates, results, recaps,
    letters, delegations, imports, export_jobs, aid_imports, grant_exports, saved_views, evidence, readings,
    privacy, aid_checks, audit_samples, change_requests,
)  # fmt: skip
TABLES = tables.METADATA
ABOUT = (
    "Sessions, registrations, participants and districts of Indonesian industry offices. Problem details (RFC 9457)"
    " carry stable codes; lists are keyset pages; every POST that has an effect needs an Idempotency-Key,"
    " changing what one saw needs If-Match."
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    yield
    await app.state.database.close()


def v1() -> APIRouter:
    router = APIRouter(prefix="/v1")
    for room in ROUTERS:
        router.include_router(room.router)
    return router


def create_app(settings: Settings, database: Database | None = None) -> FastAPI:
    """The API over `database`, by default the one in the settings."""
    logs.configure(settings.environment)
    papers.use_letterhead(*settings.office)
    app = FastAPI(title="Bimtek", version="1", description=ABOUT, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.revisions = Revisions.of(settings.home)
    app.state.vault = Vault.of(settings)
    app.state.notifier = Notifier(app.state.vault, settings)
    app.state.store = store_of(settings)
    app.state.scanner = Scanner(settings.scanner_url)
    app.state.database = database or Database(settings)

    async def authenticate(db: AsyncSession, token: str) -> Actor:
        return await access.authenticate(db, settings, token)

    app.state.authenticate = authenticate
    app.include_router(v1())
    app.include_router(health.router)
    app.include_router(reference.router)
    problems.install(app)
    app.add_middleware(RequestContext, most=settings.max_body_bytes, most_upload=settings.max_upload_bytes)
    return app


def app() -> FastAPI:
    """The factory uvicorn calls: settings from the environment."""
    return create_app(Settings())
