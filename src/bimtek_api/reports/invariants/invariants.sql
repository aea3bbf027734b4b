-- What must hold of every history, whatever was done and whatever failed. Each query finds what contradicts its invariant.
-- Tests ask after every random walk and every journey; `bimtek check` and the worker ask every night.

-- name: seats_counted
-- A counter says what its registrations say.
SELECT c.session_id AS id FROM seat_counters c CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.status IN ('pending_review', 'returned', 'offered', 'confirmed', 'attending',
                                               'completed', 'not_completed', 'no_show') AND NOT r.extra
                            AND takes_from(c.kind, c.value, r.sex, r.home_district_code, r.groups)) AS taken,
           count(*) FILTER (WHERE r.status = 'waitlisted' AND c.kind = 'room') AS waiting
    FROM registrations r WHERE r.session_id = c.session_id) found
WHERE (c.taken, c.waiting) <> (found.taken, found.waiting)

-- name: seats_within_quota
-- Nobody sits beyond a quota, unless the office lowered it afterwards.
SELECT c.session_id AS id FROM seat_counters c WHERE c.taken > c.size AND NOT EXISTS (
    SELECT FROM events e WHERE e.subject_id = c.session_id AND e.name IN ('session.quotas_changed', 'session.changed'))

-- name: one_live_registration
SELECT session_id AS id FROM registrations
WHERE person_id IS NOT NULL AND NOT extra
  AND status NOT IN ('withdrawn', 'lapsed', 'substituted', 'cancelled_by_office', 'closed_unserved')
GROUP BY session_id, person_id HAVING count(*) > 1

-- name: money_within_ceiling
SELECT id FROM budget_nodes
WHERE reserved + spent > ceiling OR allocated > ceiling OR reserved < 0 OR spent < 0 OR allocated < 0

-- name: ceilings_within_parent
SELECT p.id FROM budget_nodes p JOIN budget_nodes c ON c.parent_id = p.id
GROUP BY p.id, p.ceiling HAVING sum(c.ceiling) > p.ceiling

-- name: ceilings_come_from_moves
-- A ceiling is what approved moves made of it, beside what was there before they were asked for.
SELECT id FROM budget_nodes WHERE ceiling <> carried + budget_moved(id)

-- name: line_holds_its_recipients
-- What a budget line has reserved and spent is what the recipients of its decrees hold and have got.
SELECT n.id FROM budget_nodes n CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_rupiah - spent_rupiah - released_rupiah), 0) AS held,
           coalesce(sum(spent_rupiah), 0) AS paid FROM decree_lines WHERE budget_line_id = n.id) l
WHERE n.id IN (SELECT budget_line_id FROM calls) AND (n.reserved <> l.held OR n.spent <> l.paid)

-- name: deputies_share_no_case
-- Two people who act for each other never hold two duties of one case.
SELECT first.case_id AS id FROM case_duties first
JOIN case_duties later ON later.case_id = first.case_id AND later.taken_at > first.taken_at
JOIN (SELECT *, coalesce(accepted_at, CASE WHEN before_rule THEN created_at END) AS since FROM deputations) d
  ON d.since < later.taken_at AND (d.ended_at IS NULL OR later.taken_at < d.ended_at)
WHERE later.duty_group <> 'applicant'
  AND (first.duty_group <> later.duty_group OR later.duty_group LIKE 'approve%')
  AND ((d.principal_id = first.person_id AND d.deputy_id = later.person_id
        AND (later.taken_at AT TIME ZONE 'Asia/Jakarta')::date <= d.valid_to)
    OR (d.deputy_id = first.person_id AND d.principal_id = later.person_id AND first.taken_at > d.since
        AND (first.taken_at AT TIME ZONE 'Asia/Jakarta')::date <= d.valid_to))

-- name: duty_holders_are_known
-- Whoever holds a duty is a human with a national id; who took it before there were any is marked.
SELECT c.case_id AS id FROM case_duties c
LEFT JOIN identities i ON i.id = c.person_id
LEFT JOIN identities h ON h.id = c.human_id AND h.nik_index IS NOT NULL
LEFT JOIN applications a ON a.id = c.case_id
WHERE c.human_id IS DISTINCT FROM coalesce(i.same_as, i.id)
   OR (c.identity_known AND h.id IS NULL
       AND (c.duty_group <> 'applicant' OR a.status NOT IN ('draft', 'discarded', 'withdrawn')))

-- name: duty_holders_are_as_on_paper
-- Whoever takes a duty has the number that was read on her paper before, unless it was corrected by request since.
SELECT c.case_id AS id FROM case_duties c JOIN identities h ON h.id = c.human_id
CROSS JOIN LATERAL (SELECT p.nik_index FROM officer_papers p WHERE p.officer_id = c.person_id
                    AND p.created_at < c.taken_at ORDER BY p.id DESC LIMIT 1) read
WHERE read.nik_index <> h.nik_index
  AND NOT EXISTS (SELECT FROM change_requests r WHERE r.kind = 'nik' AND r.participant_id = h.id)

