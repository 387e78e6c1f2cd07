CREATE TABLE `case_faces` (
	`commission` text NOT NULL,
	`side` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`number_key` text NOT NULL,
	`title` text NOT NULL,
	`subject_names` text NOT NULL,
	`zone_id` text NOT NULL,
	`body_id` text NOT NULL,
	`level` integer NOT NULL,
	`stage` text NOT NULL,
	`holder` text,
	`asks` text NOT NULL,
	`version` integer NOT NULL,
	`round` integer NOT NULL,
	`routes` text NOT NULL,
	`transferred_on` text NOT NULL,
	`accepted_on` text NOT NULL,
	`due_on` text NOT NULL,
	`clock_state` text NOT NULL,
	`returns_count` integer NOT NULL,
	`opened_at` text NOT NULL,
	`changed_at` text NOT NULL,
	`last_step` text NOT NULL,
	`last_on` text NOT NULL,
	`last_by` text NOT NULL,
	`tally` text NOT NULL,
	PRIMARY KEY(`commission`, `side`, `id`),
	FOREIGN KEY (`commission`,`id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_faces_case` ON `case_faces` (`commission`,`id`);--> statement-breakpoint
CREATE INDEX `case_faces_body` ON `case_faces` (`commission`,`side`,`body_id`,`stage`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `case_faces_due` ON `case_faces` (`commission`,`side`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `case_faces_changed` ON `case_faces` (`commission`,`side`,`changed_at`,`id`);--> statement-breakpoint
CREATE INDEX `case_faces_number_key` ON `case_faces` (`commission`,`side`,`number_key`,`id`);--> statement-breakpoint
CREATE TABLE `leave_decisions` (
	`commission` text NOT NULL,
	`leave_id` text NOT NULL,
	`n` integer NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`decided_by` text NOT NULL,
	`role` text NOT NULL,
	`decided_on` text NOT NULL,
	`decided_at` text NOT NULL,
	PRIMARY KEY(`commission`, `leave_id`, `n`),
	FOREIGN KEY (`commission`,`leave_id`) REFERENCES `leaves`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `leaves` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	`purpose` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text NOT NULL,
	`letter` text,
	`requested_by` text NOT NULL,
	`requested_on` text NOT NULL,
	`requested_at` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `leaves_person` ON `leaves` (`commission`,`person_id`,`id`);--> statement-breakpoint
DROP INDEX `case_entries_operation`;--> statement-breakpoint
CREATE UNIQUE INDEX `case_entries_operation` ON `case_entries` (`commission`,`taken_by`,`operation_key`);--> statement-breakpoint
ALTER TABLE `cases` ADD `revision` integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE `cases` ADD `level` integer NOT NULL DEFAULT 0;--> statement-breakpoint
CREATE INDEX `cases_level` ON `cases` (`commission`,`level`,`id`);