-- More rows than the golden answers show: attempts at courses and their judgement, complaints with a responsibility chain and invitations about them,
-- months with enough answers for every figure, cases that only some letters have.
CREATE OR REPLACE FUNCTION pg_temp.key(kind text, number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (substr(md5(kind || number), 1, 12) || '7' || substr(md5(kind || number), 14, 3) || '8' || substr(md5(kind || number), 18))::uuid $$;

INSERT INTO training.enrolments (id, session_id, course_id, staff_id, status, round, enrolled_at, next_round_id)
SELECT pg_temp.key('enrolment', n), pg_temp.key('session', 1 + n % 3), pg_temp.key('course', 1 + (1 + n % 3) % 2), pg_temp.key('staff', 1 + n % 16), (ARRAY['ENROLLED', 'PASSED', 'FAILED', 'ABSENT'])[1 + n % 4], 1 + n / 16,
       TIMESTAMPTZ '2026-10-01 00:00:00Z' + (n % 5) * INTERVAL '1 day', CASE WHEN n % 4 > 1 AND n > 16 THEN pg_temp.key('enrolment', n - 16) END
FROM generate_series(1, 30) AS n;
INSERT INTO training.assessments (id, enrolment_id, staff_id, score, passed, assessor_id, at, remarks)
SELECT pg_temp.key('assessment', n), pg_temp.key('enrolment', n), pg_temp.key('staff', 1 + n % 16), CASE WHEN n % 5 = 0 THEN NULL ELSE n * 3 END, n % 4 = 1, CASE WHEN n % 3 = 0 THEN NULL ELSE pg_temp.key('staff', 6) END,
       TIMESTAMPTZ '2026-11-01 00:00:00.000001Z' + (n % 3) * INTERVAL '1 microsecond', CASE WHEN n % 2 = 0 THEN 'Well done, STRASSE' END
FROM generate_series(1, 30) AS n WHERE n % 4 > 0;
UPDATE training.certifications AS c SET enrolment_id = e.id FROM training.enrolments AS e WHERE e.staff_id = c.staff_id AND e.course_id = c.course_id AND e.status = 'PASSED';

INSERT INTO surveys.handled_complaints (id, customer_id, property_id, department_id, closings)
SELECT c.id, c.customer_id, c.property_id, c.department_id, 1 FROM complaints.complaints AS c WHERE c.status = 'CLOSED';
INSERT INTO surveys.chain_members (complaint_id, staff_id)
SELECT DISTINCT r.complaint_id, r.staff_id FROM complaints.responsibilities AS r JOIN surveys.handled_complaints AS h ON h.id = r.complaint_id;
INSERT INTO surveys.chain_members (complaint_id, staff_id)
SELECT h.id, s.id FROM surveys.handled_complaints AS h, organization.staff AS s WHERE s.position IN ('SURVEYOR', 'DIRECTOR') AND hashtext(h.id::text || s.id::text) % 2 = 0 ON CONFLICT DO NOTHING;
INSERT INTO surveys.invitations (id, survey_id, customer_id, property_id, department_id, complaint_id, closing, sent_by_id, created_at, sent_at, expires_at, answered_at)
SELECT pg_temp.key('invitation', 100 + n), pg_temp.key('survey', 1), h.customer_id, h.property_id, h.department_id, h.id, 1, CASE WHEN n % 2 = 0 THEN pg_temp.key('staff', 5) END, '2026-11-01Z',
       CASE WHEN n % 2 = 0 THEN TIMESTAMPTZ '2026-11-02Z' END, CASE WHEN n % 2 = 0 THEN TIMESTAMPTZ '2026-11-24 08:00:00Z' + (n % 3 - 1) * INTERVAL '1 microsecond' END, CASE WHEN n % 4 = 0 THEN TIMESTAMPTZ '2026-11-03Z' END
FROM (SELECT h.*, row_number() OVER (ORDER BY h.id)::int AS n FROM surveys.handled_complaints AS h) AS h;
INSERT INTO surveys.responses (id, invitation_id, survey_id, customer_id, property_id, department_id, score, may_contact, submitted_at)
SELECT pg_temp.key('response', 100 + row_number() OVER (ORDER BY i.id)::int), i.id, i.survey_id, i.customer_id, i.property_id, i.department_id, NULL, true, i.answered_at FROM surveys.invitations AS i WHERE i.answered_at IS NOT NULL;
INSERT INTO surveys.answers (id, response_id, customer_id, question_id, number, text, choices)
SELECT pg_temp.key('answer', 100 + n), pg_temp.key('response', n), NULL, pg_temp.key('question', 2), 1 + n % 5, CASE WHEN n % 2 = 0 THEN 'e''tait "bon"' END, ARRAY['a "b"', '', '{x}', 'ü']
FROM generate_series(1, 14) AS n;

INSERT INTO customers.customers (id, number, kind, name, language, since)
SELECT pg_temp.key('customer', 100 + n), 'D' || n, 'PERSON', (ARRAY['STRASSE', 'Straße', 'e' || U&'\0301' || 'tienne', 'étienne', 'ÉTIENNE', 'Z', 'z', 'É', 'a-b', 'ab', U&'\+01D11E' || ' clef', U&'\FF21'])[n], 'en', '9999-12-31'
FROM generate_series(1, 12) AS n;
INSERT INTO organization.appointments (id, role_id, department_id, staff_id, "from") SELECT pg_temp.key('appointment', 100), pg_temp.key('role', 1), id, pg_temp.key('staff', 4), '2026-01-01Z' FROM organization.departments WHERE code = 'SECURITY';
UPDATE complaints.complaints SET status = 'MERGED', merged_into_id = pg_temp.key('complaint', 2) WHERE status = 'WITHDRAWN' AND id < '99999999-0000-0000-0000-000000000000';
UPDATE complaints.complaints SET duplicate_count = (SELECT count(*) FROM complaints.complaints AS d WHERE d.merged_into_id = complaints.complaints.id);
