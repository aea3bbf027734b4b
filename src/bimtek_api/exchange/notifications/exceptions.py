"""Events nobody is told of, by the reason why. Whoever adds an event puts it here or into `audiences.TABLE`."""

REASONS: dict[str, str] = {
    "she does it herself, and the page in front of her says so": (
        "consent.given consent.withdrawn registration.repeated registration.offer_declined registration.corrected"
        " registration.file_sent registration.pass_renewed session.evaluated officer.enrolled"
        " officer.asked_enrolment officer.codes_renewed officer.logged_in officer.signed_on officer.account_linked"
        " officer.logged_out officer.login_ended officer.logins_ended officer.replacement_stopped deputation.given"
        " deputation.accepted change.submitted change.cancelled participant.data_copied"
    ),
    "it happens in front of her: at the door, at the desk, in class": (
        "registration.attending attendance.marked attendance.changed attendance.left attendance.paper_kept"
        " test.scored participant.erasure_asked participant.family_card_kept group.recorded group.paper_kept"
        " group.paper_withdrawn group.member_joined group.member_left group.account_kept handover.scan_kept"
        " asset.kept_by application.evidence_taken"
    ),
    "her page shows it at once, and what follows from it is told": (
        "attendance.correction_proposed attendance.correction_approved attendance.correction_refused"
        " certificate.issued session.started session.completed session.cancelled session.lessons_changed"
        " session.quotas_changed complaint.taken"
    ),
    "no message may tell that a number is known to the office": (
        "registration.unbound registration.bound registration.let_in participant.recorded"
    ),
    "another event of the same act tells it": (
        "application.scored application.delivered application.partly_delivered application.taken_back"
        " selection.frozen decree.signed refund.demand_paid decree.change_approved goods.dispatched goods.arrived"
        " goods.handed_over goods.taken_back goods.refused goods.never_came asset.recalled asset.voided"
    ),
    "nothing is decided yet": (
        "application.drafted application.discarded application.look_alike_asked application.score_given"
        " application.voted application.sent_back application.sent application.recalled application.people_renewed"
        " application.newcomers_visited application.rule_waived application.look_alike_cleared"
        " application.look_alike_refused decree.change_proposed decree.change_refused tranche.condition_met"
        " tranche.prepared tranche.cancelled refund.demanded refund.let_go_asked refund.withdrawn_asked"
        " refund.ruling_approved refund.ruling_refused refund.demand_refused refund.recorded asset.recall_asked"
        " asset.recall_declined sample.drawn budget.move_proposed"
    ),
    "it waits in an officer's inbox, or is read in her list": (
        "access.asked access.refused role.assigned role.ended deputation.ended change.rejected change.conflicted"
        " budget.move_approved budget.move_refused group.account_verified group.holder_cleared visit.submitted"
        " visit.accepted visit.returned visit.skipped visit.restored opening.decided sample.answered"
        " sample.finished sample.invalidated order.completed goods.found_bad tranche.return_proved"
        " payment.return_proved"
    ),
    "an administrator stands beside her or hands her a link on paper": (
        "officer.invited officer.identified officer.identity_refused officer.paper_read"
        " officer.replacement_agreed officer.recovered officer.disabled officer.enabled"
    ),
    "her address is gone with the rest of her data; the officer who was asked tells her": "participant.erased",
    "announced to everybody on the public pages": (
        "call.announced session.created session.published session.paused session.resumed session.place_opened"
        " session.place_closed session.form_changed"
    ),
    "suppliers are told by the contract's own letters": (
        "supplier.recorded supplier.owner_recorded supplier.changed order.closed_short order.reopened"
        " goods.received goods.inspected goods.accepted goods.rejected goods.sent_back payment.prepared"
        " payment.released payment.cancelled payment.failed"
    ),
    "work inside the office's store": (
        "stock.photo_kept goods.assigned goods.damaged goods.lost goods.brought_back goods.restocked"
        " goods.turned_back goods.written_off opening.entered opening.paper_kept handover.draft_kept"
        " handover.draft_discarded asset.restocked asset.reassigned asset.written_off decree.scan_kept"
    ),
    "what the group itself reports of its machines": (
        "asset.in_use asset.idle asset.under_repair asset.broken asset.lost"
    ),
    "the office's own settings and lists": (
        "holiday.added holiday.removed freeze.begun freeze.ended budget.year_opened budget.added"
        " budget.year_locked budget.year_closed programme.created programme.policy_changed programme.texts_changed"
        " rubric.recorded policy.recorded rules.recorded package.created package.renewed template.kept"
        " template.removed trainer.recorded trainer.changed api_key.issued api_key.revoked office.contact_written"
    ),
    "somebody looked or took a list: kept in the history, and in the person's own copy": (
        "participant.aid_checked participant.nik_read audit.sampled grants.exported aid.imported"
        " registrations.exported allowance.exported recap.printed letters.printed attendance.exported"
        " certificates.print_asked"
    ),
    "it is the telling": "message.told message.retried",
}
EXCEPTIONS = {name: reason for reason, names in REASONS.items() for name in names.split()}