-- name: people_of_a_case_are_unlike
-- Two of a case of whom one acts share no mark nobody has cleared. Asked of cases on their way, with known officers.
SELECT a.id FROM applications a CROSS JOIN LATERAL case_look_alikes(a.id) p
WHERE a.status IN ('in_desk_check', 'returned', 'in_field_check', 'field_failed', 'ready_for_scoring', 'scored', 'reserve',
                   'in_approval', 'sent_back', 'approved', 'decreed', 'partly_delivered')
  AND NOT EXISTS (SELECT FROM case_duties c WHERE c.case_id = a.id AND NOT c.identity_known)
  AND NOT EXISTS (SELECT FROM look_alikes l WHERE l.application_id = a.id AND l.cleared AND l.mark = p.mark
                  AND l.one_id = p.one_id AND l.other_id = p.other_id)
GROUP BY a.id

-- name: one_account_each
SELECT o.person_id AS id FROM officers o JOIN identities i ON i.id = o.person_id
JOIN officers p ON p.person_id = i.same_as

-- name: votes_are_duties
SELECT v.id FROM votes v LEFT JOIN case_duties c ON c.case_id = v.application_id AND c.person_id = v.person_id
WHERE c.duty_group IS DISTINCT FROM 'approve_' || v.stage

-- name: one_vote_each
SELECT application_id AS id FROM votes GROUP BY application_id, round_id, person_id HAVING count(*) > 1

-- name: one_vote_per_principal
-- A deputy is her principal's hand: what she casts is the principal's vote.
SELECT round_id AS id FROM votes WHERE NOT same_hand
GROUP BY round_id, stage, principal_id HAVING count(*) > 1

-- name: votes_have_their_hand
SELECT v.id FROM votes v WHERE v.principal_id <> v.person_id AND NOT EXISTS (
    SELECT 1 FROM deputations d WHERE d.principal_id = v.principal_id AND d.deputy_id = v.person_id
      AND (d.accepted_at <= v.created_at OR d.before_rule)
      AND (v.created_at AT TIME ZONE 'Asia/Jakarta')::date BETWEEN d.valid_from AND d.valid_to
      AND (d.ended_at IS NULL OR v.created_at <= d.ended_at))

-- name: deputations_never_begin_in_the_past
SELECT id FROM deputations
WHERE NOT before_rule AND valid_from < (created_at AT TIME ZONE 'Asia/Jakarta')::date

-- name: no_member_votes
SELECT v.id FROM votes v JOIN applications a ON a.id = v.application_id
JOIN group_members m ON m.group_id = a.group_id AND m.person_id = v.person_id

-- name: passed_with_its_votes
SELECT r.id FROM approval_rounds r WHERE r.outcome = 'passed' AND cardinality(r.votes_needed) >
    (SELECT count(*) FROM votes v WHERE v.round_id = r.id AND v.decision = 'approve')

-- name: ordered_within_approved
-- What was lost, written off or is kept for another group may be ordered again.
SELECT l.id FROM application_lines l JOIN order_lines o ON o.application_line_id = l.id
GROUP BY l.id, l.approved HAVING sum(o.quantity - o.cancelled) > l.approved + (
    SELECT count(*) FROM stock_units u JOIN order_lines b ON b.id = u.order_line_id
    WHERE b.application_line_id = l.id AND (u.status IN ('lost', 'written_off') OR u.for_line_id <> l.id))

-- name: accepted_within_ordered
-- What went back to the supplier since is replaced.
SELECT o.id FROM order_lines o JOIN stock_units u ON u.order_line_id = o.id AND u.accepted_at IS NOT NULL
    AND u.status IS DISTINCT FROM 'returned'
GROUP BY o.id, o.quantity HAVING count(*) > o.quantity

-- name: handed_over_within_approved
SELECT id FROM application_lines WHERE handed_over(id) NOT BETWEEN 0 AND approved

-- name: paid_within_accepted
-- What was paid before a piece was refused for a defect, or went back, is claimed; nothing is paid for it afterwards.
SELECT p.order_id AS id FROM supplier_payments p WHERE (p.status IN ('prepared', 'paid')
    OR p.unproved AND NOT EXISTS (SELECT FROM supplier_payments r WHERE r.replaces_id = p.id))
GROUP BY p.order_id HAVING sum(p.amount_rupiah) > (
    SELECT coalesce(sum(u.cost_rupiah), 0) FROM stock_units u JOIN order_lines o ON o.id = u.order_line_id
    WHERE o.order_id = p.order_id AND u.accepted_at IS NOT NULL)
 OR sum(p.amount_rupiah) > payable_value(p.order_id) AND max(p.created_at) > coalesce((
    SELECT max(gone.at) FROM stock_units u JOIN order_lines o ON o.id = u.order_line_id
    CROSS JOIN LATERAL (
        SELECT created_at AS at FROM refused_pieces WHERE unit_id = u.id
        UNION ALL SELECT e.at FROM events e
        WHERE e.subject_kind = 'stock_unit' AND e.subject_id = u.id AND e.name = 'goods.sent_back') gone
    WHERE o.order_id = p.order_id), '-infinity')

-- name: paid_under_duties
-- Whoever prepared, released or took back a payment holds that duty in every case it is for.
SELECT m.id FROM (
    SELECT p.id, l.application_id, p.prepared_by, p.released_by FROM supplier_payments p
    JOIN order_lines l ON l.order_id = p.order_id
    UNION ALL SELECT id, application_id, prepared_by, released_by FROM tranche_payments) m
