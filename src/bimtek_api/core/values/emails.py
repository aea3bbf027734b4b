"""E-mail addresses: what a mailer can send to, and nothing else, so that entry and mailer never disagree."""

import re

from bimtek_api.core.i18n import N_
from bimtek_api.core.wrongs import clean, wrong

EMAIL = N_("Tulis surel yang utuh, seperti nama@contoh.id.")
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+(?!-)(?:[a-z][a-z0-9-]{{0,61}}[a-z0-9])")
LONGEST = 254


def is_address(text: str) -> bool:
    """A dot-atom and a domain name of RFC 5321, lower case: no quotes, no comments, no second mailbox."""
    return len(text) <= LONGEST and ADDRESS.fullmatch(text) is not None


def email(value: object) -> object:
    """Lower case, so that two spellings are one address."""
    text = clean(value).lower() if isinstance(value, str) else value
    if text and not (isinstance(text, str) and is_address(text)):
        raise wrong("email_unknown", EMAIL)
    return text
