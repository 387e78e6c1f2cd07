CREATE TABLE `meeting_entries` (
	`commission` text NOT NULL,
	`meeting_id` text NOT NULL,
	`n` integer NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`step` text NOT NULL,
	`taken_by` text NOT NULL,
	`role` text NOT NULL,
	`taken_on` text NOT NULL,
	`at` text NOT NULL,
	`payload` text NOT NULL,
	PRIMARY KEY(`commission`, `meeting_id`, `n`),
	FOREIGN KEY (`commission`,`meeting_id`) REFERENCES `meetings`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meeting_entries_operation` ON `meeting_entries` (`commission`,`taken_by`,`operation_key`);--> statement-breakpoint
CREATE TABLE `meeting_views` (
	`commission` text NOT NULL,
	`meeting_id` text NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	`n` integer NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`opinion` text NOT NULL,
	`dissent` text,
	`written_at` text NOT NULL,
	PRIMARY KEY(`commission`, `meeting_id`, `case_id`, `person_id`, `n`),
	FOREIGN KEY (`commission`,`meeting_id`) REFERENCES `meetings`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meeting_views_operation` ON `meeting_views` (`commission`,`person_id`,`operation_key`);--> statement-breakpoint
CREATE TABLE `meetings` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`state` text NOT NULL,
	`meets_on` text NOT NULL,
	`called_by` text NOT NULL,
	`doc` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`called_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `meetings_on` ON `meetings` (`commission`,`state`,`meets_on`);
--> statement-breakpoint
CREATE TRIGGER `meeting_entries_no_update` BEFORE UPDATE ON `meeting_entries` BEGIN SELECT RAISE(ABORT, '会议记录只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `meeting_entries_kept` BEFORE DELETE ON `meeting_entries` BEGIN SELECT RAISE(ABORT, '会议记录只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `meeting_entries_not_replaced` BEFORE INSERT ON `meeting_entries` WHEN EXISTS (SELECT 1 FROM meeting_entries o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM meeting_entries o WHERE o.commission = NEW.commission AND o.meeting_id = NEW.meeting_id AND o.n = NEW.n) OR EXISTS (SELECT 1 FROM meeting_entries o WHERE o.commission = NEW.commission AND o.taken_by = NEW.taken_by AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '会议记录已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `meeting_views_no_update` BEFORE UPDATE ON `meeting_views` BEGIN SELECT RAISE(ABORT, '会议意见只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `meeting_views_kept` BEFORE DELETE ON `meeting_views` BEGIN SELECT RAISE(ABORT, '会议意见只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `meeting_views_not_replaced` BEFORE INSERT ON `meeting_views` WHEN EXISTS (SELECT 1 FROM meeting_views o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM meeting_views o WHERE o.commission = NEW.commission AND o.meeting_id = NEW.meeting_id AND o.case_id = NEW.case_id AND o.person_id = NEW.person_id AND o.n = NEW.n) OR EXISTS (SELECT 1 FROM meeting_views o WHERE o.commission = NEW.commission AND o.person_id = NEW.person_id AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '会议意见已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `meetings_kept` BEFORE DELETE ON `meetings` BEGIN SELECT RAISE(ABORT, '会议只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `meetings_not_replaced` BEFORE INSERT ON `meetings` WHEN EXISTS (SELECT 1 FROM meetings o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM meetings o WHERE o.commission = NEW.commission AND o.id = NEW.id) BEGIN SELECT RAISE(ABORT, '会议已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `meetings_caller_kept` BEFORE UPDATE ON `meetings` WHEN NEW.commission IS NOT OLD.commission OR NEW.id IS NOT OLD.id OR NEW.called_by IS NOT OLD.called_by OR OLD.state <> 'called' BEGIN SELECT RAISE(ABORT, '会议结束之后不能改变，召集人不能改变'); END;
