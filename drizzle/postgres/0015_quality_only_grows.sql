CREATE TRIGGER quality_entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON quality_entries FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('评查记录');
--> statement-breakpoint
CREATE TRIGGER quality_checks_kept BEFORE DELETE OR TRUNCATE ON quality_checks FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('评查');
--> statement-breakpoint
CREATE FUNCTION quality_list_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (NEW.commission, NEW.id, NEW.mode, NEW.planned_by, NEW.planned_at, NEW.request_hash, NEW.candidates, NEW.secret) IS DISTINCT FROM (OLD.commission, OLD.id, OLD.mode, OLD.planned_by, OLD.planned_at, OLD.request_hash, OLD.candidates, OLD.secret) THEN RAISE EXCEPTION '评查名单固定之后不能改变'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER quality_list_is_fixed BEFORE UPDATE ON quality_checks FOR EACH ROW EXECUTE FUNCTION quality_list_is_fixed();
