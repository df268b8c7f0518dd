-- A made-up table of ten thousand people; some have no figure for the time to answer.
DROP TABLE IF EXISTS staff;
CREATE TABLE staff (
    id text PRIMARY KEY,
    unit text NOT NULL,
    attendance numeric(5, 2),
    tasks integer,
    response double precision
);
INSERT INTO staff
SELECT
    'P' || lpad(i::text, 5, '0'),
    'Unit ' || chr(65 + i % 5),
    80 + (i * 7 % 201) / 10.0,
    18 + i * 13 % 37,
    CASE WHEN i % 250 <> 0 THEN 1 + (i * 11 % 140) / 10.0 END
FROM generate_series(1, 10000) AS people (i);