CROSS JOIN LATERAL (VALUES (m.prepared_by, 'finance_1'), (m.released_by, 'finance_2')) w (person_id, duty)
WHERE w.person_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM payment_duties d WHERE (d.payment_id, d.application_id, d.person_id, d.duty_group)
                                     = (m.id, m.application_id, w.person_id, w.duty)
    UNION ALL SELECT FROM tranche_duties d WHERE (d.payment_id, d.application_id, d.person_id, d.duty_group)
                                               = (m.id, m.application_id, w.person_id, w.duty))
  AND m.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'paid_under_duties')
GROUP BY m.id

-- name: bank_numbers_serve_once
-- One number of the bank proves one return in a district, of whichever kind and however it is written.
SELECT t.id FROM (
    SELECT id, row_number() OVER (PARTITION BY district_code, bank_key(number) ORDER BY id) AS nth FROM (
        SELECT id, district_code, return_number AS number FROM supplier_payments
        UNION ALL SELECT id, district_code, return_number FROM tranche_payments
        UNION ALL SELECT id, district_code, bank_reference FROM refund_receipts WHERE status <> 'refused') n
    WHERE number IS NOT NULL) t
WHERE t.nth > 1 AND t.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'bank_numbers_serve_once')

-- name: orders_have_their_pieces
-- Complete is what came whole, and what was given up did not come.
SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id CROSS JOIN LATERAL (
    SELECT count(*) AS came FROM stock_units u
    WHERE u.order_line_id = l.id AND u.accepted_at IS NOT NULL AND u.status <> 'returned') p
WHERE (o.status = 'completed' AND (p.came < l.quantity OR l.cancelled > 0) OR o.status = 'placed' AND l.cancelled > 0
       OR o.status = 'closed_short' AND p.came <> l.quantity - l.cancelled)
  AND o.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'orders_have_their_pieces')
GROUP BY o.id

-- name: money_to_known_holder
-- Money on its way goes to an account of the group or a member, or to one that a further officer said yes to.
SELECT t.id FROM tranche_payments t JOIN group_accounts a ON a.id = t.account_id
WHERE t.status IN ('prepared', 'sent') AND a.holder_cleared_by IS NULL AND NOT holder_matches(a.group_id, a.holder)

-- name: tranche_paid_once
SELECT application_line_id AS id FROM tranche_payments WHERE status IN ('prepared', 'sent', 'paid')
GROUP BY application_line_id HAVING count(*) > 1

-- name: paid_back_within_arrived
-- What is asked back, or comes back without that, of a payment is never more than arrived; nor more than was asked.
SELECT p.id FROM tranche_payments p WHERE refund_room(p.id) < 0
UNION ALL SELECT d.id FROM refund_demands d WHERE d.status <> 'refused' AND d.amount_rupiah < (
    SELECT coalesce(sum(r.amount_rupiah), 0) FROM refund_receipts r WHERE r.demand_id = d.id AND r.status <> 'refused')
UNION ALL SELECT r.id FROM refund_receipts r LEFT JOIN tranche_payments p ON p.id = r.payment_id AND p.status = 'paid'
WHERE p.id IS NULL

-- name: demands_follow_their_receipts
-- A demand is paid when its confirmed receipts are whole, and ends before that by a ruling of two alone.
SELECT d.id FROM refund_demands d WHERE (d.status = 'paid') <> (d.status <> 'refused' AND demand_paid(d.id) = d.amount_rupiah)
UNION ALL SELECT d.id FROM refund_demands d WHERE (d.status IN ('withdrawn', 'let_go')) <> EXISTS (
    SELECT FROM demand_rulings g WHERE g.demand_id = d.id AND g.status = 'approved' AND g.kind = d.status)

-- name: refunds_are_booked
-- What a confirmed receipt tells of is booked, unless the year was closed before.
SELECT r.id FROM refund_receipts r WHERE r.status = 'confirmed' AND r.amount_rupiah <> coalesce(
    (SELECT sum(b.amount_rupiah) FROM decree_bookings b WHERE b.refund_id = r.id), 0)
  AND NOT EXISTS (
      SELECT FROM decree_lines l JOIN budget_nodes n ON n.id = l.budget_line_id
      JOIN fiscal_years y ON y.year = n.fiscal_year
      WHERE l.application_id = r.application_id AND y.closed_at <= r.decided_at)

-- name: refunds_have_receipts
-- What an accepted report says was paid back has its receipts; `earlier_rows` names what is older than receipts.
SELECT f.id FROM funds_reports f WHERE f.status = 'accepted' AND f.refunded_rupiah > paid_back(f.application_line_id)
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'refunds_have_receipts' AND e.subject_id = f.id)

-- name: money_in_time
-- Nobody is paid before the contract or the decree; nothing arrives before it was sent.
SELECT m.id FROM (
    SELECT p.id FROM supplier_payments p JOIN orders o ON o.id = p.order_id WHERE p.paid_on < o.dated
    UNION ALL SELECT t.id FROM tranche_payments t LEFT JOIN decree_lines l ON l.id = t.decree_line_id
    LEFT JOIN decrees d ON d.id = l.decree_id WHERE t.sent_on < d.dated OR t.paid_on < t.sent_on) m
