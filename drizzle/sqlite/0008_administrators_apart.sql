CREATE TRIGGER `posts_apart_insert` BEFORE INSERT ON `posts` WHEN EXISTS (
  SELECT 1 FROM posts o WHERE o.commission = NEW.commission AND o.person_id = NEW.person_id AND o.id <> NEW.id AND o.role <> NEW.role AND (o.role IN ('systemAdmin', 'securityAdmin', 'auditAdmin') OR NEW.role IN ('systemAdmin', 'securityAdmin', 'auditAdmin'))
  AND (o.until_day IS NULL OR NEW.from_day <= o.until_day) AND (NEW.until_day IS NULL OR o.from_day <= NEW.until_day)) BEGIN SELECT RAISE(ABORT, '不由同一人在同一天担任：系统管理员、安全保密管理员、审计管理员，以及他们与其他职务'); END;
--> statement-breakpoint
CREATE TRIGGER `posts_granted_insert` BEFORE INSERT ON `posts` WHEN NEW.grant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.person_id = NEW.person_id AND g.outcome = 'approved') BEGIN SELECT RAISE(ABORT, '职务所依据的授权提请没有批准'); END;
--> statement-breakpoint
CREATE TRIGGER `posts_apart_update` BEFORE UPDATE ON `posts` WHEN EXISTS (
  SELECT 1 FROM posts o WHERE o.commission = NEW.commission AND o.person_id = NEW.person_id AND o.id <> NEW.id AND o.role <> NEW.role AND (o.role IN ('systemAdmin', 'securityAdmin', 'auditAdmin') OR NEW.role IN ('systemAdmin', 'securityAdmin', 'auditAdmin'))
  AND (o.until_day IS NULL OR NEW.from_day <= o.until_day) AND (NEW.until_day IS NULL OR o.from_day <= NEW.until_day)) BEGIN SELECT RAISE(ABORT, '不由同一人在同一天担任：系统管理员、安全保密管理员、审计管理员，以及他们与其他职务'); END;
--> statement-breakpoint
CREATE TRIGGER `posts_granted_update` BEFORE UPDATE ON `posts` WHEN NEW.grant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.person_id = NEW.person_id AND g.outcome = 'approved') BEGIN SELECT RAISE(ABORT, '职务所依据的授权提请没有批准'); END;
--> statement-breakpoint
CREATE TRIGGER `posts_past` BEFORE UPDATE ON `posts` WHEN NEW.commission IS NOT OLD.commission OR NEW.id IS NOT OLD.id OR NEW.person_id IS NOT OLD.person_id OR NEW.role IS NOT OLD.role OR NEW.body_id IS NOT OLD.body_id OR NEW.zone_id IS NOT OLD.zone_id OR NEW.from_day IS NOT OLD.from_day OR NEW.kind IS NOT OLD.kind OR NEW.deputy_for IS NOT OLD.deputy_for OR NEW.grant_id IS NOT OLD.grant_id BEGIN SELECT RAISE(ABORT, '职务只能写截止日期'); END;
--> statement-breakpoint
CREATE TRIGGER `grants_begin_open` BEFORE INSERT ON `grants` WHEN NEW.outcome IS NOT NULL OR EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.id) BEGIN SELECT RAISE(ABORT, '授权提请先提出，再决定'); END;
--> statement-breakpoint
CREATE TRIGGER `grants_decided_once` BEFORE UPDATE ON `grants` WHEN OLD.outcome IS NOT NULL OR NEW.commission IS NOT OLD.commission OR NEW.id IS NOT OLD.id OR NEW.operation_key IS NOT OLD.operation_key OR NEW.request_hash IS NOT OLD.request_hash OR NEW.person_id IS NOT OLD.person_id OR NEW.kind IS NOT OLD.kind OR NEW.wish IS NOT OLD.wish OR NEW.reason IS NOT OLD.reason OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_role IS NOT OLD.proposed_role OR NEW.proposed_on IS NOT OLD.proposed_on OR NEW.proposed_at IS NOT OLD.proposed_at OR NEW.lapses_on IS NOT OLD.lapses_on BEGIN SELECT RAISE(ABORT, '授权提请只决定一次，内容不改'); END;
--> statement-breakpoint
CREATE TRIGGER `grants_four_eyes` BEFORE UPDATE ON `grants` WHEN NEW.outcome IN ('approved', 'rejected') AND (NEW.decided_by IS NULL OR NEW.decided_by = NEW.proposed_by OR NEW.decided_by IS NEW.person_id) BEGIN SELECT RAISE(ABORT, '授权由另一人决定'); END;
--> statement-breakpoint
CREATE TRIGGER `interferences_no_update` BEFORE UPDATE ON `interferences` BEGIN SELECT RAISE(ABORT, '过问登记只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `interferences_no_replace` BEFORE INSERT ON `interferences` WHEN EXISTS (SELECT 1 FROM interferences i WHERE i.commission = NEW.commission AND i.id = NEW.id) BEGIN SELECT RAISE(ABORT, '过问登记只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `posts_kept` BEFORE DELETE ON `posts` BEGIN SELECT RAISE(ABORT, '职务只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `grants_kept` BEFORE DELETE ON `grants` BEGIN SELECT RAISE(ABORT, '授权提请只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `clearances_kept` BEFORE DELETE ON `clearances` BEGIN SELECT RAISE(ABORT, '涉密等级只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `interests_kept` BEFORE DELETE ON `interests` BEGIN SELECT RAISE(ABORT, '利害关系只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `placements_kept` BEFORE DELETE ON `placements` BEGIN SELECT RAISE(ABORT, '片区调整只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `interferences_kept` BEFORE DELETE ON `interferences` BEGIN SELECT RAISE(ABORT, '过问登记只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `clearances_granted_insert` BEFORE INSERT ON `clearances` WHEN NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.person_id = NEW.person_id AND g.outcome = 'approved') BEGIN SELECT RAISE(ABORT, '涉密等级所依据的授权提请没有批准'); END;
--> statement-breakpoint
CREATE TRIGGER `clearances_granted_update` BEFORE UPDATE ON `clearances` WHEN NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.person_id = NEW.person_id AND g.outcome = 'approved') BEGIN SELECT RAISE(ABORT, '涉密等级所依据的授权提请没有批准'); END;
--> statement-breakpoint
CREATE TRIGGER `placements_granted_insert` BEFORE INSERT ON `placements` WHEN NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.outcome = 'approved') BEGIN SELECT RAISE(ABORT, '片区调整所依据的授权提请没有批准'); END;
--> statement-breakpoint
CREATE TRIGGER `placements_granted_update` BEFORE UPDATE ON `placements` WHEN NOT EXISTS (SELECT 1 FROM grants g WHERE g.commission = NEW.commission AND g.id = NEW.grant_id AND g.outcome = 'approved') BEGIN SELECT RAISE(ABORT, '片区调整所依据的授权提请没有批准'); END;
