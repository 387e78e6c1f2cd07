CREATE TABLE `feeds` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`post_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`post_id`) REFERENCES `posts`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feeds_token` ON `feeds` (`commission`,`token_hash`);--> statement-breakpoint
CREATE INDEX `feeds_person` ON `feeds` (`commission`,`person_id`);--> statement-breakpoint
ALTER TABLE `case_faces` ADD `next_due_on` text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE `case_faces` ADD `deadlines` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `case_faces_next_due` ON `case_faces` (`commission`,`side`,`next_due_on`,`id`);--> statement-breakpoint
ALTER TABLE `cases` ADD `next_due_on` text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `deadlines` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_next_due` ON `cases` (`commission`,`next_due_on`,`id`);