WHERE NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'money_in_time' AND e.subject_id = m.id)

-- name: one_live_recipient
SELECT application_id AS id FROM decree_lines WHERE ended_at IS NULL GROUP BY application_id HAVING count(*) > 1

-- name: handed_over_after_decree
SELECT h.id FROM handovers h JOIN decree_lines l ON l.id = h.decree_line_id JOIN decrees d ON d.id = l.decree_id
JOIN regions z ON z.code = h.district_code
WHERE day_there(h.handed_at, z.zone) < d.dated

-- name: handed_over_accepted
-- What left the office was accepted before; what left before that was asked is listed.
SELECT s.handover_line_id AS id FROM handed_serials s LEFT JOIN stock_units u ON u.id = s.unit_id
LEFT JOIN handover_lines l ON l.id = s.handover_line_id
WHERE (u.id IS NULL OR u.accepted_at IS NULL OR u.serial_key <> s.serial_key
       OR s.ended_at IS NULL AND (u.status, u.for_line_id) IS DISTINCT FROM ('handed_over', l.application_line_id))
  AND s.handover_line_id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'handed_over_accepted')

-- name: handed_over_in_time
-- Decree, order, receipt, acceptance and arrival before the handover, to the minute (case 53). What bears a date only
-- counts on that day from the minute it was recorded. What happened to a piece after it was taken back is not asked.
SELECT h.id FROM handovers h JOIN regions z ON z.code = h.district_code
LEFT JOIN decree_lines c ON c.id = h.decree_line_id LEFT JOIN decrees k ON k.id = c.decree_id
LEFT JOIN handover_lines l ON l.handover_id = h.id LEFT JOIN handed_serials s ON s.handover_line_id = l.id
LEFT JOIN stock_units u ON u.id = s.unit_id LEFT JOIN goods_receipts r ON r.id = u.receipt_id
LEFT JOIN orders o ON o.id = r.order_id
CROSS JOIN LATERAL (
    SELECT max(done.at) AS at FROM (
        SELECT d.arrived_at AS at FROM dispatch_units t JOIN dispatches d ON d.id = t.dispatch_id
        WHERE t.unit_id = u.id AND t.outcome = 'arrived'
        UNION ALL SELECT inspected_at FROM stock_returns WHERE unit_id = u.id) done
    WHERE s.ended_at IS NULL OR done.at < s.ended_at) again
CROSS JOIN LATERAL (VALUES (k.dated, k.created_at), (o.dated, o.created_at)) p(dated, recorded_at)
WHERE (date_trunc('minute', h.handed_at) < date_trunc('minute', greatest(u.accepted_at, r.received_at, again.at))
       OR day_there(h.handed_at, z.zone) < p.dated
       OR day_there(h.handed_at, z.zone) = p.dated AND day_there(p.recorded_at, z.zone) = p.dated
          AND date_trunc('minute', h.handed_at) < date_trunc('minute', p.recorded_at))
  AND h.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'handed_over_in_time')
GROUP BY h.id

-- name: received_in_time
-- Ordered, then received, then accepted.
SELECT r.id FROM goods_receipts r JOIN orders o ON o.id = r.order_id JOIN regions z ON z.code = o.district_code
LEFT JOIN stock_units u ON u.receipt_id = r.id
WHERE (r.received_on < o.dated OR r.received_on <> day_there(r.received_at, z.zone)
       OR r.received_on = o.dated AND day_there(o.created_at, z.zone) = o.dated
          AND date_trunc('minute', r.received_at) < date_trunc('minute', o.created_at)
       OR least(u.accepted_at, r.inspected_at) < r.received_at
       OR day_there(least(u.accepted_at, r.inspected_at), z.zone) < r.received_on)
  AND r.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'received_in_time')
GROUP BY r.id

-- name: signatures_serve_once
-- Each signature on minutes is that person's, on that side of that case.
SELECT h.id FROM handovers h CROSS JOIN LATERAL (
    VALUES (h.giver_signature_id, 'giver', h.person_id), (h.receiver_signature_id, 'receiver', h.receiver_id)
) w (file_id, side, person_id)
WHERE w.file_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM signatures s WHERE (s.file_id, s.application_id, s.side, s.person_id)
                                 = (w.file_id, h.application_id, w.side, w.person_id))
  AND h.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'signatures_serve_once')

-- name: owned_until_recalled
-- What a group owns is with it, and titles end with a recall that another approved.
SELECT a.id FROM assets a WHERE a.title_on IS NOT NULL AND a.status IN ('recalled', 'restocked')
UNION ALL SELECT t.asset_id FROM asset_titles t JOIN asset_recalls r ON r.id = t.recall_id
WHERE r.outcome IS DISTINCT FROM 'approved' OR one_human(r.decided_by, r.requested_by)
  AND r.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'acts_of_two_humans')

-- name: assets_stay_with_their_case
SELECT m.id FROM assets m JOIN applications a ON a.id = m.application_id
WHERE m.group_id <> a.group_id
  AND m.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'assets_stay_with_their_case')

