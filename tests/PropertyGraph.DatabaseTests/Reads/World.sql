-- A small world for reads: every row has the same key in every run. It holds what breaks naive code: nulls, equal keys, empty lists, rows without parents,
-- quotes, emoji, zero-width and right-to-left text, extreme numbers and dates.
CREATE OR REPLACE FUNCTION pg_temp.key(kind text, number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (substr(md5(kind || number), 1, 12) || '7' || substr(md5(kind || number), 14, 3) || '8' || substr(md5(kind || number), 18))::uuid $$;

INSERT INTO organization.departments (id, code, name, kind, parent_id) VALUES
  (pg_temp.key('department', 1), 'SERVICE_CENTRE', 'Customer service centre', 'SERVICE_CENTRE', NULL),
  (pg_temp.key('department', 2), 'ENGINEERING', 'Engineering', 'ENGINEERING', pg_temp.key('department', 1)),
  (pg_temp.key('department', 3), 'ENVIRONMENT', 'Environment', 'ENVIRONMENT', pg_temp.key('department', 1)),
  (pg_temp.key('department', 4), 'ADMINISTRATION', 'Administration', 'ADMINISTRATION', pg_temp.key('department', 1)),
  (pg_temp.key('department', 5), 'SECURITY', 'Security', 'SECURITY', pg_temp.key('department', 1)),
  (pg_temp.key('department', 6), 'EMPTY', 'Nobody''s "own"', 'OTHER', NULL);

INSERT INTO organization.staff (id, number, name, position, department_id, email, hired_on, left_on, active)
SELECT pg_temp.key('staff', n), 'S' || lpad(n::text, 3, '0'),
       (ARRAY['Wang Wei', '李娜', 'Wang Wei', 'O''Brien "Bob"', 'Zoë', 'Åsa', 'محمد', 'wang wei'])[1 + n % 8],
       (ARRAY['AGENT', 'WORKER', 'LEADER', 'MANAGER', 'DIRECTOR', 'SURVEYOR', 'TRAINER', 'ADMINISTRATOR'])[1 + n % 8],
       pg_temp.key('department', 1 + n % 5), CASE WHEN n % 3 = 0 THEN NULL ELSE 's' || n || '@example.org' END, DATE '2020-01-01' + n, CASE WHEN n % 7 = 0 THEN DATE '2026-01-01' END, n % 7 <> 0
FROM generate_series(1, 16) AS n;

INSERT INTO organization.partners (id, code, name, trade, phone, active)
SELECT pg_temp.key('partner', n), 'P' || n, 'Partner ' || n, (ARRAY['lifts', 'water', 'lifts'])[n], CASE WHEN n = 2 THEN NULL ELSE '+86 10 6552 ' || 9980 + n END, n < 3 FROM generate_series(1, 3) AS n;

INSERT INTO customers.properties (id, code, name, address, city, managed_since) VALUES
  (pg_temp.key('property', 1), 'GARDEN', 'Garden Court 花园小区', '1 Garden Road', 'Shanghai', '2001-02-03'),
  (pg_temp.key('property', 2), 'HARBOUR', 'Harbour Tower', '2 Quay', NULL, NULL),
  (pg_temp.key('property', 3), 'VOID', 'Void', '', NULL, '0001-01-01');

INSERT INTO customers.buildings (id, property_id, code, name, floors)
SELECT pg_temp.key('building', n), pg_temp.key('property', 1 + n % 2), 'B' || n, 'Block ' || n, CASE WHEN n = 4 THEN NULL ELSE n * 10 END FROM generate_series(1, 4) AS n;

INSERT INTO customers.units (id, property_id, building_id, code, floor, area, usage, occupancy_version)
SELECT pg_temp.key('unit', n), pg_temp.key('property', 1 + n % 2), pg_temp.key('building', 2 - n % 2 + 2 * (n % 3 % 2)), 'U' || n,
       CASE WHEN n % 5 = 0 THEN NULL ELSE n - 3 END, (ARRAY[NULL, 0, 0.01, 12345678.99, 88.5, 88.50])[1 + n % 6], (ARRAY['RESIDENTIAL', 'OFFICE', 'PARKING'])[1 + n % 3], 0
FROM generate_series(1, 18) AS n;

INSERT INTO customers.customers (id, number, kind, name, language, since, key_account_tier, account_manager_id)
SELECT pg_temp.key('customer', n), 'C' || lpad(n::text, 4, '0'), CASE WHEN n % 4 = 0 THEN 'COMPANY' ELSE 'PERSON' END,
       (ARRAY['Chen Jie', '王芳', 'Robert''); DROP TABLE customers;--', 'tab' || chr(9) || 'new' || chr(10) || 'line\', '😀 smile', 'zero' || chr(8203) || 'width', 'עברית', 'Chen Jie', 'chen jie', 'Ångström', '"quoted"', '%_\'])[1 + n % 12],
       (ARRAY['zh-CN', 'en'])[1 + n % 2], DATE '2015-01-01' + (n % 5) * 100, CASE WHEN n % 8 = 0 THEN 'GOLD' WHEN n % 12 = 0 THEN 'PLATINUM' END, CASE WHEN n % 8 = 0 THEN pg_temp.key('staff', 4) END
FROM generate_series(1, 24) AS n;

INSERT INTO customers.occupancies (id, customer_id, unit_id, role, share, "from", "to")
SELECT pg_temp.key('occupancy', n), pg_temp.key('customer', n), pg_temp.key('unit', 1 + n % 18), (ARRAY['OWNER', 'TENANT'])[1 + n % 2], CASE WHEN n % 2 = 0 THEN 33.3 END,
       DATE '2016-01-01' + n, CASE WHEN n % 6 = 0 THEN DATE '2020-01-01' END
FROM generate_series(1, 20) AS n;

INSERT INTO customers.contacts (id, customer_id, channel, value, purpose, consent)
SELECT pg_temp.key('contact', n), pg_temp.key('customer', 1 + n % 15), CASE WHEN n % 2 = 0 THEN 'PHONE' ELSE 'EMAIL' END,
       CASE WHEN n % 2 = 0 THEN '+861380013' || lpad(n::text, 4, '8') ELSE 'c' || n || '@example.org' END, 'SERVICE', n % 3 <> 0
FROM generate_series(1, 30) AS n;

INSERT INTO customers.interactions (id, customer_id, channel, direction, summary, is_conflict, staff_id, at)
SELECT pg_temp.key('interaction', n), pg_temp.key('customer', 1 + n % 10), 'PHONE', 'INBOUND', 'Call ' || n, n % 9 = 0, CASE WHEN n % 4 = 0 THEN NULL ELSE pg_temp.key('staff', 1 + n % 16) END,
       TIMESTAMPTZ '2026-01-01 00:00:00Z' + (n % 7) * INTERVAL '1 day'
FROM generate_series(1, 40) AS n;

INSERT INTO customers.contacts (id, customer_id, channel, value, purpose, consent)
SELECT pg_temp.key('contact', 100 + n), pg_temp.key('customer', 17 + n), c.channel, c.value, 'BILLING', false FROM generate_series(1, 3) AS n JOIN customers.contacts AS c ON c.id = pg_temp.key('contact', n);
INSERT INTO customers.key_account_terms (id, customer_id, tier, account_manager_id, reason, by_id, "from", "to")
SELECT pg_temp.key('term', n), pg_temp.key('customer', 8 * (1 + n % 3)), (ARRAY['SILVER', 'GOLD'])[1 + n / 4], pg_temp.key('staff', 4), CASE WHEN n % 2 = 0 THEN 'Grew' END, CASE WHEN n % 3 = 0 THEN pg_temp.key('staff', 3) END, TIMESTAMPTZ '2025-01-01Z' + n * INTERVAL '30 days', CASE WHEN n < 4 THEN TIMESTAMPTZ '2025-06-01Z' END
FROM generate_series(1, 6) AS n;
INSERT INTO customers.preferences (id, customer_id, topic, text, at)
SELECT pg_temp.key('preference', n), pg_temp.key('customer', 1 + n % 8), (ARRAY['CONTACT_TIME', 'ACCESS', 'COMMUNICATION', 'ACCESSIBILITY', 'BILLING', 'OTHER'])[1 + n % 6], 'Wish ' || n, TIMESTAMPTZ '2026-11-01Z' + n * INTERVAL '1 hour' FROM generate_series(1, 16) AS n;
INSERT INTO customers.charge_kinds (id, code, name, name_zh, is_active) VALUES (pg_temp.key('kind', 1), 'FEE', 'Fee', '费', true), (pg_temp.key('kind', 2), 'OLD', 'Old', NULL, false);
INSERT INTO customers.dunning_schedules (id, version, days_after_due, valid_from, valid_to, set_by_id) VALUES
  (pg_temp.key('schedule', 1), 1, ARRAY[7, 21], '2000-01-01Z', '2026-10-01Z', NULL), (pg_temp.key('schedule', 2), 2, ARRAY[]::int[], '2026-10-01Z', NULL, pg_temp.key('staff', 4));
INSERT INTO customers.charges (id, number, customer_id, unit_id, kind_id, "from", "to", due_on, amount, currency, paid, credited, withheld, dunning_level, dunned_at, dunning_schedule_id, recorded_at)
SELECT pg_temp.key('charge', n), 'F' || n, pg_temp.key('customer', 1 + n % 12), CASE WHEN n % 3 = 0 THEN NULL ELSE pg_temp.key('unit', 1 + n % 18) END, pg_temp.key('kind', 1 + n % 2), DATE '2026-01-01' + n, DATE '2026-01-31' + n,
       DATE '2025-10-01' + n * 12, CASE WHEN n = 7 THEN 999999999.99 ELSE n * 100.10 END, CASE WHEN n % 12 = 5 THEN 'EUR' ELSE 'CNY' END, CASE n % 4 WHEN 0 THEN n * 100.10 WHEN 1 THEN n * 10 ELSE 0 END, CASE WHEN n % 4 = 2 THEN n ELSE 0 END,
       CASE WHEN n % 5 = 0 AND n % 4 > 0 THEN n * 5.5 ELSE 0 END, n % 3, CASE WHEN n % 3 > 0 THEN TIMESTAMPTZ '2026-11-01Z' + (n % 3) * INTERVAL '1 day' END, CASE WHEN n % 6 > 0 THEN pg_temp.key('schedule', 1 + n % 2) END, TIMESTAMPTZ '2026-01-01Z' + (n % 7) * INTERVAL '1 day'
FROM generate_series(1, 40) AS n;
UPDATE customers.customers AS c SET currency = x.currency FROM customers.charges AS x WHERE x.customer_id = c.id;
INSERT INTO customers.payments (id, charge_id, customer_id, amount, method, received_on, reference, reason, reverses_id, by_id, recorded_at)
SELECT pg_temp.key('payment', n), c.id, c.customer_id, c.paid, (ARRAY['BANK_TRANSFER', 'CASH'])[1 + n % 2], c.due_on, 'Ref ' || n, NULL, NULL, CASE WHEN n % 3 = 0 THEN NULL ELSE pg_temp.key('staff', 8) END, c.recorded_at
FROM generate_series(1, 40) AS n JOIN customers.charges AS c ON c.id = pg_temp.key('charge', n) AND c.paid > 0;
INSERT INTO customers.payments (id, charge_id, customer_id, amount, method, received_on, reference, reason, reverses_id, by_id, recorded_at)
SELECT pg_temp.key('payment', 100 + n + s), c.id, c.customer_id, 5 * (1 - s / 25), 'CARD', c.due_on, NULL, CASE WHEN s > 0 THEN 'Bounced' END, CASE WHEN s > 0 THEN pg_temp.key('payment', 100 + n) END, NULL, c.recorded_at + s * INTERVAL '1 minute'
FROM generate_series(1, 4) AS n JOIN customers.charges AS c ON c.id = pg_temp.key('charge', n), (VALUES (0), (50)) AS v(s);
INSERT INTO customers.credits (id, charge_id, customer_id, amount, reason, by_id, at)
SELECT pg_temp.key('credit', n), c.id, c.customer_id, c.credited, 'Goodwill ' || n, CASE WHEN n % 3 = 0 THEN NULL ELSE pg_temp.key('staff', 3) END, c.recorded_at + INTERVAL '1 day'
FROM generate_series(1, 40) AS n JOIN customers.charges AS c ON c.id = pg_temp.key('charge', n) AND c.credited > 0;
INSERT INTO customers.dunning_notices (id, charge_id, customer_id, level, amount, at)
SELECT pg_temp.key('dun', n * 10 + l), c.id, c.customer_id, l, n, c.dunned_at - (c.dunning_level - l) * INTERVAL '1 day'
FROM generate_series(1, 40) AS n JOIN customers.charges AS c ON c.id = pg_temp.key('charge', n), generate_series(1, c.dunning_level) AS l;

INSERT INTO complaints.categories (id, code, name, name_zh, parent_id, default_severity, department_id)
SELECT pg_temp.key('category', n), (ARRAY['LIFTS', 'WATER', 'NOISE', 'LIFT_STUCK', 'LEAK', 'UNUSED'])[n], (ARRAY['Lifts', 'Water', 'Noise', 'Stuck lift', 'Leak', 'Unused'])[n], CASE WHEN n = 6 THEN NULL ELSE (ARRAY['电梯', '供水', '噪音', '电梯困人', '漏水'])[n] END,
       CASE n WHEN 4 THEN pg_temp.key('category', 1) WHEN 5 THEN pg_temp.key('category', 2) END, CASE WHEN n = 4 THEN 'MAJOR' END, CASE WHEN n < 3 THEN pg_temp.key('department', 2) END
FROM generate_series(1, 6) AS n;

INSERT INTO complaints.causes (id, code, name, name_zh, parent_id)
SELECT pg_temp.key('cause', n), (ARRAY['MATERIAL', 'SEAL', 'BELT', 'PEOPLE', 'GASKET'])[n], (ARRAY['Material', 'Seal', 'Belt', 'People', 'Gasket'])[n], (ARRAY['材料', '密封', '皮带', NULL, '垫圈'])[n], CASE WHEN n IN (2, 3) THEN pg_temp.key('cause', 1) WHEN n = 5 THEN pg_temp.key('cause', 2) END
FROM generate_series(1, 5) AS n;

INSERT INTO complaints.complaints (id, reference, title, description, channel, severity, status, category_id, customer_id, unit_id, property_id, department_id, accountable_id, partner_id,
  filed_at, acknowledged_at, resolved_at, closed_at, due_at, held_at, held_in, pauses_on_hold, reopen_count, resolution)
SELECT pg_temp.key('complaint', n), 'C-2026-' || lpad(n::text, 6, '0'), (ARRAY['Lift stuck', 'Noise at night', '水管漏水', 'Say "please" \o/', 'emoji 🚰', 'a' || chr(8203) || 'b', 'lift STUCK again', ''])[1 + n % 8],
       'Description ' || n, (ARRAY['HOTLINE', 'WEB', 'COMMENT_CARD', 'SURVEY', 'IN_PERSON', 'EMAIL', 'APP', 'PARTNER'])[1 + n % 8], CASE WHEN n % 5 = 0 THEN 'MAJOR' ELSE 'GENERAL' END,
       s.status, CASE WHEN n % 11 = 0 THEN NULL ELSE pg_temp.key('category', 1 + n % 5) END, CASE WHEN n % 4 = 0 THEN NULL ELSE pg_temp.key('customer', 1 + n % 12) END,
       CASE WHEN n % 3 = 0 THEN NULL ELSE pg_temp.key('unit', 1 + n % 18) END, CASE WHEN n % 10 = 0 THEN NULL ELSE pg_temp.key('property', 1 + n % 2) END, pg_temp.key('department', 1 + n % 5),
       CASE WHEN s.status = 'FILED' THEN NULL ELSE pg_temp.key('staff', 1 + n % 16) END, CASE WHEN n % 6 = 0 THEN pg_temp.key('partner', 1 + n % 2) END,
       f.at, CASE WHEN s.status <> 'FILED' THEN f.at + INTERVAL '1 hour' END, CASE WHEN s.status IN ('RESOLVED', 'CLOSED') THEN f.at + INTERVAL '2 days' END, CASE WHEN s.status = 'CLOSED' THEN f.at + INTERVAL '3 days 00:00:00.123456' END,
       f.at + INTERVAL '3 days', CASE WHEN s.status = 'ON_HOLD' THEN f.at + INTERVAL '2 hours' END, CASE WHEN s.status = 'ON_HOLD' THEN 'IN_PROGRESS' END, n % 2 = 0, n % 3, CASE WHEN s.status IN ('RESOLVED', 'CLOSED') THEN 'Done ' || n END
FROM generate_series(1, 60) AS n,
     LATERAL (SELECT (ARRAY['FILED', 'ACKNOWLEDGED', 'IN_PROGRESS', 'ON_HOLD', 'RESOLVED', 'CLOSED', 'REOPENED', 'WITHDRAWN'])[1 + n % 8] AS status) AS s,
     LATERAL (SELECT TIMESTAMPTZ '2026-11-23 08:00:00Z' - (n % 17) * INTERVAL '12 hours' AS at) AS f;

-- Calls at the very moment of a complaint, some of them several: rows of two types that only type and key set apart.
INSERT INTO customers.interactions (id, customer_id, channel, direction, summary, is_conflict, staff_id, at)
SELECT pg_temp.key('interaction', 100 + n), c.customer_id, 'APP', 'OUTBOUND', 'About ' || c.reference, false, NULL, c.filed_at
FROM generate_series(1, 36) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n % 24) AND c.customer_id IS NOT NULL;

INSERT INTO complaints.complaint_events (id, complaint_id, customer_id, kind, at, actor_kind, actor_id, note, visibility, from_status, to_status)
SELECT pg_temp.key('event', n), c.id, c.customer_id, (ARRAY['FILED', 'NOTE_ADDED', 'INTERNAL_NOTE_ADDED'])[1 + n % 3], c.filed_at + (n % 4) * INTERVAL '1 hour',
       CASE WHEN n % 2 = 0 THEN 'STAFF' ELSE 'CUSTOMER' END, CASE WHEN n % 2 = 0 THEN pg_temp.key('staff', 1 + n % 16) END, CASE WHEN n % 5 = 0 THEN NULL ELSE 'Note ' || n END,
       CASE WHEN n % 3 = 2 THEN 'INTERNAL' ELSE 'VISIBLE' END, CASE WHEN n % 3 = 0 THEN NULL ELSE c.status END, c.status
FROM generate_series(1, 150) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n % 50);

INSERT INTO complaints.complaint_attachments (id, complaint_id, customer_id, name, media_type, byte_size, sha256, visibility, at, actor_kind, actor_id)
SELECT pg_temp.key('attachment', n), c.id, c.customer_id, (ARRAY['photo.jpg', '水.pdf', 'a "b".png'])[1 + n % 3], (ARRAY['image/jpeg', 'application/pdf', 'image/png'])[1 + n % 3], n * 1000000000::bigint, md5(n::text) || md5(n::text),
       CASE WHEN n % 4 = 0 THEN 'INTERNAL' ELSE 'VISIBLE' END, c.filed_at + (n % 3) * INTERVAL '1 hour', CASE WHEN n % 2 = 0 THEN 'STAFF' ELSE 'CUSTOMER' END, CASE WHEN n % 2 = 0 THEN pg_temp.key('staff', 1 + n % 16) END
FROM generate_series(1, 60) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n % 25);

