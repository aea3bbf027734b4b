"""The officers' first page: what waits for her."""

from typing import TypedDict

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.rendering import render

router = APIRouter()


# Where each kind of work is done: `subject` is its id, `node` a budget line's code.
ADDRESSES = {
    "registrations_to_review": "/petugas/pendaftaran?session={subject}",
    "people_to_tell": "/petugas/kabar",
    "corrections_to_decide": "/petugas/sesi/{subject}/perbaikan",
    "sessions_to_complete": "/petugas/sesi/{subject}",
    "sessions_to_publish": "/petugas/sesi/{subject}",
    "complaints_to_answer": "/petugas/pengaduan/{subject}",
    "applications_to_score": "/petugas/permohonan/{subject}/nilai",
    "selections_to_make": "/petugas/panggilan/{subject}/peringkat",
    "goods_to_order": "/petugas/pesanan/baru",
    "orders_late": "/petugas/pesanan/{subject}",
    "payments_to_release": "/petugas/pesanan/{subject}",
    "accounts_to_verify": "/petugas/kelompok/{subject}#rekening",
    "tranches_to_send": "/petugas/permohonan/{subject}/modal",
    "funds_reports_due": "/petugas/permohonan/{subject}/modal",
    "funds_reports_to_accept": "/petugas/permohonan/{subject}/modal",
    "refund_demands_to_decide": "/petugas/permohonan/{subject}/modal",
    "refunds_to_record": "/petugas/permohonan/{subject}/modal",
    "refunds_to_confirm": "/petugas/permohonan/{subject}/modal",
    "goods_to_inspect": "/petugas/penerimaan/{subject}",
    "openings_to_inspect": "/petugas/persediaan-awal/{subject}",
    "returns_to_inspect": "/petugas/gudang/{subject}",
    "refused_pieces": "/petugas/permohonan/{subject}#ditolak",
    "claims_on_suppliers": "/petugas/pesanan/{subject}",
    "goods_waiting": "/petugas/gudang?status=in_stock",
    "decree_changes_to_decide": "/petugas/sk/{subject}",
    "disputes_to_decide": "/petugas/serah-terima/{subject}",
    "recalls_to_decide": "/petugas/alat/{subject}",
    "access_to_decide": "/petugas/akses",
    "officers_to_confirm": "/petugas/petugas/{subject}",
    "own_paper_unread": "/petugas/akun",
    "deputations_to_accept": "/petugas/penunjukan",
    "look_alikes_to_clear": "/petugas/permohonan/{subject}/kesamaan",
    "budget_moves_to_decide": "/petugas/anggaran/{node}",
    "holders_to_clear": "/petugas/kelompok/{subject}#rekening",
    "change_requests_to_decide": "/petugas/perbaikan/{subject}",
    "erasures_to_decide": "/petugas/penghapusan",
    "visits_due": "/petugas/pemantauan/{subject}",
    "visits_to_accept": "/petugas/pemantauan/{subject}",
}
OF_A_CASE = "/petugas/permohonan/{subject}"


def address(item: shapes.InboxItem) -> str:
    """Where the work is done."""
    known = ADDRESSES.get(item["kind"], OF_A_CASE)
    return known.format(subject=item["subject_id"], node=item["title"].partition(" ")[0])


class Queue(TypedDict):
    kind: str
    count: int
    due: str | None
    overdue: bool


def gathered(items: list[shapes.InboxItem]) -> list[Queue]:
    """One line per kind of work: how much of it, and its nearest last day."""
    kinds: dict[str, Queue] = {}
    for item in items:
        line = kinds.setdefault(item["kind"], {"kind": item["kind"], "count": 0, "due": None, "overdue": False})
        line["count"] += item["count"]
        line["due"] = min(filter(None, (line["due"], item["due"])), default=None)
        line["overdue"] = line["overdue"] or item["overdue"]
    return list(kinds.values())


@router.get("/petugas")
async def show(request: Request, api: OfficerApi) -> Response:
    inbox = await api.inbox()
    items = [item | {"address": address(item)} for item in inbox["items"]]
    return render(
        request, "officer/desk/inbox/page.html", personal=True, items=items, queues=gathered(inbox["items"]),
        as_of=inbox["as_of"],
    )  # fmt: skip