-- name: accepted_by_another
-- Nobody accepts what she entered, received or brought back, nor what came back to whoever had it in the store.
SELECT t.id FROM (
    SELECT id, entered_by AS one, decided_by AS other FROM opening_stocks
    UNION ALL SELECT id, received_by, inspected_by FROM goods_receipts
    UNION ALL SELECT id, brought_by, inspected_by FROM stock_returns
    UNION ALL SELECT b.id, coalesce(r.received_by, o.entered_by), b.inspected_by FROM stock_returns b
    JOIN stock_units u ON u.id = b.unit_id LEFT JOIN goods_receipts r ON r.id = u.receipt_id
    LEFT JOIN opening_stocks o ON o.id = u.opening_id) t
WHERE one_human(t.one, t.other)
  AND t.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule IN ('acts_of_two_humans', 'accepted_by_another'))

-- name: upheld_disputes_move_pieces
-- And money: what an upheld dispute took back is no longer counted as given.
SELECT d.id FROM handover_disputes d WHERE d.outcome = 'upheld'
  AND (NOT EXISTS (SELECT FROM dispute_pieces p WHERE p.dispute_id = d.id)
       OR NOT EXISTS (SELECT FROM decree_bookings b WHERE b.dispute_id = d.id)
       OR EXISTS (SELECT FROM dispute_pieces p JOIN handed_serials s ON s.id = p.serial_id
                  WHERE p.dispute_id = d.id AND s.ended_at IS NULL))
  AND d.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'upheld_disputes_move_pieces')

-- name: refused_pieces_went_back
-- What a group refused was brought to it, is said by its minutes, is not counted as given by them, went back to the
-- store, and was shown where it is a defect. Who refused everything named the pieces.
SELECT p.id FROM refused_pieces p LEFT JOIN stock_returns b ON b.id = p.return_id
LEFT JOIN stock_units u ON u.id = p.unit_id LEFT JOIN handovers h ON h.id = p.handover_id
WHERE u.id IS NULL OR b.unit_id IS DISTINCT FROM p.unit_id
   OR b.inspected_by IS NULL AND u.status <> 'to_inspect'
   OR p.reason IN ('broken', 'incomplete', 'wrong') AND p.photo_id IS NULL
   OR p.handover_id IS NOT NULL AND (
      NOT EXISTS (SELECT FROM jsonb_path_query(h.snapshot, '$.items[*].refused[*]') said
                  WHERE said ->> 'serial' = p.serial)
      OR EXISTS (SELECT FROM handed_serials s JOIN handover_lines l ON l.id = s.handover_line_id
                 WHERE s.unit_id = p.unit_id AND l.handover_id = p.handover_id))
UNION ALL SELECT h.id FROM handovers h CROSS JOIN LATERAL jsonb_path_query(h.snapshot, '$.items[*].refused[*]') said
WHERE NOT EXISTS (SELECT FROM refused_pieces p WHERE p.handover_id = h.id AND p.serial = said ->> 'serial')
UNION ALL SELECT a.id FROM handover_attempts a WHERE a.kind = 'refused'
  AND (a.receiver_id IS NULL OR NOT EXISTS (SELECT FROM refused_pieces p WHERE p.attempt_id = a.id))
  AND a.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'refusals_name_pieces')

-- name: titles_have_their_letter
-- What a group owns passed by a letter, and what a letter passed is owned.
SELECT m.id FROM assets m LEFT JOIN asset_titles t ON t.asset_id = m.id AND t.until IS NULL
WHERE ((m.title_on, m.title_letter) IS DISTINCT FROM (t.since, t.letter_number) OR t.group_id <> m.group_id)
  AND m.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'titles_have_their_letter')

-- name: refusals_fit
-- A visit at which nothing was taken is not before the decree, nor later than it was written down; what was signed
-- there served for no minutes.
SELECT a.id FROM handover_attempts a WHERE (NOT EXISTS (
    SELECT FROM decree_lines l JOIN decrees d ON d.id = l.decree_id JOIN regions z ON z.code = d.district_code
    WHERE l.application_id = a.application_id AND day_there(a.attempted_at, z.zone) >= d.dated)
  OR a.attempted_at > a.created_at + interval '1 minute'
  OR EXISTS (SELECT FROM handovers h WHERE h.giver_signature_id = a.giver_signature_id
             OR h.receiver_signature_id = a.receiver_signature_id))
  AND a.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'refusals_fit')

-- name: decided_outside
-- Whoever applied for a case decided nothing about it afterwards; whoever handed over decided no dispute about that.
SELECT t.id FROM (
    SELECT id, application_id, decided_by, CAST(NULL AS uuid) AS giver FROM funds_reports
    UNION ALL SELECT id, application_id, decided_by, NULL FROM monitoring_visits
    UNION ALL SELECT id, application_id, decided_by, NULL FROM accountability_reports
    UNION ALL SELECT id, application_id, decided_by, NULL FROM refund_demands
    UNION ALL SELECT id, application_id, decided_by, NULL FROM demand_rulings
    UNION ALL SELECT id, application_id, decided_by, NULL FROM refund_receipts
    UNION ALL SELECT d.id, h.application_id, d.decided_by, h.person_id FROM handover_disputes d
    JOIN handovers h ON h.id = d.handover_id
    UNION ALL SELECT r.id, a.application_id, r.decided_by, NULL FROM asset_recalls r JOIN assets a ON a.id = r.asset_id) t