INSERT INTO complaints.responsibilities (id, complaint_id, staff_id, "from", "to", last_act_at, reason)
SELECT pg_temp.key('responsibility', n), pg_temp.key('complaint', 1 + n % 30), pg_temp.key('staff', 1 + n % 16), TIMESTAMPTZ '2026-11-01 00:00:00Z' + n * INTERVAL '1 hour',
       CASE WHEN n % 2 = 0 OR n <= 10 THEN TIMESTAMPTZ '2026-11-20 00:00:00Z' END, TIMESTAMPTZ '2026-11-01 00:00:00Z' + n * INTERVAL '1 hour' + (n % 3) * INTERVAL '30 minutes', CASE WHEN n % 3 = 0 THEN 'Shift ended' END
FROM generate_series(1, 40) AS n;
INSERT INTO complaints.hand_overs (id, complaint_id, from_id, to_id, by_id, department_id, way, status, at, answered_at, reason, answer, is_bounce, responsibility_id)
SELECT pg_temp.key('handover', n), r.complaint_id, CASE WHEN n % 4 > 0 THEN pg_temp.key('staff', 1 + (n + 3) % 16) END, r.staff_id, CASE WHEN n % 5 > 0 THEN pg_temp.key('staff', 8) END, CASE WHEN n % 3 = 0 THEN pg_temp.key('department', 2) END,
       (ARRAY['OFFERED', 'ASSIGNED', 'RULED', 'LEFT'])[1 + n % 4], 'ACCEPTED', r."from", r."from", r.reason, NULL, n % 7 = 0, r.id
