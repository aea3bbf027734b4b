"""The whole message: greeting, what happened and what to do, when and where, whom to ask, and that it is free."""

from bimtek_api.core.i18n import N_, translate
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts import after, cases, complaints, goods, money, outcomes, sessions
from bimtek_api.exchange.notifications.texts.template import Template

GROUPED = cases.TEXTS | goods.TEXTS | money.TEXTS | after.TEXTS
TEMPLATES: dict[K, Template] = sessions.TEXTS | outcomes.TEXTS | GROUPED | complaints.TEXTS
CERTIFIED = (K.COMPLETED, K.CERTIFICATE_REISSUED)
UNLINKED = (K.ONE_TIME_CODE,)  # a code beside the address it opens would prove nothing
DATED = (  # she has to come, or had it in her calendar
    K.CONFIRMED, K.OFFERED, K.OFFER_TAKEN, K.INVITED, K.SEATED, K.ACCEPTED, K.NEW_DATES, K.PLAN_CHANGED, K.REMINDER,
    K.DELEGATION_RECEIVED,
)  # fmt: skip
ENTERED = (*DATED, K.POSTPONED, K.CANCELLED, K.WITHDRAWN)  # a calendar follows
GREETING = N_("Yth. {name},")
NUMBER = N_("Nomor pendaftaran: {number}")
CASE_NUMBER = N_("Nomor permohonan: {number}")
WHEN = N_("Hari dan jam:")
WHERE = N_("Tempat: {venue}, {street}, {district}")
MAP = N_("Peta: {map}")
CHANGED = N_("Yang berubah:")
LINK = N_("Lihat atau ubah pendaftaran Anda (jangan teruskan alamat ini):")
CHECK = N_("Lihat keadaan pendaftaran Anda dengan nomor itu dan tanggal lahir:")
CASE_LINK = N_("Lihat jalannya permohonan dan yang harus dilakukan (jangan teruskan alamat ini):")
CASE_DESK = N_("Tanyakan jalannya permohonan di kantor dengan nomor itu.")
TICKET = N_("Halaman pengaduan Anda (jangan teruskan alamat ini):")
TICKET_KEPT = N_("Buka halaman pengaduan dengan alamat yang Anda simpan, atau tanyakan di kantor dengan nomor itu.")
CERTIFICATE = N_("Sertifikat:")
ASK = N_("Bertanya: {office}")
FREE = N_("Pelatihan ini tidak dipungut biaya. Ada yang meminta uang? Laporkan: {complaints}")
FREE_AID = N_("Bantuan ini tidak dipungut biaya. Ada yang meminta uang? Laporkan: {complaints}")


def subject(kind: K, facts: dict[str, str]) -> str:
    return " ".join(translate(TEMPLATES[kind].subject, **facts).split())


def body(kind: K, facts: dict[str, str], *added: str, private: bool) -> str:
    """`added` are the programme's own sentences. Only the person's own mail (`private`) has addresses that open."""
    parts = [translate(GREETING, **facts), translate(TEMPLATES[kind].body, **facts)]
    if kind in complaints.TEXTS:
        parts += ticket(facts, private=private)
    elif kind in GROUPED:
        parts += [*added, *case(facts, private=private), *asking(facts), translate(FREE_AID, **facts)]
    else:
        parts += [*changes(facts), *meeting(kind, facts), *added, *receipt(kind, facts, private=private)]
        parts += [*asking(facts), translate(FREE, **facts)]
    return "\n\n".join(parts) + "\n"


def changes(facts: dict[str, str]) -> list[str]:
    """What was so before and is otherwise now."""
    return [f"{translate(CHANGED)}\n{facts['changes']}"] if facts.get("changes") else []


def meeting(kind: K, facts: dict[str, str]) -> list[str]:
    """Every day with its hours and zone, the venue with its street, and the way there."""
    if kind not in DATED or not facts.get("when"):
        return []
    where = [translate(WHERE, **facts), *([translate(MAP, **facts)] if facts["map"] else [])]
    return ["\n".join([translate(WHEN), facts["when"], *where])]


def receipt(kind: K, facts: dict[str, str], *, private: bool) -> list[str]:
    """The way on. A delegation's contact has no receipt of her own."""
    if not facts.get("number"):
        return []
    number = translate(NUMBER, **facts)
    if kind in UNLINKED:
        return [number]
    way = f"{translate(LINK)}\n{facts['link']}" if private else f"{translate(CHECK)}\n{facts['check']}"
    more = [f"{translate(CERTIFICATE)}\n{facts['certificate']}"] if kind in CERTIFIED else []
    return [number, *more, way]


def case(facts: dict[str, str], *, private: bool) -> list[str]:
    way = f"{translate(CASE_LINK)}\n{facts['link']}" if private else translate(CASE_DESK)
    return [translate(CASE_NUMBER, **facts), way]


def ticket(facts: dict[str, str], *, private: bool) -> list[str]:
    return [f"{translate(TICKET)}\n{facts['link']}" if private else translate(TICKET_KEPT)]


def asking(facts: dict[str, str]) -> list[str]:
    """Whom to ask, once the office has said how it is reached."""
    return [translate(ASK, **facts)] if facts.get("office") else []