WHERE (one_human(t.giver, t.decided_by) OR EXISTS (
        SELECT FROM case_duties c WHERE c.case_id = t.application_id AND c.duty_group = 'applicant'
          AND one_human(c.person_id, t.decided_by)))
  AND t.id NOT IN (SELECT subject_id FROM earlier_rows WHERE rule = 'decided_outside')

-- name: returned_pieces_are_given_when_good
-- A piece whose last return nobody found good is with nobody.
SELECT s.id FROM handed_serials s JOIN stock_returns b ON b.unit_id = s.unit_id
WHERE s.ended_at IS NULL AND b.condition IS DISTINCT FROM 'good'
  AND NOT EXISTS (SELECT FROM stock_returns later WHERE later.unit_id = b.unit_id AND later.id > b.id)

-- name: handed_over_case_is_decreed
-- What hangs on a case fits how far the case is.
SELECT h.id FROM handovers h JOIN applications a ON a.id = h.application_id
WHERE a.status IN ('draft', 'discarded', 'in_desk_check', 'returned', 'lapsed', 'ineligible', 'in_field_check',
                   'in_approval', 'sent_back', 'rejected', 'approved')

-- name: states_have_their_acts
-- A case is approved by its round, decreed by its line, given by minutes or money; people end with their session.
SELECT t.id FROM (
    SELECT a.id FROM applications a LEFT JOIN LATERAL (
        SELECT outcome FROM approval_rounds WHERE application_id = a.id ORDER BY number DESC LIMIT 1) r ON true
    WHERE a.status = 'approved' AND r.outcome IS DISTINCT FROM 'passed'
       OR a.status = 'decreed' AND NOT EXISTS (
           SELECT FROM decree_lines l WHERE l.application_id = a.id AND l.ended_at IS NULL)
       OR a.status IN ('partly_delivered', 'delivered', 'closed', 'breached') AND NOT EXISTS (
           SELECT FROM handovers h WHERE h.application_id = a.id) AND NOT EXISTS (
           SELECT FROM tranche_payments p WHERE p.application_id = a.id AND p.status IN ('paid', 'failed'))
    UNION ALL SELECT r.id FROM registrations r JOIN sessions s ON s.id = r.session_id
    WHERE r.status IN ('confirmed', 'attending') AND (r.person_id IS NULL OR s.status = 'completed')
       OR r.status IN ('completed', 'not_completed', 'no_show') AND s.status <> 'completed') t
WHERE NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'states_have_their_acts' AND e.subject_id = t.id)

-- name: marked_on_its_day
-- A day was marked on that day, by the district's clock, or as two officers agreed. In a training system days are free.
SELECT a.registration_id AS id FROM attendance a
JOIN meeting_days d ON d.id = a.meeting_day_id JOIN sessions s ON s.id = d.session_id
WHERE day_there(a.marked_at, s.zone) <> d.date AND NOT is_for_training()
  AND NOT EXISTS (SELECT FROM attendance_corrections c WHERE c.status = 'approved' AND c.after = a.mark
                  AND (c.registration_id, c.meeting_day_id) = (a.registration_id, a.meeting_day_id))
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'marked_on_its_day' AND e.subject_id = a.registration_id)

-- name: visits_in_their_time
-- Nothing was seen before its time.
SELECT id FROM monitoring_visits WHERE visited_on < opens_on

-- name: people_have_their_claims
-- Whoever a case is for has a claim of this case, from the vote on. `earlier_rows` names what is older than a rule.
SELECT a.id FROM applications a JOIN case_members m ON m.application_id = a.id
WHERE m.number = (SELECT max(number) FROM case_rosters r WHERE r.application_id = a.id)
  AND a.status IN ('in_approval', 'approved', 'decreed', 'partly_delivered', 'delivered', 'closed', 'breached')
  AND NOT EXISTS (SELECT FROM aid_claims c WHERE c.application_id = a.id AND c.person_id = m.person_id
                  AND NOT c.released)
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'case_claims' AND e.subject_id = a.id)

-- name: nobody_in_two_approved_cases
SELECT m.person_id AS id FROM applications a JOIN case_members m ON m.application_id = a.id
WHERE m.number = (SELECT max(number) FROM case_rosters r WHERE r.application_id = a.id)
  AND a.status IN ('approved', 'decreed', 'partly_delivered', 'delivered', 'closed', 'breached')
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule IN ('case_people', 'case_claims') AND e.subject_id = a.id)
GROUP BY m.person_id, a.programme_id HAVING count(*) > 1

-- name: people_hold_no_other_duty
-- Whoever benefits has applied, and does nothing else in the case.
SELECT m.application_id AS id FROM case_members m JOIN approval_rounds r
  ON r.application_id = m.application_id AND r.roster = m.number
JOIN case_duties d ON d.case_id = m.application_id AND d.human_id = coalesce(human(m.person_id), m.person_id)
WHERE d.duty_group <> 'applicant'

