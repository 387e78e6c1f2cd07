-- PostgreSQL knows no INSERT OR REPLACE: its upsert is an UPDATE, and falls under the triggers that these tables have for one.
SELECT 1;
