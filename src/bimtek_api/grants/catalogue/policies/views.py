"""Approval policies as the API shows them."""

from bimtek_api.grants.catalogue.policies.models import ApprovalPolicy
from bimtek_api.grants.catalogue.policies.schemas import PolicyRead, PolicyRow


def policy_row(policy: ApprovalPolicy, *, latest: bool) -> PolicyRow:
    return PolicyRow(id=policy.id, code=policy.code, edition=policy.edition, name=policy.name, latest=latest)


def policy_read(policy: ApprovalPolicy, *, latest: bool) -> PolicyRead:
    return PolicyRead(**policy_row(policy, latest=latest).model_dump(), bands=policy.bands)