-- name: decreed_people_are_the_group
-- While goods or money are still to come, the group is who stands in the decree. What an upheld dispute took back may
-- find a group that changed after everything had come: nothing is handed to it before a decree says who it is for.
SELECT a.id FROM applications a WHERE a.status IN ('decreed', 'partly_delivered')
  AND (SELECT array_agg(m.person_id::text || m.role ORDER BY m.person_id) FROM case_members m
       WHERE m.application_id = a.id AND m.number = (
           SELECT max(number) FROM case_rosters r WHERE r.application_id = a.id))
      IS DISTINCT FROM (SELECT array_agg(g.person_id::text || g.role ORDER BY g.person_id) FROM group_members g
                        WHERE g.group_id = a.group_id AND g.valid_to IS NULL)
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'case_people' AND e.subject_id = a.id)
  AND NOT EXISTS (
      SELECT FROM handover_disputes d JOIN handovers h ON h.id = d.handover_id
      WHERE h.application_id = a.id AND d.outcome = 'upheld' AND NOT EXISTS (
          SELECT FROM group_members g WHERE g.group_id = a.group_id
            AND greatest(g.valid_from, g.valid_to) > (d.decided_at AT TIME ZONE 'Asia/Jayapura')::date))

-- name: received_by_the_people
SELECT h.id FROM handovers h LEFT JOIN case_members m
  ON (m.application_id, m.number, m.person_id) = (h.application_id, h.roster, h.receiver_id)
WHERE m.person_id IS NULL
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'received_by_the_people' AND e.subject_id = h.id)

-- name: decreed_after_its_vote
SELECT l.id FROM decree_lines l LEFT JOIN approval_rounds r ON r.id = l.round_id
WHERE (r.outcome IS DISTINCT FROM 'passed' OR r.application_id <> l.application_id)
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'decreed_after_its_vote' AND e.subject_id = l.id)

-- name: votes_fit_their_round
SELECT v.id FROM votes v JOIN approval_rounds r ON r.id = v.round_id
WHERE v.application_id <> r.application_id OR v.snapshot_hash <> r.snapshot_hash

-- name: spent_is_booked
SELECT l.id FROM decree_lines l WHERE l.spent_rupiah <> (
    SELECT coalesce(sum(b.amount_rupiah * CASE WHEN b.kind IN ('taken_back', 'paid_back') THEN -1 ELSE 1 END), 0)
    FROM decree_bookings b WHERE b.decree_line_id = l.id AND b.kind IN ('spent', 'carried', 'taken_back', 'paid_back'))

-- name: steps_follow
-- Every step of a case, a session or a registration begins where the one before ended.
SELECT e.id FROM (
    SELECT id, before, lag(after) OVER (PARTITION BY subject_kind, subject_id ORDER BY at, position) AS last
    FROM events WHERE subject_kind IN ('application', 'session', 'registration') AND after IS NOT NULL
      AND name LIKE subject_kind || '.%') e
WHERE e.last IS NOT NULL AND e.before IS NOT NULL AND e.before <> e.last

-- name: state_is_the_last_step
SELECT now.id FROM (
    SELECT 'application' AS kind, id, status FROM applications UNION ALL SELECT 'session', id, status FROM sessions
    UNION ALL SELECT 'registration', id, status FROM registrations) now
CROSS JOIN LATERAL (
    SELECT after FROM events e WHERE e.subject_kind = now.kind AND e.subject_id = now.id AND e.after IS NOT NULL
      AND e.name LIKE now.kind || '.%'
    ORDER BY at DESC, position DESC LIMIT 1) last
WHERE last.after <> now.status

-- name: districts_agree
SELECT r.id FROM registrations r JOIN sessions s ON s.id = r.session_id WHERE r.district_code <> s.district_code
UNION ALL SELECT h.id FROM handovers h JOIN applications a ON a.id = h.application_id
WHERE h.district_code <> a.district_code
UNION ALL SELECT m.id FROM assets m JOIN applications a ON a.id = m.application_id
WHERE m.district_code <> a.district_code
UNION ALL SELECT t.id FROM tranche_payments t JOIN applications a ON a.id = t.application_id
WHERE t.district_code <> a.district_code

-- name: history_is_sealed
-- Every event is a link of the chain ten minutes after it happened, by the server's own clock, or waits for that.
SELECT event_id AS id FROM events_to_seal WHERE queued_at < clock_timestamp() - interval '10 minutes'
UNION ALL
SELECT e.id FROM events e WHERE NOT EXISTS (SELECT FROM event_seals s WHERE s.event_id = e.id)
  AND NOT EXISTS (SELECT FROM events_to_seal q WHERE q.event_id = e.id)

-- name: history_ends_where_it_was_sealed
-- As many links as were ever made, and the last one is the one that was made last.
SELECT coalesce(s.event_id, h.event_id) AS id FROM chain_heads h LEFT JOIN event_seals s ON s.position = h.seals
WHERE h.seals <> (SELECT count(*) FROM event_seals)
   OR h.seals > 0 AND (s.hash, s.event_id) IS DISTINCT FROM (h.hash, h.event_id)

-- name: corrected_by_two
-- Whoever asked for a correction did not decide about it, and nobody decided about her own record.
SELECT id FROM change_requests WHERE status = 'applied'
  AND (decided_by IS NULL OR decided_by = made_by OR decided_by = participant_id
       OR (made_by IS NULL AND registration_id IS NULL))