FROM generate_series(1, 40) AS n JOIN complaints.responsibilities AS r ON r.id = pg_temp.key('responsibility', n);
INSERT INTO complaints.hand_overs (id, complaint_id, from_id, to_id, by_id, way, status, at, answered_at, reason, answer, is_bounce)
SELECT pg_temp.key('handover', 100 + n), pg_temp.key('complaint', n), pg_temp.key('staff', 1 + n), pg_temp.key('staff', 2 + n), pg_temp.key('staff', 1 + n), 'OFFERED', (ARRAY['PENDING', 'REFUSED', 'WITHDRAWN'])[1 + n % 3],
       TIMESTAMPTZ '2026-11-22Z' + n * INTERVAL '1 hour', CASE WHEN n % 3 > 0 THEN TIMESTAMPTZ '2026-11-23Z' END, 'Yours ' || n, CASE WHEN n % 3 = 1 THEN 'Not ours ' || n END, n % 3 = 1
FROM generate_series(1, 9) AS n;
UPDATE complaints.complaints AS c SET bounce_count = x.bounces FROM (SELECT complaint_id, count(*) AS bounces FROM complaints.hand_overs WHERE is_bounce GROUP BY 1) AS x WHERE x.complaint_id = c.id;
INSERT INTO complaints.shift_plans (id, department_id, version, time_zone, valid_from, valid_to, set_by_id, plannings) VALUES
  (pg_temp.key('shiftplan', 1), pg_temp.key('department', 2), 1, 'Asia/Shanghai', '2000-01-01Z', '2026-11-01Z', NULL, 0), (pg_temp.key('shiftplan', 2), pg_temp.key('department', 2), 2, 'Asia/Shanghai', '2026-11-01Z', NULL, pg_temp.key('staff', 4), 3);
