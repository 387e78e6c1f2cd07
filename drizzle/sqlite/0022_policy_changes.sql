CREATE TABLE `policy_changes` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	`replaces` text NOT NULL,
	`from_day` text NOT NULL,
	`source` text NOT NULL,
	`reason` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_role` text NOT NULL,
	`proposed_on` text NOT NULL,
	`proposed_at` text NOT NULL,
	`lapses_on` text NOT NULL,
	`outcome` text,
	`decided_by` text,
	`decided_role` text,
	`decided_on` text,
	`decided_at` text,
	`note` text,
	`began_on` text,
	`carried_at` text,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`proposed_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_changes_operation` ON `policy_changes` (`commission`,`operation_key`);--> statement-breakpoint
CREATE INDEX `policy_changes_proposed` ON `policy_changes` (`commission`,`proposed_at`,`id`);--> statement-breakpoint
CREATE TRIGGER `policy_changes_begin_open` BEFORE INSERT ON `policy_changes` WHEN NEW.outcome IS NOT NULL OR NEW.carried_at IS NOT NULL OR EXISTS (SELECT 1 FROM policy_changes o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM policy_changes o WHERE o.commission = NEW.commission AND (o.id = NEW.id OR o.operation_key = NEW.operation_key)) BEGIN SELECT RAISE(ABORT, '参数变更先提出，再决定，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `policy_changes_said_once` BEFORE UPDATE ON `policy_changes` WHEN NEW.commission IS NOT OLD.commission OR NEW.id IS NOT OLD.id OR NEW.operation_key IS NOT OLD.operation_key OR NEW.request_hash IS NOT OLD.request_hash OR NEW.name IS NOT OLD.name OR NEW.value IS NOT OLD.value OR NEW.replaces IS NOT OLD.replaces OR NEW.from_day IS NOT OLD.from_day OR NEW.source IS NOT OLD.source OR NEW.reason IS NOT OLD.reason OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_role IS NOT OLD.proposed_role OR NEW.proposed_on IS NOT OLD.proposed_on OR NEW.proposed_at IS NOT OLD.proposed_at OR NEW.lapses_on IS NOT OLD.lapses_on BEGIN SELECT RAISE(ABORT, '参数变更的内容不改'); END;
--> statement-breakpoint
CREATE TRIGGER `policy_changes_decided_once` BEFORE UPDATE ON `policy_changes` WHEN OLD.outcome IS NOT NULL AND (OLD.carried_at IS NOT NULL OR OLD.outcome <> 'confirmed' OR NEW.outcome IS NOT OLD.outcome OR NEW.decided_by IS NOT OLD.decided_by OR NEW.decided_role IS NOT OLD.decided_role OR NEW.decided_on IS NOT OLD.decided_on OR NEW.decided_at IS NOT OLD.decided_at OR NEW.note IS NOT OLD.note OR NEW.began_on IS NOT OLD.began_on) BEGIN SELECT RAISE(ABORT, '参数变更只决定一次'); END;
--> statement-breakpoint
CREATE TRIGGER `policy_changes_four_eyes` BEFORE UPDATE ON `policy_changes` WHEN NEW.outcome IN ('confirmed', 'rejected') AND (NEW.decided_by IS NULL OR NEW.decided_by = NEW.proposed_by) BEGIN SELECT RAISE(ABORT, '参数变更由另一人决定'); END;
--> statement-breakpoint
CREATE TRIGGER `policy_changes_kept` BEFORE DELETE ON `policy_changes` BEGIN SELECT RAISE(ABORT, '参数变更只增不删'); END;
