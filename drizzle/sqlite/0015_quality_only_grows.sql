CREATE TRIGGER `quality_entries_no_update` BEFORE UPDATE ON `quality_entries` BEGIN SELECT RAISE(ABORT, '评查记录只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_entries_no_replace` BEFORE INSERT ON `quality_entries` WHEN EXISTS (SELECT 1 FROM quality_entries e WHERE e.commission = NEW.commission AND e.check_id = NEW.check_id AND e.n = NEW.n) BEGIN SELECT RAISE(ABORT, '评查记录只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_entries_kept` BEFORE DELETE ON `quality_entries` BEGIN SELECT RAISE(ABORT, '评查记录只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_checks_kept` BEFORE DELETE ON `quality_checks` BEGIN SELECT RAISE(ABORT, '评查只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_checks_no_replace` BEFORE INSERT ON `quality_checks` WHEN EXISTS (SELECT 1 FROM quality_checks c WHERE c.commission = NEW.commission AND c.id = NEW.id) BEGIN SELECT RAISE(ABORT, '评查只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_list_is_fixed` BEFORE UPDATE ON `quality_checks` WHEN NEW.commission IS NOT OLD.commission OR NEW.id IS NOT OLD.id OR NEW.mode IS NOT OLD.mode OR NEW.planned_by IS NOT OLD.planned_by OR NEW.planned_at IS NOT OLD.planned_at OR NEW.request_hash IS NOT OLD.request_hash OR NEW.candidates IS NOT OLD.candidates OR NEW.secret IS NOT OLD.secret BEGIN SELECT RAISE(ABORT, '评查名单固定之后不能改变'); END;
