CREATE TABLE `quality_checks` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`mode` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`planned_by` text NOT NULL,
	`planned_at` text NOT NULL,
	`request_hash` text NOT NULL,
	`candidates` text NOT NULL,
	`secret` text NOT NULL,
	`doc` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`planned_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `quality_checks_planned` ON `quality_checks` (`commission`,`planned_at`,`id`);--> statement-breakpoint
CREATE TABLE `quality_entries` (
	`commission` text NOT NULL,
	`check_id` text NOT NULL,
	`n` integer NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`step` text NOT NULL,
	`taken_by` text NOT NULL,
	`role` text NOT NULL,
	`body_id` text,
	`taken_on` text NOT NULL,
	`at` text NOT NULL,
	`payload` text NOT NULL,
	PRIMARY KEY(`commission`, `check_id`, `n`),
	FOREIGN KEY (`commission`,`check_id`) REFERENCES `quality_checks`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_entries_operation` ON `quality_entries` (`commission`,`taken_by`,`operation_key`);