INSERT INTO complaints.shifts (id, plan_id, weekday, "from", "to", people)
SELECT pg_temp.key('shift', n), pg_temp.key('shiftplan', 1 + n % 2), (ARRAY['MONDAY', 'TUESDAY', 'SUNDAY'])[1 + n % 3], CASE WHEN n > 6 THEN '22:00' ELSE '08:00' END, CASE WHEN n > 6 THEN '06:00' ELSE '16:00' END, n FROM generate_series(1, 9) AS n;
INSERT INTO complaints.dispatch_orders (id, reference, complaint_id, customer_id, unit_id, property_id, kind, title, instructions, department_id, staff_id, partner_id, window_from, window_to, effort_hours, is_emergency, status, offered_by_id,
  offered_at, answered_at, started_at, finished_at, answer, result, actual_hours, reschedule_count, version)
SELECT pg_temp.key('dispatch', n), 'D-2026-' || to_char(n, 'FM000000'), c.id, c.customer_id, c.unit_id, c.property_id, (ARRAY['PATROL', 'REPAIR', 'CLEANING'])[1 + n % 3], 'Work ' || n, CASE WHEN n % 4 > 0 THEN 'Ring twice ' || n END,
       CASE WHEN n % 3 > 0 THEN pg_temp.key('department', 1 + n % 5) END, CASE WHEN n % 6 IN (1, 2) THEN pg_temp.key('staff', 1 + n % 16) END, CASE WHEN n % 3 = 0 THEN pg_temp.key('partner', 1 + n % 2) END,
       TIMESTAMPTZ '2026-11-20Z' + (n % 9) * INTERVAL '7 hours', TIMESTAMPTZ '2026-11-20Z' + (n % 9) * INTERVAL '7 hours' + INTERVAL '2 hours', n / 2.0, n % 8 = 0,
       (ARRAY['OFFERED', 'ACCEPTED', 'STARTED', 'FINISHED', 'REFUSED', 'CANCELLED', 'RESCHEDULED'])[1 + n % 7], CASE WHEN n % 5 > 0 THEN pg_temp.key('staff', 8) END, TIMESTAMPTZ '2026-11-19Z' + n * INTERVAL '1 hour',
       CASE WHEN n % 7 BETWEEN 1 AND 5 THEN TIMESTAMPTZ '2026-11-21Z' END, CASE WHEN n % 7 IN (2, 3) THEN TIMESTAMPTZ '2026-11-22Z' END, CASE WHEN n % 7 = 3 THEN TIMESTAMPTZ '2026-11-22 02:00Z' END,
       CASE WHEN n % 7 IN (4, 5) THEN 'No time ' || n END, CASE WHEN n % 7 = 3 THEN 'Done ' || n END, CASE WHEN n % 7 = 3 THEN 1.25 END, CASE WHEN n % 7 = 6 THEN 1 ELSE 0 END, 1 + n % 7
FROM generate_series(1, 42) AS n LEFT JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', n) AND n % 10 > 0;
INSERT INTO complaints.dispatch_conflicts (id, order_id, displaced_by_id, department_id, opened_by_id, opened_at, reason, original_from, original_to, resolution, resolved_at, resolved_by_id, note)
SELECT pg_temp.key('conflict', n), pg_temp.key('dispatch', n), pg_temp.key('dispatch', n + 1), pg_temp.key('department', 1 + n % 5), CASE WHEN n % 2 = 0 THEN pg_temp.key('staff', 8) END, TIMESTAMPTZ '2026-11-20Z' + (n % 4) * INTERVAL '1 hour', 'Pipe first ' || n,
       '2026-11-20Z', '2026-11-20 02:00Z', CASE WHEN n % 3 = 0 THEN 'RESTORE' END, CASE WHEN n % 3 = 0 THEN TIMESTAMPTZ '2026-11-21Z' END, CASE WHEN n % 3 = 0 THEN pg_temp.key('staff', 4) END, CASE WHEN n % 6 = 0 THEN 'Called in' END
FROM generate_series(1, 12) AS n;
INSERT INTO complaints.conflict_options (id, conflict_id, position, kind, window_from, window_to)
SELECT pg_temp.key('option', n * 10 + p), pg_temp.key('conflict', n), p, (ARRAY['KEEP_MOVED', 'RESTORE', 'CANCEL'])[p], CASE WHEN p < 3 THEN TIMESTAMPTZ '2026-11-23Z' END, CASE WHEN p < 3 THEN TIMESTAMPTZ '2026-11-23 02:00Z' END FROM generate_series(1, 12) AS n, generate_series(1, 3) AS p;
DELETE FROM complaints.coordination_rules;
INSERT INTO complaints.coordination_rules (id, version, most_bounces, idle_after_minutes, conflict_after_minutes, rule_within_minutes, calendar_code, valid_from, valid_to, set_by_id) VALUES
  (pg_temp.key('coordrule', 1), 1, 2, 4320, NULL, 2880, NULL, '2000-01-01Z', '2026-11-01Z', NULL), (pg_temp.key('coordrule', 2), 2, 3, NULL, 60, 60, NULL, '2026-11-01Z', NULL, pg_temp.key('staff', 4));
INSERT INTO complaints.coordination_cases (id, reference, complaint_id, cause, note, conflict_id, rule_id, opened_by_id, opened_at, due_at, escalated_at, escalated_to_id, status, ruling_version, ruling, accountable_id,
  manager_signed_by_id, manager_signed_at, director_signed_by_id, director_signed_at, ended_at)
