"""What somebody must hear of at once, not only the log: mailed to the address the office names for it."""

from uuid import uuid4

import structlog

from bimtek_api.core.i18n import N_, translate
from bimtek_api.exchange.notifications.transport import NotNow, Refused, compose, transport
from bimtek_api.settings import Settings

log = structlog.get_logger()
KINDS = {
    "history_broken": N_("Riwayat tidak utuh: mata rantai {place} pernah diubah, disisipkan, atau dihapus."),
    "history_unsealed": N_("Riwayat tidak disegel: {events} kejadian menunggu lebih dari sepuluh menit."),
    "violations": N_("Data tidak cocok satu sama lain: {invariant}. Sebagian yang menyalahi: {ids}."),
}
SUBJECT = N_("Bimtek perlu diperiksa sekarang")
NEXT = N_(
    "Jalankan `bimtek check`, simpan salinan basis data dan catatan server, lalu hubungi pengelola sistem."
    " Jangan memperbaiki data dengan tangan sebelum itu."
)


async def raise_alarm(settings: Settings, kind: str, **facts: object) -> None:
    """Logs one of KINDS as an error and mails it. A mail that does not leave is an error of its own in the log."""
    log.error(kind, **facts)
    send = transport(settings)
    if not (settings.alarm_mail and send):
        return
    text = f"{translate(KINDS[kind], **facts)}\n\n{translate(NEXT)}\n"
    try:
        await send(compose(settings.mail_from, settings.alarm_mail, translate(SUBJECT), text, f"alarm-{uuid4()}"))
    except (NotNow, Refused) as error:
        log.error("alarm_not_sent", kind=kind, cause=str(error))
