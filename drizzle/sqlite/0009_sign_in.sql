-- Whoever was signed in signs in again: the ends of a session are new columns without a default.
DELETE FROM `sessions`;--> statement-breakpoint
CREATE TABLE `factors` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`active_at` text,
	`last_step` integer NOT NULL,
	`failed_count` integer NOT NULL,
	`locked_until` text,
	PRIMARY KEY(`commission`, `person_id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `former_passwords` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`password_hash` text NOT NULL,
	`set_at` text NOT NULL,
	PRIMARY KEY(`commission`, `person_id`, `password_hash`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sources` (
	`commission` text NOT NULL,
	`source` text NOT NULL,
	`failed_count` integer NOT NULL,
	`failed_at` text NOT NULL,
	PRIMARY KEY(`commission`, `source`)
);
--> statement-breakpoint
CREATE TABLE `subjects` (
	`commission` text NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`commission`, `issuer`, `subject`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subjects_person` ON `subjects` (`commission`,`person_id`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `password_until` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `one_time_code_until` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `enrol_code_hash` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `enrol_code_until` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `failed_from` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `locked_for` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `id` text NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `signed_in_by` text NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `source` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `awaits_code` integer NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `strong` integer NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `confirmed_until` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `idle_minutes` integer NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `idle_until` text NOT NULL;