SELECT pg_temp.key('case', n), 'K-2026-' || to_char(n, 'FM000000'), pg_temp.key('complaint', n), (ARRAY['BOUNCES', 'CLASH', 'IDLE', 'OVERLAP', 'BY_HAND'])[1 + n % 5], CASE WHEN n % 5 = 4 THEN 'Please settle ' || n END, CASE WHEN n % 5 = 1 THEN pg_temp.key('conflict', 1) END,
       pg_temp.key('coordrule', 1 + n % 2), CASE WHEN n % 5 = 4 THEN pg_temp.key('staff', 8) END, TIMESTAMPTZ '2026-11-18Z' + (n % 4) * INTERVAL '1 day', CASE WHEN n % 6 > 0 THEN TIMESTAMPTZ '2026-11-22Z' + n * INTERVAL '7 hours' END,
       CASE WHEN n % 4 = 0 THEN TIMESTAMPTZ '2026-11-24Z' END, CASE WHEN n % 4 = 0 THEN pg_temp.key('staff', 5) END, (ARRAY['OPEN', 'RULED', 'LAPSED'])[1 + n % 3], n % 3, CASE WHEN n % 3 > 0 THEN 'So be it ' || n END, CASE WHEN n % 3 > 0 THEN pg_temp.key('staff', 2) END,
       CASE WHEN n % 3 > 0 THEN pg_temp.key('staff', 4) END, CASE WHEN n % 3 > 0 THEN TIMESTAMPTZ '2026-11-23Z' END, CASE WHEN n % 3 = 1 THEN pg_temp.key('staff', 5) END, CASE WHEN n % 3 = 1 THEN TIMESTAMPTZ '2026-11-23 05:00Z' END, CASE WHEN n % 3 > 0 THEN TIMESTAMPTZ '2026-11-23 05:00Z' END
FROM generate_series(1, 15) AS n;
INSERT INTO complaints.coordination_parties (id, case_id, place, department_id, staff_id)
SELECT pg_temp.key('party', n * 10 + p), pg_temp.key('case', n), p, CASE WHEN p < 3 THEN pg_temp.key('department', 1 + (n + p) % 5) END, CASE WHEN (n + p) % 4 > 0 THEN pg_temp.key('staff', 1 + (n + p) % 16) END FROM generate_series(1, 15) AS n, generate_series(1, 3) AS p;

INSERT INTO complaints.procedures (id, severity, category_id, version, valid_from, valid_to, before_deciding, before_resolving, before_closing, rules, set_by_id) VALUES
  (pg_temp.key('procedure', 1), 'MAJOR', NULL, 1, '2000-01-01Z', '2026-11-20Z', ARRAY[]::text[], ARRAY['SITE_INVESTIGATION', 'CAUSE_ANALYSIS'], ARRAY['ACTUAL_COSTS'], '|SiteInvestigation CauseAnalysis|ActualCosts|Hold=MANAGER|Rate=CUSTOMER', NULL),
  (pg_temp.key('procedure', 2), 'MAJOR', NULL, 2, '2026-11-20Z', NULL, ARRAY[]::text[], ARRAY[]::text[], ARRAY[]::text[], '|||Reopen=AGENT DIRECTOR', pg_temp.key('staff', 4)),
  (pg_temp.key('procedure', 3), 'GENERAL', pg_temp.key('category', 3), 1, '2000-01-01Z', NULL, ARRAY['CAUSE_ANALYSIS'], ARRAY['JOINT_DECISION'], ARRAY[]::text[], 'CauseAnalysis|JointDecision|', pg_temp.key('staff', 4));
UPDATE complaints.complaints SET procedure_id = pg_temp.key('procedure', CASE WHEN severity = 'MAJOR' THEN 1 ELSE 3 END), steps_done = CASE WHEN resolved_at IS NULL THEN 'CauseAnalysis' ELSE '' END WHERE id <= '88888888-0000-0000-0000-000000000000';
UPDATE complaints.complaints AS c SET rules = p.rules FROM complaints.procedures AS p WHERE p.id = c.procedure_id;
UPDATE complaints.complaints SET rating = 4, rating_comment = 'Quick', rated_at = closed_at + INTERVAL '1 hour' WHERE status = 'CLOSED' AND id <= '88888888-0000-0000-0000-000000000000';
INSERT INTO complaints.investigations (id, complaint_id, customer_id, kind, findings, by_id, at)
SELECT pg_temp.key('investigation', n), c.id, c.customer_id, (ARRAY['SITE', 'CAUSE'])[1 + n % 2], 'Found ' || n, CASE WHEN n % 3 = 0 THEN NULL ELSE pg_temp.key('staff', 1 + n % 16) END, c.filed_at + INTERVAL '1 hour'
FROM generate_series(1, 12) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n % 6);
UPDATE complaints.investigations SET cause_id = pg_temp.key('cause', CASE WHEN by_id IS NULL THEN 5 ELSE 3 END) WHERE kind = 'CAUSE';
UPDATE complaints.complaints SET cause_id = pg_temp.key('cause', 1 + ('x' || substr(id::text, 1, 4))::bit(16)::int % 5) WHERE ('x' || substr(id::text, 1, 4))::bit(16)::int % 4 > 0;
DELETE FROM complaints.effect_rules;
INSERT INTO complaints.effect_rules (id, version, window_months, look_every_days, confidence, regression_above, valid_from, valid_to, set_by_id) VALUES
  (pg_temp.key('effectrule', 1), 1, 12, 7, 95, 1, '2000-01-01Z', '2026-11-01Z', NULL), (pg_temp.key('effectrule', 2), 2, 1, 30, 90.5, 1.25, '2026-11-01Z', NULL, pg_temp.key('staff', 4));
INSERT INTO complaints.countermeasures (id, cause_id, title, description, status, owner_id, proposed_at, regressed_at, stage_id, version)
SELECT pg_temp.key('countermeasure', n), pg_temp.key('cause', 1 + n % 4), 'Measure ' || n, 'Grease it ' || n, (ARRAY['PROPOSED', 'TRIAL', 'PILOT', 'STANDARD', 'REJECTED'])[1 + n % 5], pg_temp.key('staff', 1 + n % 16), TIMESTAMPTZ '2026-08-01Z' + (n % 6) * INTERVAL '10 days',
       CASE WHEN n % 5 = 2 THEN TIMESTAMPTZ '2026-11-23Z' END, pg_temp.key('stage', n * 10 + n % 5), 1 + n % 5
FROM generate_series(1, 14) AS n;
INSERT INTO complaints.countermeasure_stages (id, countermeasure_id, status, "from", "to", owner_id, evidence, decided_by_id, measured, rule_id, regressed_at)
SELECT pg_temp.key('stage', n * 10 + g), pg_temp.key('countermeasure', n), (ARRAY['PROPOSED', 'TRIAL', 'PILOT', 'STANDARD', 'REJECTED'])[1 + g], TIMESTAMPTZ '2026-08-01Z' + (n % 6) * INTERVAL '10 days' + g * INTERVAL '13 days 5 hours 7.25 seconds',
       CASE WHEN g < n % 5 THEN TIMESTAMPTZ '2026-08-01Z' + (n % 6) * INTERVAL '10 days' + (g + 1) * INTERVAL '13 days 5 hours 7.25 seconds' END, pg_temp.key('staff', 1 + (n + g) % 16), 'Seen ' || n || '.' || g,
       CASE WHEN n % 3 > 0 THEN pg_temp.key('staff', 4) END, CASE WHEN g > 1 THEN '95.0 7889400 ' || n || ' 262980000 ' || g || ' 262980000 30 2629800000 ' || n % 2 || ' 2629800000' END, CASE WHEN g BETWEEN 1 AND 3 THEN pg_temp.key('effectrule', 1 + n % 2) END,
       CASE WHEN n % 5 = 2 AND g = 2 THEN TIMESTAMPTZ '2026-11-23Z' END
