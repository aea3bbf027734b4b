"""What may stand out in a case."""

from enum import StrEnum


class SignalCode(StrEnum):
    SHARED_PHONE = "shared_phone"
    SHARED_ADDRESS = "shared_address"
    SHARED_ACCOUNT = "shared_account"
    SHARED_FAMILY = "shared_family"
    MEMBERS_ELSEWHERE = "members_elsewhere"
    PRICE_DEVIATION = "price_deviation"
    PRIOR_AID = "prior_aid"
    QUICK_CHECK = "quick_check"
    SAME_PAIR = "same_pair"
