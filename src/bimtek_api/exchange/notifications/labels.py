"""Words inside messages: what a group corrects, and when it reports."""

from bimtek_api.core.i18n import N_
from bimtek_api.grants.cases.applications.views import PAPERS

FIELDS: dict[str, str] = {str(kind): text for kind, text in PAPERS.items()} | {
    "members": N_("Susunan anggota"),
}
REPORT_BY = N_("Laporkan pemakaiannya paling lambat {day}.")