FROM generate_series(1, 14) AS n, generate_series(0, n % 5) AS g;
INSERT INTO complaints.countermeasure_owners (id, countermeasure_id, staff_id, reason, by_id, "from", "to")
SELECT pg_temp.key('owner', n * 10 + g), pg_temp.key('countermeasure', n), pg_temp.key('staff', 1 + (n + g) % 16), CASE WHEN g % 2 = 1 THEN 'Because ' || n || '.' || g END, CASE WHEN n % 3 > 0 THEN pg_temp.key('staff', 4) END,
       TIMESTAMPTZ '2026-08-01Z' + (n % 6) * INTERVAL '10 days' + g * INTERVAL '9 days', CASE WHEN g < n % 3 THEN TIMESTAMPTZ '2026-08-01Z' + (n % 6) * INTERVAL '10 days' + (g + 1) * INTERVAL '9 days' END
FROM generate_series(1, 14) AS n, generate_series(0, n % 3) AS g;
INSERT INTO complaints.countermeasure_sites (id, stage_id, property_id)
SELECT pg_temp.key('site', n * 100 + g * 10 + p), pg_temp.key('stage', n * 10 + g), pg_temp.key('property', p) FROM generate_series(1, 14) AS n, generate_series(1, least(n % 5, 3)) AS g, generate_series(1, 3) AS p WHERE (n + p) % 3 < g;
INSERT INTO complaints.improvements (id, complaint_id, customer_id, cause_id, title, description, owner_id, due_at, status, result, planned_by_id, planned_at, ended_by_id, ended_at)
SELECT pg_temp.key('improvement', n), CASE WHEN n % 3 > 0 THEN c.id END, CASE WHEN n % 3 > 0 THEN c.customer_id END, CASE WHEN n % 3 = 0 THEN pg_temp.key('cause', 1 + n % 4) END, 'Improve ' || n, CASE WHEN n % 2 = 0 THEN 'All of it ' || n END, pg_temp.key('staff', 1 + n % 16),
       TIMESTAMPTZ '2026-11-20Z' + (n % 9) * INTERVAL '1 day', (ARRAY['PLANNED', 'DONE', 'PLANNED', 'DROPPED'])[1 + n % 4], CASE WHEN n % 2 = 1 THEN 'Result ' || n END, CASE WHEN n % 5 > 0 THEN pg_temp.key('staff', 3) END, TIMESTAMPTZ '2026-11-01Z',
       CASE WHEN n % 2 = 1 THEN pg_temp.key('staff', 4) END, CASE WHEN n % 2 = 1 THEN TIMESTAMPTZ '2026-11-21Z' END
FROM generate_series(1, 12) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', n);
INSERT INTO complaints.emergency_measures (id, complaint_id, customer_id, kind, description, expected_cost, actual_cost, by_id, at, completed_at)
SELECT pg_temp.key('measure', n), c.id, c.customer_id, (ARRAY['REPAIR', 'REPLACEMENT', 'SAFEGUARD', 'NOT_NEEDED'])[1 + n % 4], 'Done at once ' || n, CASE WHEN n % 2 = 0 THEN n * 100 END, CASE WHEN n % 3 = 0 THEN n * 99.5 END, pg_temp.key('staff', 1 + n % 16), c.filed_at, CASE WHEN n % 3 = 0 THEN c.filed_at + INTERVAL '5 hours' END
FROM generate_series(1, 12) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n % 6);
INSERT INTO complaints.decisions (id, complaint_id, customer_id, version, text, expected_loss, centre_id, department_id, by_id, at, centre_signed_by_id, centre_signed_at, department_signed_by_id, department_signed_at, superseded_at)
SELECT pg_temp.key('decision', n), c.id, c.customer_id, 1 + n / 6, 'To be done ' || n, n * 10, pg_temp.key('department', 1), c.department_id, pg_temp.key('staff', 3), c.filed_at, CASE WHEN n % 2 = 0 THEN pg_temp.key('staff', 8) END, CASE WHEN n % 2 = 0 THEN c.filed_at END, CASE WHEN n % 4 = 0 THEN pg_temp.key('staff', 3) END, CASE WHEN n % 4 = 0 THEN c.filed_at END, CASE WHEN n < 6 THEN c.filed_at END
FROM generate_series(1, 11) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n % 6);
INSERT INTO complaints.complaint_links (id, complaint_id, to_id, kind, by_id, at)
SELECT pg_temp.key('link', n), pg_temp.key('complaint', n), pg_temp.key('complaint', n + 1), (ARRAY['RELATED', 'REPEATS', 'CAUSED_BY'])[1 + n % 3], pg_temp.key('staff', 8), '2026-11-20Z' FROM generate_series(1, 9) AS n;
INSERT INTO complaints.grievances (id, text, channel, status, customer_id, property_id, by_id, at, ended_at, outcome, complaint_id)
SELECT pg_temp.key('grievance', n), 'Too loud ' || n, 'IN_PERSON', (ARRAY['OPEN', 'RAISED', 'SETTLED'])[1 + n % 3], CASE WHEN n % 4 = 0 THEN NULL ELSE pg_temp.key('customer', 1 + n % 8) END, pg_temp.key('property', 1 + n % 2), pg_temp.key('staff', 8), TIMESTAMPTZ '2026-11-01Z' + n * INTERVAL '1 day',
       CASE WHEN n % 3 > 0 THEN TIMESTAMPTZ '2026-11-20Z' END, CASE WHEN n % 3 = 2 THEN 'Spoke to them' END, CASE WHEN n % 3 = 1 THEN pg_temp.key('complaint', n) END
FROM generate_series(1, 12) AS n;
INSERT INTO complaints.cosignatures (id, complaint_id, reference, customer_id, by_id, at)
SELECT pg_temp.key('cosignature', n), c.id, c.reference, pg_temp.key('customer', 1 + n % 7), pg_temp.key('staff', 8), c.filed_at + INTERVAL '1 day'
FROM generate_series(1, 14) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', n) AND c.customer_id IS DISTINCT FROM pg_temp.key('customer', 1 + n % 7);
INSERT INTO complaints.bulk_runs (id, mutation, by_id, at, succeeded, failed) VALUES (pg_temp.key('run', 1), 'closeComplaint', pg_temp.key('staff', 8), '2026-11-20Z', 2, 1);
INSERT INTO complaints.bulk_items (id, run_id, position, complaint_id, code, message)
SELECT pg_temp.key('item', n), pg_temp.key('run', 1), n - 1, CASE WHEN n < 3 THEN pg_temp.key('complaint', n) END, CASE WHEN n = 3 THEN 'PG-CMD-NOT-FOUND' END, CASE WHEN n = 3 THEN 'None' END FROM generate_series(1, 3) AS n;
INSERT INTO complaints.incidents (id, reference, title, property_id, opened_by_id, opened_at, ended_at) VALUES
  (pg_temp.key('incident', 1), 'M-2026-000001', 'Burst main', pg_temp.key('property', 1), pg_temp.key('staff', 8), '2026-11-20Z', NULL), (pg_temp.key('incident', 2), 'M-2026-000002', 'No power', NULL, NULL, '2026-11-21Z', '2026-11-22Z');
