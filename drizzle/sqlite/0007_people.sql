CREATE TABLE `clearances` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`level` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text,
	`grant_id` text NOT NULL,
	PRIMARY KEY(`commission`, `person_id`, `grant_id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`grant_id`) REFERENCES `grants`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `grants` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`person_id` text,
	`kind` text NOT NULL,
	`wish` text NOT NULL,
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
	`code` text,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grants_operation` ON `grants` (`commission`,`operation_key`);--> statement-breakpoint
CREATE INDEX `grants_proposed` ON `grants` (`commission`,`proposed_at`,`id`);--> statement-breakpoint
CREATE TABLE `interests` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`body_id` text,
	`unit` text,
	`note` text NOT NULL,
	`from_day` text NOT NULL,
	`until_day` text,
	`declared_by` text NOT NULL,
	`declared_at` text NOT NULL,
	`grant_id` text,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`body_id`) REFERENCES `bodies`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `interests_person` ON `interests` (`commission`,`person_id`);--> statement-breakpoint
CREATE TABLE `interferences` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`request_hash` text NOT NULL,
	`case_number` text NOT NULL,
	`kind` text NOT NULL,
	`interferer_id` text,
	`interferer` text NOT NULL,
	`capacity` text NOT NULL,
	`happened_on` text NOT NULL,
	`how` text NOT NULL,
	`said` text NOT NULL,
	`answered` text NOT NULL,
	`registered_by` text NOT NULL,
	`registered_at` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`registered_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `interferences_registered` ON `interferences` (`commission`,`registered_at`,`id`);--> statement-breakpoint
CREATE INDEX `interferences_case` ON `interferences` (`commission`,`case_number`);--> statement-breakpoint
CREATE TABLE `placements` (
	`commission` text NOT NULL,
	`body_id` text NOT NULL,
	`zone_id` text NOT NULL,
	`from_day` text NOT NULL,
	`grant_id` text NOT NULL,
	PRIMARY KEY(`commission`, `body_id`, `from_day`),
	FOREIGN KEY (`commission`,`body_id`) REFERENCES `bodies`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`zone_id`) REFERENCES `zones`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`grant_id`) REFERENCES `grants`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `disabled_because` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `used_at` text;--> statement-breakpoint
ALTER TABLE `people` ADD `left_on` text;--> statement-breakpoint
ALTER TABLE `people` ADD `undertaking` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `kind` text DEFAULT 'regular' NOT NULL;--> statement-breakpoint
ALTER TABLE `posts` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `deputy_for` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `grant_id` text;