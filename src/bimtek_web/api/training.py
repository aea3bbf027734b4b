"""What the officers' pages about training ask."""

from typing import Unpack

from bimtek_web.api import shapes
from bimtek_web.api.transport import BaseClient


class TrainingCalls(BaseClient):
    """Log-in, sessions, registrations, attendance and participants."""

    async def log_in(self, body: shapes.LoginCreate) -> shapes.LoginRead:
        return await self.call("POST", "/v1/logins", json=body)

    async def log_out(self) -> None:
        await self.call("DELETE", "/v1/logins/current")

    async def me(self) -> shapes.Me:
        return await self.get("/v1/me")

    async def inbox(self) -> shapes.Inbox:
        return await self.get("/v1/inbox")

    async def step_up(self, code: str) -> None:
        await self.call("POST", "/v1/logins/current/step-ups", json={"code": code})

    async def registrations(self, **asked: Unpack[shapes.ListRegistrationsQuery]) -> shapes.RegistrationPage:
        return await self.get("/v1/registrations", **asked)

    async def registration(self, registration_id: str) -> shapes.RegistrationDetail:
        return await self.get(f"/v1/registrations/{registration_id}")

    async def move_registration(
        self, registration_id: str, version: int, body: shapes.RegistrationMove
    ) -> shapes.RegistrationDetail:
        path = f"/v1/registrations/{registration_id}/transitions"
        return await self.call("POST", path, json=body, version=version)

    async def move_registrations(self, body: shapes.BulkMove) -> list[shapes.BulkResult]:
        return (await self.call("POST", "/v1/registrations/transitions", json=body))["results"]

    async def views(self) -> list[shapes.ViewRead]:
        return (await self.get("/v1/me/views"))["items"]

    async def save_view(self, name: str, filters: shapes.ViewFiltersTyped) -> shapes.ViewRead:
        return await self.call("PUT", "/v1/me/views", json={"name": name, "filters": filters})

    async def remove_view(self, view_id: str) -> None:
        await self.call("DELETE", f"/v1/me/views/{view_id}")

    async def invite(self, session_id: str, participant_id: str, key: str) -> shapes.RegistrationDetail:
        path, body = f"/v1/sessions/{session_id}/invitations", {"participant_id": participant_id}
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def agree_for(self, registration_id: str, body: shapes.ConsentChange) -> shapes.RegistrationDetail:
        return await self.call("POST", f"/v1/registrations/{registration_id}/consents", json=body)

    async def send_file(self, registration_id: str, key: str, content: bytes) -> shapes.RegistrationDetail:
        path = f"/v1/registrations/{registration_id}/files/{key}"
        return await self.call("PUT", path, files={"file": ("file", content)})

    async def history(
        self, kind: str, subject_id: str, **asked: Unpack[shapes.ReadCaseHistoryQuery]
    ) -> shapes.PageEventRead:
        return await self.get(f"/v1/{kind}/{subject_id}/history", **asked)

    async def create_session(self, body: shapes.SessionCreate, key: str) -> shapes.SessionDetail:
        return await self.call("POST", "/v1/sessions", json=body, headers={"Idempotency-Key": key})

    async def replan_session(self, session_id: str, version: int, body: shapes.SessionPlan) -> shapes.SessionDetail:
        return await self.call("PUT", f"/v1/sessions/{session_id}", json=body, version=version)

    async def move_session(self, session_id: str, version: int, body: shapes.Move) -> shapes.SessionDetail:
        return await self.call("POST", f"/v1/sessions/{session_id}/transitions", json=body, version=version)

    async def write_form(
        self, session_id: str, version: int, questions: list[shapes.QuestionTyped]
    ) -> shapes.FormRead:
        path = f"/v1/sessions/{session_id}/form"
        return await self.call("PUT", path, json={"questions": questions}, version=version)

    async def quotas(self, session_id: str) -> shapes.QuotasRead:
        return await self.get(f"/v1/sessions/{session_id}/quotas")

    async def set_quotas(self, session_id: str, version: int, body: shapes.QuotasWrite) -> shapes.QuotasRead:
        return await self.call("PUT", f"/v1/sessions/{session_id}/quotas", json=body, version=version)

    async def place_windows(self, session_id: str) -> list[shapes.PlaceWindowRead]:
        return (await self.get(f"/v1/sessions/{session_id}/place-windows"))["items"]

    async def open_place_window(
        self, session_id: str, body: shapes.PlaceWindowWrite, key: str
    ) -> shapes.PlaceWindowRead:
        path, headers = f"/v1/sessions/{session_id}/place-windows", {"Idempotency-Key": key}
        return await self.call("POST", path, json=body, headers=headers)

    async def close_place_window(self, session_id: str, window_id: str) -> shapes.PlaceWindowRead:
        return await self.call("POST", f"/v1/sessions/{session_id}/place-windows/{window_id}/closings")

    async def attendance(self, session_id: str) -> shapes.Sheet:
        return await self.get(f"/v1/sessions/{session_id}/attendance")

    async def mark_attendance(
        self, session_id: str, version: int, marks: list[shapes.MarkWrite], note: str = ""
    ) -> shapes.Sheet:
        path, body = f"/v1/sessions/{session_id}/attendance", {"marks": marks, "note": note or None}
        return await self.call("PUT", path, json=body, version=version)

    async def session_door(self, session_id: str) -> shapes.Door:
        return await self.get(f"/v1/sessions/{session_id}/scans")

    async def scan(self, session_id: str, scans: list[shapes.ScanWrite]) -> list[shapes.ScanResult]:
        return (await self.call("POST", f"/v1/sessions/{session_id}/scans", json={"scans": scans}))["results"]

    async def roster(self, session_id: str) -> list[shapes.RosterRow]:
        return (await self.get(f"/v1/sessions/{session_id}/roster"))["items"]

    async def keep_attendance_paper(self, session_id: str, day_id: str, photo: bytes) -> shapes.Sheet:
        path, files = f"/v1/sessions/{session_id}/attendance/papers", {"photo": ("photo", photo)}
        return await self.call("POST", path, files=files, data={"day_id": day_id})

    async def corrections(self, session_id: str) -> list[shapes.CorrectionRead]:
        return (await self.get(f"/v1/sessions/{session_id}/attendance-corrections"))["items"]

    async def propose_correction(
        self, session_id: str, body: shapes.CorrectionCreate, key: str
    ) -> list[shapes.CorrectionRead]:
        path = f"/v1/sessions/{session_id}/attendance-corrections"
        return (await self.call("POST", path, json=body, headers={"Idempotency-Key": key}))["items"]

    async def decide_correction(
        self, correction_id: str, version: int, body: shapes.CorrectionDecision
    ) -> list[shapes.CorrectionRead]:
        path = f"/v1/attendance-corrections/{correction_id}/decisions"
        return (await self.call("POST", path, json=body, version=version))["items"]

    async def decide_corrections(self, session_id: str, body: shapes.BulkDecision) -> list[shapes.BulkResult]:
        path = f"/v1/sessions/{session_id}/attendance-corrections/decisions"
        return (await self.call("POST", path, json=body))["results"]

    async def certificates(self, session_id: str) -> list[shapes.IssuedRow]:
        return (await self.get(f"/v1/sessions/{session_id}/certificates"))["items"]

    async def revoke_certificate(self, code: str, body: shapes.Revocation) -> None:
        await self.call("POST", f"/v1/certificates/{code}/revocations", json=body)

    async def reissue_certificate(self, code: str, body: shapes.Reissue) -> None:
        await self.call("POST", f"/v1/certificates/{code}/reissues", json=body)

    async def ask_certificate_print(self, session_id: str) -> shapes.PrintRead:
        return await self.call("POST", f"/v1/sessions/{session_id}/certificate-prints")

    async def certificate_print(self, print_id: str) -> shapes.PrintRead:
        return await self.get(f"/v1/certificate-prints/{print_id}")

    async def participants(self, **asked: Unpack[shapes.ListParticipantsQuery]) -> shapes.PageParticipantRow:
        return await self.get("/v1/participants", **asked)

    async def participant(self, participant_id: str) -> shapes.PersonPage:
        return await self.get(f"/v1/participants/{participant_id}")

    async def district_summary(self, code: str) -> shapes.DistrictSummary:
        return await self.get(f"/v1/districts/{code}/summary")

    async def ask_export(self, body: shapes.ExportCreate) -> shapes.ExportRead:
        return await self.call("POST", "/v1/export-jobs", json=body)

    async def export_job(self, job_id: str) -> shapes.ExportRead:
        return await self.get(f"/v1/export-jobs/{job_id}")

    async def programmes(self) -> list[shapes.ProgrammeRead]:
        return (await self.get("/v1/programmes"))["items"]

    async def programme(self, programme_id: str) -> shapes.ProgrammeRead:
        return await self.get(f"/v1/programmes/{programme_id}")

    async def create_programme(self, body: shapes.ProgrammeCreate, key: str) -> shapes.ProgrammeRead:
        return await self.call("POST", "/v1/programmes", json=body, headers={"Idempotency-Key": key})

    async def write_aid_policy(self, programme_id: str, version: int, body: shapes.AidPolicyWrite) -> None:
        await self.call("PUT", f"/v1/programmes/{programme_id}/aid-policy", json=body, version=version)

    async def programme_texts(self, programme_id: str) -> list[shapes.TextRead]:
        return (await self.get(f"/v1/programmes/{programme_id}/texts"))["items"]

    async def write_programme_texts(self, programme_id: str, items: list[shapes.TextWrite]) -> None:
        await self.call("PUT", f"/v1/programmes/{programme_id}/texts", json={"items": items})

    async def templates(self) -> list[shapes.TemplateRead]:
        return (await self.get("/v1/session-templates"))["items"]

    async def template(self, template_id: str) -> shapes.TemplateRead:
        return await self.get(f"/v1/session-templates/{template_id}")

    async def keep_template(self, body: shapes.TemplateCreate, key: str) -> shapes.TemplateRead:
        return await self.call("POST", "/v1/session-templates", json=body, headers={"Idempotency-Key": key})

    async def remove_template(self, template_id: str) -> None:
        await self.call("DELETE", f"/v1/session-templates/{template_id}")

    async def use_template(self, template_id: str, body: shapes.SessionFromTemplate, key: str) -> shapes.SessionRow:
        path = f"/v1/session-templates/{template_id}/sessions"
        return await self.call("POST", path, json=body, headers={"Idempotency-Key": key})

    async def trainers(self, **asked: Unpack[shapes.ListTrainersQuery]) -> shapes.PageTrainerRead:
        return await self.get("/v1/trainers", **asked)

    async def trainer(self, trainer_id: str) -> shapes.TrainerDetail:
        return await self.get(f"/v1/trainers/{trainer_id}")

    async def record_trainer(self, body: shapes.TrainerCreate, key: str) -> shapes.TrainerDetail:
        return await self.call("POST", "/v1/trainers", json=body, headers={"Idempotency-Key": key})

    async def change_trainer(self, trainer_id: str, version: int, body: shapes.TrainerWrite) -> shapes.TrainerDetail:
        return await self.call("PUT", f"/v1/trainers/{trainer_id}", json=body, version=version)

    async def lessons(self, session_id: str) -> shapes.Lessons:
        return await self.get(f"/v1/sessions/{session_id}/lessons")

    async def plan_lessons(self, session_id: str, version: int, lessons: list[shapes.LessonWrite]) -> shapes.Lessons:
        path = f"/v1/sessions/{session_id}/lessons"
        return await self.call("PUT", path, json={"lessons": lessons}, version=version)

    async def scores(self, session_id: str) -> shapes.Scores:
        return await self.get(f"/v1/sessions/{session_id}/scores")

    async def record_scores(self, session_id: str, version: int, scores: list[shapes.ScoreWrite]) -> shapes.Scores:
        path = f"/v1/sessions/{session_id}/scores"
        return await self.call("PUT", path, json={"scores": scores}, version=version)

    async def evaluation(self, session_id: str) -> shapes.EvaluationRead:
        return await self.get(f"/v1/sessions/{session_id}/evaluation")

    async def import_sessions(self, content: bytes, *, dry_run: bool) -> shapes.ImportResult:
        files, data = {"file": ("sheet", content)}, {"dry_run": "true" if dry_run else "false"}
        return await self.call("POST", "/v1/imports/sessions", files=files, data=data)

    async def messages(self, **asked: Unpack[shapes.ListMessagesQuery]) -> shapes.PageMessageRead:
        return await self.get("/v1/messages", **asked)

    async def tell_person(self, message_id: str) -> None:
        await self.call("POST", f"/v1/messages/{message_id}/tellings")

    async def retry_message(self, message_id: str) -> None:
        await self.call("POST", f"/v1/messages/{message_id}/retries")