INSERT INTO complaints.incident_units (id, incident_id, unit_id) SELECT pg_temp.key('incidentUnit', n), pg_temp.key('incident', 1), pg_temp.key('unit', n) FROM generate_series(1, 6) AS n;
INSERT INTO complaints.incident_notices (id, incident_id, text, text_zh, by_id, at) VALUES (pg_temp.key('notice', 1), pg_temp.key('incident', 1), 'Water is off until noon.', '中午前停水。', pg_temp.key('staff', 8), '2026-11-20 01:00Z'), (pg_temp.key('notice', 2), pg_temp.key('incident', 1), 'Water is back.', NULL, NULL, '2026-11-20 05:00Z');
UPDATE complaints.complaints SET incident_id = pg_temp.key('incident', 1) WHERE id < '22222222-0000-0000-0000-000000000000';
INSERT INTO complaints.message_templates (id, kind, language, version, subject, body, valid_from, valid_to, set_by_id) VALUES
  (pg_temp.key('template', 1), 'RESOLVED', 'xx', 1, '{reference} done', 'Done. {note}', '2000-01-01Z', '2026-11-01Z', NULL), (pg_temp.key('template', 2), 'RESOLVED', 'xx', 2, '{reference} is done', 'It is done.', '2026-11-01Z', NULL, pg_temp.key('staff', 4));
INSERT INTO complaints.customer_updates (id, kind, customer_id, complaint_id, incident_id, at, status, language, template_id, subject, body, channel, contact_id, ended_at, trouble)
SELECT pg_temp.key('update', n), 'RESOLVED', c.customer_id, CASE WHEN n % 5 = 0 THEN NULL ELSE c.id END, CASE WHEN n % 5 = 0 THEN pg_temp.key('incident', 1) END, c.filed_at, (ARRAY['READY', 'DELIVERED', 'FAILED', 'NO_CONSENT'])[1 + n % 4], 'xx', pg_temp.key('template', 1 + n % 2), c.reference || ' done', 'Done.',
       CASE WHEN n % 4 < 3 THEN 'EMAIL' END, CASE WHEN n % 4 < 3 THEN pg_temp.key('contact', n) END, CASE WHEN n % 4 > 0 THEN c.filed_at END, CASE WHEN n % 4 = 2 THEN 'No such mailbox' END
FROM generate_series(1, 16) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', n) AND c.customer_id IS NOT NULL;
INSERT INTO complaints.filing_limits (id, audience, version, per_hour, per_property_and_hour, longest_description, valid_from, valid_to, set_by_id) VALUES
  (pg_temp.key('limit', 1), 'ANONYMOUS', 1, 200, 60, 4000, '2000-01-01Z', NULL, NULL), (pg_temp.key('limit', 2), 'CUSTOMER', 1, 100, 60, 10000, '2000-01-01Z', NULL, pg_temp.key('staff', 4));
INSERT INTO organization.customer_service_roles (id, code, name, name_zh, rank, is_active) VALUES
  (pg_temp.key('role', 1), 'HEAD', 'Head', '客服主管', 1, true), (pg_temp.key('role', 2), 'CONTACT', 'Contact', NULL, 2, true), (pg_temp.key('role', 3), 'NIGHT', 'Night watch', NULL, 2, false);
INSERT INTO organization.appointments (id, role_id, department_id, staff_id, "from", "to", "end", appointed_by_id) VALUES
  (pg_temp.key('appointment', 1), pg_temp.key('role', 1), pg_temp.key('department', 2), pg_temp.key('staff', 1), '2026-01-01Z', '2026-03-01Z', 'REPLACED', NULL),
  (pg_temp.key('appointment', 2), pg_temp.key('role', 1), pg_temp.key('department', 2), pg_temp.key('staff', 11), '2026-03-01Z', NULL, NULL, pg_temp.key('staff', 4)),
  (pg_temp.key('appointment', 3), pg_temp.key('role', 2), pg_temp.key('department', 2), pg_temp.key('staff', 6), '2026-03-01Z', NULL, NULL, pg_temp.key('staff', 4)),
  (pg_temp.key('appointment', 4), pg_temp.key('role', 2), pg_temp.key('department', 3), pg_temp.key('staff', 2), '2026-02-01Z', NULL, NULL, NULL),
  (pg_temp.key('appointment', 5), pg_temp.key('role', 1), pg_temp.key('department', 4), pg_temp.key('staff', 3), '2026-02-01Z', '2026-02-01Z', 'LEFT', NULL);
INSERT INTO organization.rights (id, mutation, version, positions, is_default, is_fixed, reason, set_by_id, valid_from, valid_to) VALUES
  (pg_temp.key('right', 1), 'assignComplaint', 1, ARRAY['AGENT', 'LEADER', 'MANAGER', 'DIRECTOR'], true, false, NULL, NULL, '2026-01-01Z', '2026-02-01Z'),
  (pg_temp.key('right', 2), 'assignComplaint', 2, ARRAY['LEADER'], false, false, 'Tried "out"', pg_temp.key('staff', 7), '2026-02-01Z', NULL),
  (pg_temp.key('right', 3), 'setRight', 1, ARRAY['ADMINISTRATOR'], true, true, NULL, NULL, '2026-01-01Z', NULL);
INSERT INTO organization.partner_people (id, partner_id, name, phone, email, qualification, active, is_barred)
SELECT pg_temp.key('person', n), pg_temp.key('partner', 1 + n % 3), (ARRAY['赵师傅', 'Zoë', 'O''Brien "Bob"', 'Åsa'])[1 + n % 4], CASE WHEN n % 2 = 0 THEN '+86 10 6552 00' || n END, NULL, CASE WHEN n % 3 = 0 THEN 'Lifts' END, n <> 2, n = 2 FROM generate_series(1, 6) AS n;
UPDATE complaints.dispatch_orders AS o SET partner_person_id = (SELECT p.id FROM organization.partner_people AS p WHERE p.partner_id = o.partner_id ORDER BY p.id LIMIT 1) WHERE o.partner_id IS NOT NULL AND o.status <> 'OFFERED';
UPDATE organization.staff SET title = 'Shift "lead"' WHERE id = pg_temp.key('staff', 2);
UPDATE organization.staff SET leaves_on = '2026-12-31' WHERE id = pg_temp.key('staff', 9);
UPDATE organization.staff SET leaves_on = '2026-10-31', stuck_since = '2026-11-01Z' WHERE id = pg_temp.key('staff', 10);
INSERT INTO organization.business_calendars (id, code, name, version, time_zone, hours, exceptions, valid_from, valid_to, set_by_id) VALUES
  (pg_temp.key('calendar', 1), 'OFFICE', 'Office', 1, 'Asia/Shanghai', ARRAY['MON 09:00-18:00'], ARRAY[]::text[], '2000-01-01Z', '2026-11-01Z', NULL), (pg_temp.key('calendar', 2), 'OFFICE', 'Office', 2, 'Asia/Shanghai', ARRAY['MON 09:00-12:00', 'MON 13:00-18:00'], ARRAY['2026-10-01'], '2026-11-01Z', NULL, pg_temp.key('staff', 4));
INSERT INTO complaints.service_levels (id, category_id, severity, resolve_within_hours, pauses_on_hold, version, valid_from, valid_to, calendar_code, acknowledge_within_minutes) VALUES
  (pg_temp.key('level', 1), pg_temp.key('category', 1), 'MAJOR', 8, true, 1, '2000-01-01Z', '2026-11-01Z', NULL, NULL), (pg_temp.key('level', 2), pg_temp.key('category', 1), 'MAJOR', 4, false, 2, '2026-11-01Z', NULL, 'OFFICE', 30);