-- name: versions_have_their_request
-- Behind every version of a supplier but the first stands a request that was approved, or its owner first recorded.
SELECT v.id FROM supplier_versions v
WHERE v.number > 1 AND NOT EXISTS (
    SELECT FROM change_requests c
    WHERE c.id = v.request_id AND c.supplier_id = v.supplier_id AND c.status = 'applied')
  AND NOT EXISTS (
    SELECT FROM supplier_versions b
    WHERE b.supplier_id = v.supplier_id AND b.number = v.number - 1 AND b.owner_id IS NULL
      AND (b.nib, b.name, b.address, b.phone) = (v.nib, v.name, v.address, v.phone))

-- name: suppliers_are_their_last_version
SELECT s.id FROM suppliers s
WHERE NOT EXISTS (
    SELECT FROM supplier_versions v
    WHERE v.supplier_id = s.id AND (v.nib, v.name, v.address, v.phone) = (s.nib, s.name, s.address, s.phone)
      AND (v.owner_id, v.bank, v.account_index) IS NOT DISTINCT FROM (s.owner_id, s.bank, s.account_index)
      AND v.number = (SELECT max(w.number) FROM supplier_versions w WHERE w.supplier_id = s.id))

-- name: paid_to_the_orders_supplier
-- Who is paid is the supplier of the order.
SELECT p.id FROM supplier_payments p JOIN orders o ON o.id = p.order_id
JOIN supplier_versions v ON v.id = p.supplier_version_id
WHERE v.supplier_id <> o.supplier_id

-- name: paid_as_prepared
-- What left since times are written down left for the supplier as it stood then, not as it had been.
SELECT p.id FROM supplier_payments p JOIN supplier_versions v ON v.id = p.supplier_version_id
JOIN supplier_versions l ON l.supplier_id = v.supplier_id AND l.number > v.number
WHERE l.created_at < p.released_at

-- name: acts_of_two_humans
-- Where an act takes two people, they are two humans by whichever row; `earlier_rows` names what is older than the rule.
SELECT t.id FROM (
    SELECT id, prepared_by AS one, released_by AS other FROM supplier_payments
    UNION ALL SELECT id, prepared_by, returned_by FROM supplier_payments
    UNION ALL SELECT id, prepared_by, released_by FROM tranche_payments
    UNION ALL SELECT id, prepared_by, returned_by FROM tranche_payments
    UNION ALL SELECT id, recorded_by, verified_by FROM group_accounts
    UNION ALL SELECT id, recorded_by, holder_cleared_by FROM group_accounts
    UNION ALL SELECT id, verified_by, holder_cleared_by FROM group_accounts
    UNION ALL SELECT id, made_by, decided_by FROM change_requests
    UNION ALL SELECT id, participant_id, decided_by FROM change_requests
    UNION ALL SELECT id, requested_by, decided_by FROM access_requests
    UNION ALL SELECT id, officer_id, requested_by FROM access_requests
    UNION ALL SELECT id, officer_id, decided_by FROM access_requests
    UNION ALL SELECT id, officer_id, read_by FROM officer_papers
    UNION ALL SELECT id, proposed_by, decided_by FROM decree_changes
    UNION ALL SELECT id, proposed_by, decided_by FROM budget_moves
    UNION ALL SELECT id, proposed_by, decided_by FROM attendance_corrections
    UNION ALL SELECT id, placed_by, released_by FROM case_holds
    UNION ALL SELECT id, received_by, inspected_by FROM goods_receipts
    UNION ALL SELECT id, entered_by, decided_by FROM opening_stocks
    UNION ALL SELECT id, brought_by, inspected_by FROM stock_returns
    UNION ALL SELECT id, requested_by, decided_by FROM asset_recalls
    UNION ALL SELECT id, visited_by, decided_by FROM monitoring_visits
    UNION ALL SELECT id, submitted_by, decided_by FROM accountability_reports
    UNION ALL SELECT id, submitted_by, decided_by FROM funds_reports
    UNION ALL SELECT id, opened_by, decided_by FROM handover_disputes
    UNION ALL SELECT id, asked_by, decided_by FROM look_alikes
    UNION ALL SELECT id, one_id, decided_by FROM look_alikes
    UNION ALL SELECT id, other_id, decided_by FROM look_alikes
    UNION ALL SELECT id, officer_id, agreed_by FROM enrolments
    UNION ALL SELECT id, principal_id, deputy_id FROM deputations
    UNION ALL SELECT id, person_id, requested_by FROM erasures
    UNION ALL SELECT id, person_id, decided_by FROM erasures
    UNION ALL SELECT md5(year::text)::uuid, locked_by, closed_by FROM fiscal_years
    UNION ALL SELECT id, asked_by, decided_by FROM refund_demands
    UNION ALL SELECT id, recorded_by, decided_by FROM refund_receipts
    UNION ALL SELECT id, asked_by, decided_by FROM demand_rulings
    UNION ALL SELECT id, requested_by, decided_by FROM erasures) t
WHERE one_human(t.one, t.other)
  AND NOT EXISTS (SELECT FROM earlier_rows e WHERE e.rule = 'acts_of_two_humans' AND e.subject_id = t.id)
