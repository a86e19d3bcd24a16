-- Specimens: equal keys, nulls, the smallest and the largest values of every scalar, texts that differ in one invisible sign, children of a parent that is gone.
CREATE OR REPLACE FUNCTION pg_temp.key(kind text, number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (substr(md5(kind || number), 1, 12) || '7' || substr(md5(kind || number), 14, 3) || '8' || substr(md5(kind || number), 18))::uuid $$;

INSERT INTO specimens.specimens
SELECT pg_temp.key('specimen', n),
       CASE WHEN n < 7 THEN NULL WHEN n % 9 = 0 THEN pg_temp.key('gone', n % 2) ELSE pg_temp.key('specimen', 1 + (n * 5) % (n / 3 + 1)) END,
       CASE WHEN n % 3 > 0 THEN pg_temp.key('customer', (ARRAY[2, 8, 24, 3, 7])[1 + n % 5]) END,
       (ARRAY['Straße', 'STRASSE', 'strasse', 'Ｌｉｆｔ stuck', 'lift', 'Łódź', 'e' || U&'\0301' || 'tude', 'étude', 'ETUDE', '水管漏水', '水 管', 'ﬁne', 'x' || U&'\200B' || 'y', 'xy', 'עברית ' || U&'\202E' || 'abc', 'İstanbul', 'ΟΔΟΣ', 'οδος',
              '😀 smile', 'a''b"c\d', '%_', 'tab' || chr(9) || 'two', 'Nº 5', ''])[1 + n % 24],
       CASE WHEN n % 4 > 0 THEN (ARRAY['one', 'two words', 'One', ' ', 'ｔｗｏ　words', 'naïve', 'NAIVE', 'two' || U&'\00A0' || 'words', 'null'])[1 + n % 9] END,
       (ARRAY['COMMON', 'COMMON', 'RARE', 'UNIQUE', 'LONG_EXTINCT'])[1 + n % 5], CASE WHEN n % 3 = 1 THEN (ARRAY['RARE', 'COMMON', 'UNIQUE'])[1 + n % 3] END,
       CASE n WHEN 10 THEN 2147483647 WHEN 20 THEN -2147483648 ELSE n % 7 - 2 END, CASE n WHEN 11 THEN 2147483647 WHEN 21 THEN -2147483648 ELSE nullif(n % 6, 0) END,
       CASE n WHEN 12 THEN 9223372036854775807 WHEN 22 THEN -9223372036854775808 WHEN 13 THEN 9223372036854775807 ELSE n % 5 * 1000000000000 END, CASE WHEN n % 4 = 1 THEN n % 3 - 1 END,
       (n % 9 - 3) * 0.25, CASE n WHEN 14 THEN 1e300 WHEN 24 THEN 5e-324 WHEN 34 THEN 1.5e308 WHEN 44 THEN 1.7e308 ELSE nullif(n % 5, 1) * 0.5 END,
       CASE n WHEN 15 THEN 79228162514264337593543950335 WHEN 25 THEN -0.0000000000000000000000000001 WHEN 35 THEN 79228162514264337593543950335 ELSE (n % 8 - 2) * 1.10 END,
       CASE WHEN n % 3 > 0 THEN (ARRAY[0, 0.5, 0.50, 1.25, 100])[1 + n % 5] END,
       n % 4 = 0, CASE n % 3 WHEN 1 THEN true WHEN 2 THEN false END,
       CASE n WHEN 16 THEN TIMESTAMPTZ '0001-01-01 00:00:00Z' WHEN 26 THEN TIMESTAMPTZ '9999-12-31 23:59:59.999999Z' ELSE TIMESTAMPTZ '2026-03-29 00:30:00Z' + (n % 11) * INTERVAL '30 minutes' + (n % 4) * INTERVAL '31 days' END,
       CASE WHEN n % 5 > 0 THEN TIMESTAMPTZ '2025-12-31 23:59:59.999999Z' + (n % 3 - 1) * INTERVAL '1 microsecond' + (n % 7) * INTERVAL '6 days' END,
       CASE n WHEN 17 THEN DATE '0001-01-01' WHEN 27 THEN DATE '9999-12-31' ELSE DATE '2023-12-29' + n % 13 END, CASE WHEN n % 3 = 0 THEN DATE '2024-02-28' + n % 5 END,
       CASE n WHEN 18 THEN make_interval(days => -10675199) WHEN 28 THEN make_interval(days => 10675199) ELSE make_interval(days => n % 3 - 1, hours => n % 5, secs => (n % 4) * 0.25) END,
       CASE WHEN n % 4 > 1 THEN make_interval(secs => (n % 6 - 3) * 0.000001) END,
       pg_temp.key('code', n), CASE WHEN n % 2 = 0 THEN pg_temp.key('other', n % 4) END,
       CASE n % 5 WHEN 0 THEN '{}'::text[] WHEN 1 THEN ARRAY['a'] WHEN 2 THEN ARRAY['a', 'b', 'a'] WHEN 3 THEN ARRAY['', '"', 'É'] ELSE ARRAY['B', 'lift'] END,
       CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN '{}'::int[] WHEN 2 THEN ARRAY[n % 3, 2147483647] ELSE ARRAY[0] END,
       CASE n % 3 WHEN 0 THEN ARRAY[DATE '0001-01-01', DATE '2024-02-29'] WHEN 1 THEN ARRAY[DATE '9999-12-31'] END,
       CASE n % 3 WHEN 1 THEN 'https://example.org/?q=' || n % 4 || '&x=%20' WHEN 2 THEN 'http://example.org:81/%E6%B0%B4' END,
       CASE n % 5 WHEN 1 THEN '{"a": [1, 2.50, null], "b": {"c": "😀\\n"}}'::jsonb WHEN 2 THEN 'null'::jsonb WHEN 3 THEN '"text"'::jsonb WHEN 4 THEN '12345678901234567890.5'::jsonb END
FROM generate_series(1, 60) AS n;
