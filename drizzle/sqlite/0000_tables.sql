CREATE TABLE `accounts` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`login` text NOT NULL,
	`password_hash` text,
	`must_change` integer NOT NULL,
	`one_time_code_hash` text,
	`failed_count` integer NOT NULL,
	`locked_until` text,
	`disabled_at` text,
	PRIMARY KEY(`commission`, `person_id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_login` ON `accounts` (`commission`,`login`);--> statement-breakpoint
CREATE TABLE `audit` (
	`commission` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`kind` text NOT NULL,
	`algorithm` text NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`commission`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `bodies` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`stationed_in` text NOT NULL,
	`covers` text NOT NULL,
	`zone_id` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`zone_id`) REFERENCES `zones`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `calendars` (
	`commission` text NOT NULL,
	`year` text NOT NULL,
	`version` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`commission`, `year`)
);
--> statement-breakpoint
CREATE TABLE `case_bars` (
	`commission` text NOT NULL,
	`case_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`commission`, `case_id`, `person_id`),
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_bars_person` ON `case_bars` (`commission`,`person_id`,`case_id`);--> statement-breakpoint
CREATE TABLE `case_doors` (
	`commission` text NOT NULL,
	`case_id` text NOT NULL,
	`door` text NOT NULL,
	PRIMARY KEY(`commission`, `case_id`, `door`),
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_doors_door` ON `case_doors` (`commission`,`door`,`case_id`);--> statement-breakpoint
CREATE TABLE `case_entries` (
	`commission` text NOT NULL,
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`seq` integer NOT NULL,
	`step` text NOT NULL,
	`from_stage` text NOT NULL,
	`to_stage` text NOT NULL,
	`taken_by` text NOT NULL,
	`role` text NOT NULL,
	`body_id` text,
	`zone_id` text,
	`taken_on` text NOT NULL,
	`written_on` text NOT NULL,
	`at` text NOT NULL,
	`basis` text NOT NULL,
	`payload` text NOT NULL,
	PRIMARY KEY(`commission`, `case_id`, `version`),
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `case_entries_operation` ON `case_entries` (`commission`,`operation_key`);--> statement-breakpoint
CREATE TABLE `cases` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`number` text NOT NULL,
	`number_key` text NOT NULL,
	`title` text NOT NULL,
	`subject_names` text NOT NULL,
	`zone_id` text NOT NULL,
	`body_id` text NOT NULL,
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
	`doc` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`zone_id`) REFERENCES `zones`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`body_id`) REFERENCES `bodies`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_number` ON `cases` (`commission`,`number`);--> statement-breakpoint
CREATE INDEX `cases_zone_stage` ON `cases` (`commission`,`zone_id`,`stage`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `cases_body_stage` ON `cases` (`commission`,`body_id`,`stage`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `cases_holder` ON `cases` (`commission`,`holder`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `cases_due` ON `cases` (`commission`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `cases_changed` ON `cases` (`commission`,`changed_at`,`id`);--> statement-breakpoint
CREATE INDEX `cases_number_key` ON `cases` (`commission`,`number_key`,`id`);--> statement-breakpoint
CREATE INDEX `cases_asks` ON `cases` (`commission`,`asks`,`id`);--> statement-breakpoint
CREATE TABLE `heads` (
	`commission` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`steps` integer NOT NULL,
	`settings` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `numbers` (
	`commission` text NOT NULL,
	`zone_id` text NOT NULL,
	`year` text NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`commission`, `zone_id`, `year`)
);
--> statement-breakpoint
CREATE TABLE `people` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`home_body_id` text,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`home_body_id`) REFERENCES `bodies`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `policies` (
	`commission` text NOT NULL,
	`name` text NOT NULL,
	`from_day` text NOT NULL,
	`value` text,
	`basis` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`commission`, `name`, `from_day`)
);
--> statement-breakpoint
CREATE TABLE `posts` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`body_id` text,
	`zone_id` text,
	`from_day` text NOT NULL,
	`until_day` text,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`body_id`) REFERENCES `bodies`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`zone_id`) REFERENCES `zones`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `posts_person` ON `posts` (`commission`,`person_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`commission` text NOT NULL,
	`token_hash` text NOT NULL,
	`person_id` text NOT NULL,
	`post_id` text,
	`created_at` text NOT NULL,
	`seen_at` text NOT NULL,
	`expires_at` text NOT NULL,
	PRIMARY KEY(`commission`, `token_hash`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`post_id`) REFERENCES `posts`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`commission`,`person_id`);--> statement-breakpoint
CREATE INDEX `sessions_token` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE TABLE `tallies` (
	`commission` text NOT NULL,
	`scope` text NOT NULL,
	`zone_id` text NOT NULL,
	`body_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`commission`, `scope`, `zone_id`, `body_id`, `kind`, `key`)
);
--> statement-breakpoint
CREATE TABLE `zones` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`ordinal` integer NOT NULL,
	PRIMARY KEY(`commission`, `id`)
);
