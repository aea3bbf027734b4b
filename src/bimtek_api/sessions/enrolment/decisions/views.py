"""Rows of registrations as officers see them: the NIK masked, warnings as sentences."""

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.participants.trades.schemas import equipment_ref, trade_ref
from bimtek_api.sessions.enrolment.consents.schemas import ConsentRead
from bimtek_api.sessions.enrolment.decisions.schemas import RegistrationDetail, RegistrationRow, Warning
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.forms import views as forms
from bimtek_api.sessions.planning.forms.service import questions_of
from bimtek_api.sessions.planning.schedule.schemas import SessionRow

WARNINGS = {
    "nik_sex_mismatch": N_("Jenis kelamin tidak sama dengan yang tersirat di NIK."),
    "nik_birth_mismatch": N_("Tanggal lahir tidak sama dengan yang tersirat di NIK."),
    "out_of_district": N_("Domisili di luar daerah sesi ini."),
    "staff": N_("Tercatat sebagai petugas di sistem ini."),
    "person_differs": N_("NIK ini sudah tercatat dengan nama atau tanggal lahir lain. Pastikan dahulu orangnya."),
    "contact_differs": N_("NIK ini sudah tercatat dengan nomor ponsel lain. Pastikan dahulu orangnya."),
    "overlapping_session": N_("Sudah terdaftar di sesi lain pada tanggal yang sama."),
    "repeated_course": N_("Sudah pernah menyelesaikan pelatihan bidang ini dalam 24 bulan terakhir."),
    "not_eligible": N_("Tidak memenuhi syarat sesi ini. Alasan petugas ada di riwayat."),
    "first_timer_mismatch": N_("Mengaku baru pertama kali, tetapi pernah mengikuti pelatihan."),
    "second_registration": N_("NIK ini punya pendaftaran lain yang berlaku di sesi ini."),
}


def warnings(codes: list[str]) -> list[Warning]:
    return [Warning(code=code, detail=translate(WARNINGS[code])) for code in codes]


def registration_row(row: Row) -> RegistrationRow:
    return RegistrationRow.from_row(
        row,
        participant_id=row.person_id,
        district=Ref(code=row.home_district_code, name=row.home_district_name),
        subdistrict=Ref(code=row.subdistrict_code, name=row.subdistrict_name),
        trade=trade_ref(row.trade),
        warnings=warnings(row.warnings),
    )


def registration_detail(
    registration: Registration,
    row: Row,
    session: SessionRow,
    actions: tuple[list[Available], list[Unavailable]],
    repeats: list[str],
    *,
    second: bool,
    agreed: list[ConsentRead],
) -> RegistrationDetail:
    """Everything an officer needs to decide one registration."""
    shown = registration_row(row).model_dump(exclude={"warnings"})
    codes = list(row.warnings) + (["second_registration"] if second else [])
    questions = questions_of(row.questions)
    return RegistrationDetail.from_row(
        registration,
        answers=forms.answers(questions, registration.answers),
        files=forms.files(questions, registration.answers, row.uploads),
        consents=agreed,
        repeats=repeats,
        **shown,
        warnings=warnings(codes),
        session=session,
        village=Ref(code=registration.village_code, name=row.village_name),
        equipment_needs=[equipment_ref(code) for code in registration.equipment_needs],
        available_actions=actions[0],
        unavailable_actions=actions[1],
    )
