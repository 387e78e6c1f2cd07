CREATE TABLE `old_batches` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`row_count` integer NOT NULL,
	`digest` text NOT NULL,
	`imported_by` text NOT NULL,
	`imported_at` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`imported_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `old_cases` (
	`commission` text NOT NULL,
	`batch_id` text NOT NULL,
	`n` integer NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`bodies` text NOT NULL,
	`zone_id` text NOT NULL,
	`level` integer NOT NULL,
	`accepted_on` text NOT NULL,
	`archived_on` text,
	`returned` integer NOT NULL,
	`cells` text NOT NULL,
	PRIMARY KEY(`commission`, `batch_id`, `n`),
	FOREIGN KEY (`commission`,`batch_id`) REFERENCES `old_batches`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`zone_id`) REFERENCES `zones`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `old_cases_person` ON `old_cases` (`commission`,`number`,`name`);--> statement-breakpoint
CREATE INDEX `old_cases_accepted` ON `old_cases` (`commission`,`accepted_on`,`batch_id`,`n`);--> statement-breakpoint
CREATE TABLE `old_withdrawals` (
	`commission` text NOT NULL,
	`batch_id` text NOT NULL,
	`reason` text NOT NULL,
	`withdrawn_by` text NOT NULL,
	`withdrawn_at` text NOT NULL,
	PRIMARY KEY(`commission`, `batch_id`),
	FOREIGN KEY (`commission`,`batch_id`) REFERENCES `old_batches`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`withdrawn_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TRIGGER `old_batches_no_update` BEFORE UPDATE ON `old_batches` BEGIN SELECT RAISE(ABORT, '旧案只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `old_batches_no_delete` BEFORE DELETE ON `old_batches` BEGIN SELECT RAISE(ABORT, '旧案只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `old_cases_no_update` BEFORE UPDATE ON `old_cases` BEGIN SELECT RAISE(ABORT, '旧案只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `old_cases_no_delete` BEFORE DELETE ON `old_cases` BEGIN SELECT RAISE(ABORT, '旧案只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `old_withdrawals_no_update` BEFORE UPDATE ON `old_withdrawals` BEGIN SELECT RAISE(ABORT, '旧案只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `old_withdrawals_no_delete` BEFORE DELETE ON `old_withdrawals` BEGIN SELECT RAISE(ABORT, '旧案只增不删'); END;