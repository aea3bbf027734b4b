"""Complaints as the API shows them."""

from collections.abc import Sequence

from sqlalchemy import Row

from bimtek_api.complaints.models import Category, ComplaintMessage
from bimtek_api.complaints.schemas import CaseRow, ComplaintRead, MessageRead
from bimtek_api.core.fields import Ref
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.shapes import Json

CATEGORIES = {
    Category.ASKED_FOR_MONEY: N_("Diminta uang"),
    Category.OFFICER_CONDUCT: N_("Sikap petugas"),
    Category.PERSONAL_DATA: N_("Data pribadi"),
    Category.UNFAIR_SELECTION: N_("Pemilihan tidak adil"),
    Category.EQUIPMENT_PROBLEM: N_("Barang atau mesin"),
    Category.OTHER: N_("Lainnya"),
}
SAME = ("number", "status", "created_at", "due_on")


def parts(row: Row) -> Json:
    complaint = row.Complaint
    return {name: getattr(complaint, name) for name in SAME} | {
        "category": Ref(code=complaint.category, name=translate(CATEGORIES[complaint.category])),
        "district": Ref(code=complaint.district_code, name=row.district_name),
        "overdue": row.overdue,
    }


def said(messages: Sequence[ComplaintMessage]) -> list[MessageRead]:
    return [
        MessageRead(by="office" if each.officer_id else "complainant", text=each.text, at=each.created_at)
        for each in messages
    ]


def ticket(row: Row, messages: Sequence[ComplaintMessage], secret: str | None = None) -> ComplaintRead:
    told = {name: getattr(row.Complaint, name) for name in ("text", "outcome", "answer")}
    return ComplaintRead(**parts(row), **told, secret=secret, messages=said(messages))


def case_row(row: Row) -> CaseRow:
    own = {name: getattr(row.Complaint, name) for name in ("id", "sensitive", "version")}
    return CaseRow(**parts(row), **own)
