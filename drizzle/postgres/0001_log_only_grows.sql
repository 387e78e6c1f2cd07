CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%只增不改不删', TG_ARGV[0]; END $$;
--> statement-breakpoint
CREATE TRIGGER case_entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON case_entries FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('流转记录');
--> statement-breakpoint
CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('审计记录');
