-- An attachment is withdrawn once, and neither changed nor removed.
CREATE FUNCTION attachments_withdrawn_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'INSERT' THEN
    IF COALESCE(NEW.withdrawn_by, NEW.withdrawn_at, NEW.withdrawn_reason) IS NOT NULL OR NEW.withdrawn_version IS NOT NULL THEN RAISE EXCEPTION '附件只撤回一次，内容不改'; END IF;
  ELSIF OLD.withdrawn_by IS NOT NULL OR NEW.withdrawn_by IS NULL OR NEW.withdrawn_at IS NULL OR NEW.withdrawn_reason IS NULL OR NEW.withdrawn_version IS NULL OR (NEW.commission, NEW.id, NEW.operation_key, NEW.request_hash, NEW.case_id, NEW.place, NEW.item, NEW.volume, NEW.title, NEW.file_name, NEW.media_type, NEW.bytes, NEW.pages, NEW.sha256, NEW.version, NEW.attached_by, NEW.attached_at) IS DISTINCT FROM (OLD.commission, OLD.id, OLD.operation_key, OLD.request_hash, OLD.case_id, OLD.place, OLD.item, OLD.volume, OLD.title, OLD.file_name, OLD.media_type, OLD.bytes, OLD.pages, OLD.sha256, OLD.version, OLD.attached_by, OLD.attached_at) THEN RAISE EXCEPTION '附件只撤回一次，内容不改';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attachments_withdrawn_once BEFORE INSERT OR UPDATE ON attachments FOR EACH ROW EXECUTE FUNCTION attachments_withdrawn_once();
--> statement-breakpoint
CREATE TRIGGER attachments_kept BEFORE DELETE OR TRUNCATE ON attachments FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('附件');