UPDATE complaints.complaints SET service_level_id = pg_temp.key('level', 2), is_key_account = true, exposed_revenue = 12345.67 WHERE severity = 'MAJOR' AND id < '88888888-0000-0000-0000-000000000000';
INSERT INTO complaints.service_clocks (id, complaint_id, clock, round, started_at, due_at, stopped_at, warned_at, breached_at, breaches, is_paused)
SELECT pg_temp.key('clock', n), c.id, (ARRAY['ACKNOWLEDGE', 'INVESTIGATE', 'RESOLVE', 'SILENCE'])[1 + n % 4], n / 24, c.filed_at, CASE WHEN n % 5 > 0 THEN c.due_at END, c.resolved_at, CASE WHEN n % 3 = 0 THEN c.filed_at + INTERVAL '2 hours' END, CASE WHEN n % 6 = 0 THEN c.filed_at + INTERVAL '3 hours' END, CASE WHEN n % 6 = 0 THEN 1 ELSE 0 END, n % 7 = 0
FROM generate_series(1, 24) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', 1 + n / 4);
INSERT INTO complaints.escalations (id, complaint_id, clock, level, staff_id, at)
SELECT pg_temp.key('escalation', n), pg_temp.key('complaint', n), 'RESOLVE', 1 + n % 3, CASE WHEN n % 4 > 0 THEN pg_temp.key('staff', 3) END, TIMESTAMPTZ '2026-11-20Z' + n * INTERVAL '1 hour' FROM generate_series(1, 8) AS n;

INSERT INTO complaints.fee_disputes (id, complaint_id, reference, customer_id, currency, reason, status, by_id, at, ended_at, ended_by_id, ruling)
SELECT pg_temp.key('dispute', n), c.id, c.reference, c.customer_id, 'CNY', 'Not paying ' || n, s.status, CASE WHEN n % 2 = 0 THEN pg_temp.key('staff', 8) END, c.filed_at + INTERVAL '1 hour',
       CASE WHEN s.status <> 'OPEN' THEN c.filed_at + INTERVAL '1 day' END, CASE WHEN s.status NOT IN ('OPEN', 'RELEASED') THEN pg_temp.key('staff', 3) END, CASE WHEN s.status NOT IN ('OPEN', 'RELEASED') THEN 'Ruled ' || n END
FROM generate_series(1, 20) AS n JOIN complaints.complaints AS c ON c.id = pg_temp.key('complaint', n) AND c.customer_id IS NOT NULL, LATERAL (SELECT (ARRAY['OPEN', 'RELEASED', 'UPHELD', 'PARTIALLY_UPHELD', 'REJECTED'])[1 + n % 5] AS status) AS s;
INSERT INTO complaints.disputed_charges (id, fee_dispute_id, customer_id, charge_id, amount, held, upheld, credit_id)
SELECT pg_temp.key('disputed', 100 * row_number() OVER (ORDER BY d.at, d.id, c.id)::int), d.id, d.customer_id, c.id, 5.5, CASE WHEN d.status = 'OPEN' THEN 5.5 ELSE 0 END, CASE d.status WHEN 'UPHELD' THEN 5.5 WHEN 'PARTIALLY_UPHELD' THEN 1 ELSE 0 END, NULL
FROM complaints.fee_disputes AS d JOIN customers.charges AS c ON c.customer_id = d.customer_id AND c.amount > 500 AND c.paid = 0;
UPDATE customers.charges AS c SET withheld = coalesce((SELECT sum(d.held) FROM complaints.disputed_charges AS d WHERE d.charge_id = c.id), 0);

INSERT INTO training.courses (id, code, title, kind, validity_months, required_for) VALUES
  (pg_temp.key('course', 1), 'VALUES', 'Customer values', 'VALUE', 12, ARRAY['AGENT', 'WORKER']), (pg_temp.key('course', 2), 'PHONE', 'On the telephone', 'COMMUNICATION', NULL, ARRAY[]::text[]);
INSERT INTO training.sessions (id, course_id, trainer_id, starts_at, ends_at, place, capacity, places_taken)
SELECT pg_temp.key('session', n), pg_temp.key('course', 1 + n % 2), pg_temp.key('staff', 6), TIMESTAMPTZ '2026-12-01 09:00:00Z' + n * INTERVAL '1 day', TIMESTAMPTZ '2026-12-01 11:00:00Z' + n * INTERVAL '1 day', 'Room ' || n, 10, 0 FROM generate_series(1, 3) AS n;
INSERT INTO training.certifications (id, staff_id, course_id, enrolment_id, issued_at, expires_at, lapsed_at)
SELECT pg_temp.key('certification', n), pg_temp.key('staff', n), pg_temp.key('course', 1 + n % 2), NULL, TIMESTAMPTZ '2025-01-01 00:00:00Z', CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN TIMESTAMPTZ '2025-06-01 00:00:00Z' ELSE TIMESTAMPTZ '2027-06-01 00:00:00Z' END, NULL
FROM generate_series(1, 9) AS n;

INSERT INTO surveys.surveys (id, code, version, title, kind, status, language, threshold, answer_days, created_at, published_at) VALUES
  (pg_temp.key('survey', 1), 'YEARLY', 1, 'Are you content?', 'SATISFACTION', 'PUBLISHED', 'en', 3, 30, '2026-01-01Z', '2026-01-02Z'),
  (pg_temp.key('survey', 2), 'YEARLY', 2, 'Are you content? 满意吗', 'SATISFACTION', 'DRAFT', 'zh-CN', NULL, 30, '2026-02-01Z', NULL);
INSERT INTO surveys.questions (id, survey_id, position, kind, text, text_zh, choices, required) VALUES
  (pg_temp.key('question', 1), pg_temp.key('survey', 1), 1, 'NPS', 'Would you recommend us?', '您会推荐我们吗?', ARRAY[]::text[], true),
  (pg_temp.key('question', 2), pg_temp.key('survey', 1), 2, 'CSAT', 'How content are you?', NULL, ARRAY[]::text[], false);
INSERT INTO surveys.invitations (id, survey_id, customer_id, property_id, created_at)
SELECT pg_temp.key('invitation', n), pg_temp.key('survey', 1), pg_temp.key('customer', n), pg_temp.key('property', 1 + n % 2), '2026-03-01Z' FROM generate_series(1, 14) AS n;
INSERT INTO surveys.responses (id, invitation_id, survey_id, customer_id, property_id, department_id, score, may_contact, submitted_at)
SELECT pg_temp.key('response', n), pg_temp.key('invitation', n), pg_temp.key('survey', 1), CASE WHEN n % 5 = 0 THEN NULL ELSE pg_temp.key('customer', n) END, pg_temp.key('property', 1 + n % 2), NULL, n % 11, n % 2 = 0, TIMESTAMPTZ '2026-03-05 00:00:00Z' + n * INTERVAL '1 hour'
FROM generate_series(1, 14) AS n;
INSERT INTO surveys.answers (id, response_id, customer_id, question_id, number, text, choices)
SELECT pg_temp.key('answer', n), pg_temp.key('response', n), CASE WHEN n % 5 = 0 THEN NULL ELSE pg_temp.key('customer', n) END, pg_temp.key('question', 1), n % 11, NULL, ARRAY[]::text[] FROM generate_series(1, 14) AS n;
