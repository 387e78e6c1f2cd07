CREATE FUNCTION posts_in_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (
  SELECT 1 FROM posts o WHERE o.commission = NEW.commission AND o.person_id = NEW.person_id AND o.id <> NEW.id AND o.role <> NEW.role AND (o.role IN ('systemAdmin', 'securityAdmin', 'auditAdmin') OR NEW.role IN ('systemAdmin', 'securityAdmin', 'auditAdmin'))
  AND (o.until_day IS NULL OR NEW.from_day <= o.until_day) AND (NEW.until_day IS NULL OR o.from_day <= NEW.until_day)) THEN RAISE EXCEPTION '不由同一人在同一天担任：系统管理员、安全保密管理员、审计管理员，以及他们与其他职务'; END IF;
  IF NEW.grant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.person_id = NEW.person_id AND g.outcome = 'approved') THEN RAISE EXCEPTION '职务所依据的授权提请没有批准'; END IF;
  IF TG_OP = 'UPDATE' THEN IF (NEW.commission, NEW.id, NEW.person_id, NEW.role, NEW.body_id, NEW.zone_id, NEW.from_day, NEW.kind, NEW.deputy_for, NEW.grant_id) IS DISTINCT FROM (OLD.commission, OLD.id, OLD.person_id, OLD.role, OLD.body_id, OLD.zone_id, OLD.from_day, OLD.kind, OLD.deputy_for, OLD.grant_id) THEN RAISE EXCEPTION '职务只能写截止日期'; END IF; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER posts_in_order BEFORE INSERT OR UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION posts_in_order();
--> statement-breakpoint
CREATE FUNCTION grants_by_two() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.outcome IS NOT NULL THEN RAISE EXCEPTION '授权提请先提出，再决定'; END IF;
  ELSE
    IF OLD.outcome IS NOT NULL OR (NEW.commission, NEW.id, NEW.operation_key, NEW.request_hash, NEW.person_id, NEW.kind, NEW.wish, NEW.reason, NEW.proposed_by, NEW.proposed_role, NEW.proposed_on, NEW.proposed_at, NEW.lapses_on) IS DISTINCT FROM (OLD.commission, OLD.id, OLD.operation_key, OLD.request_hash, OLD.person_id, OLD.kind, OLD.wish, OLD.reason, OLD.proposed_by, OLD.proposed_role, OLD.proposed_on, OLD.proposed_at, OLD.lapses_on) THEN RAISE EXCEPTION '授权提请只决定一次，内容不改'; END IF;
    IF NEW.outcome IN ('approved', 'rejected') AND (NEW.decided_by IS NULL OR NEW.decided_by = NEW.proposed_by OR NEW.decided_by IS NOT DISTINCT FROM NEW.person_id) THEN RAISE EXCEPTION '授权由另一人决定'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER grants_by_two BEFORE INSERT OR UPDATE ON grants FOR EACH ROW EXECUTE FUNCTION grants_by_two();
--> statement-breakpoint
CREATE TRIGGER interferences_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON interferences FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('过问登记');
--> statement-breakpoint
CREATE FUNCTION rows_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%只增不删', TG_ARGV[0]; END $$;
--> statement-breakpoint
CREATE TRIGGER posts_kept BEFORE DELETE OR TRUNCATE ON posts FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('职务');
--> statement-breakpoint
CREATE TRIGGER grants_kept BEFORE DELETE OR TRUNCATE ON grants FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('授权提请');
--> statement-breakpoint
CREATE TRIGGER clearances_kept BEFORE DELETE OR TRUNCATE ON clearances FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('涉密等级');
--> statement-breakpoint
CREATE TRIGGER interests_kept BEFORE DELETE OR TRUNCATE ON interests FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('利害关系');
--> statement-breakpoint
CREATE TRIGGER placements_kept BEFORE DELETE OR TRUNCATE ON placements FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('片区调整');
--> statement-breakpoint
CREATE FUNCTION clearances_granted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.person_id = NEW.person_id AND g.outcome = 'approved') THEN RAISE EXCEPTION '涉密等级所依据的授权提请没有批准'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER clearances_granted BEFORE INSERT OR UPDATE ON clearances FOR EACH ROW EXECUTE FUNCTION clearances_granted();
--> statement-breakpoint
CREATE FUNCTION placements_granted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.outcome = 'approved') THEN RAISE EXCEPTION '片区调整所依据的授权提请没有批准'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER placements_granted BEFORE INSERT OR UPDATE ON placements FOR EACH ROW EXECUTE FUNCTION placements_granted();
