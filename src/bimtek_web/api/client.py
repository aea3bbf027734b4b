"""The one door to the API: one method per operation, JSON in and out."""

from bimtek_web.api.aftercare import AftercareCalls
from bimtek_web.api.capital import CapitalCalls
from bimtek_web.api.change_requests import ChangeCalls
from bimtek_web.api.complaints import ComplaintCalls
from bimtek_web.api.deputations import DeputationCalls
from bimtek_web.api.goods import GoodsCalls
from bimtek_web.api.grants import GrantCalls
from bimtek_web.api.officers import OfficerCalls
from bimtek_web.api.offices import OfficeCalls
from bimtek_web.api.public import PublicCalls
from bimtek_web.api.samples import SampleCalls
from bimtek_web.api.selection import SelectionCalls
from bimtek_web.api.training import TrainingCalls
from bimtek_web.api.workdays import WorkdayCalls


class ApiClient(
    PublicCalls,
    TrainingCalls,
    ComplaintCalls,
    GrantCalls,
    SelectionCalls,
    GoodsCalls,
    CapitalCalls,
    AftercareCalls,
    DeputationCalls,
    WorkdayCalls,
    SampleCalls,
    OfficerCalls,
    OfficeCalls,
    ChangeCalls,
):
    """Everything the pages can ask; raises ApiProblem for a refusal, ApiUnreachable without an answer."""
