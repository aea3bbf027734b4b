"""The people of a case as PostgreSQL finds them."""

from sqlalchemy import text

# Whoever is in the last edition, in the group today, or proposed in an amending decree that nobody decided yet: her
# roles there, and whether a fit visit of this case met her.
PEOPLE = text("""
WITH r AS (SELECT person_id, role FROM case_members
           WHERE application_id = :case AND number = (SELECT roster_of(:case))),
g AS (SELECT person_id, role FROM group_members WHERE group_id = :group AND valid_to IS NULL),
x AS (SELECT m.person_id, m.role FROM decree_change_members m
      JOIN decree_changes c ON c.id = m.change_id AND c.status = 'proposed'
      JOIN decree_change_lines n ON n.change_id = c.id JOIN decree_lines l ON l.id = n.line_id
      WHERE l.application_id = :case)
SELECT p.person_id, p.name, r.role AS case_role, g.role AS group_role, x.role AS proposed_role,
       EXISTS (SELECT FROM field_member_findings f JOIN field_visits v ON v.id = f.visit_id
               WHERE v.application_id = :case AND v.result = 'fit' AND f.found = 'met'
                 AND f.person_id = p.person_id) AS met
FROM (SELECT person_id FROM r UNION SELECT person_id FROM g UNION SELECT person_id FROM x) a
JOIN participants p USING (person_id) LEFT JOIN r USING (person_id) LEFT JOIN g USING (person_id)
LEFT JOIN x USING (person_id)
ORDER BY p.name, p.person_id
""")
# Sorted, so that two cases with common members never wait for each other in a circle.
CLAIM = text("""
INSERT INTO aid_claims (person_id, programme_id, fiscal_year, application_id)
SELECT person, a.programme_id, p.fiscal_year, a.id FROM unnest(CAST(:persons AS uuid[])) AS person
CROSS JOIN applications a JOIN programmes p ON p.id = a.programme_id
WHERE a.id = :case AND NOT EXISTS (
    SELECT FROM aid_claims c WHERE c.application_id = a.id AND c.person_id = person AND NOT c.released)
ORDER BY person ON CONFLICT DO NOTHING
""")
CLAIMED = text("SELECT person_id FROM aid_claims WHERE application_id = :case AND NOT released")
LET_GO = text("""
UPDATE aid_claims SET released = true
WHERE application_id = :case AND NOT released AND person_id <> ALL(CAST(:persons AS uuid[]))
""")
# Every edition with who came and who went since the one before.
EDITIONS = text("""
SELECT r.number, r.occasion, r.assumed, r.created_at, a.number AS round, m.person_id, p.name, m.role,
       NOT EXISTS (SELECT FROM case_members e WHERE e.application_id = r.application_id AND e.number = r.number - 1
                   AND e.person_id = m.person_id) AS came,
       NOT EXISTS (SELECT FROM case_members e WHERE e.application_id = r.application_id AND e.number = r.number + 1
                   AND e.person_id = m.person_id) AS leaves
FROM case_rosters r JOIN case_members m ON (m.application_id, m.number) = (r.application_id, r.number)
JOIN participants p ON p.person_id = m.person_id
LEFT JOIN LATERAL (SELECT min(number) AS number FROM approval_rounds
                   WHERE application_id = r.application_id AND roster = r.number) a ON true
WHERE r.application_id = :case ORDER BY r.number, m.role, p.name, p.person_id
""")
