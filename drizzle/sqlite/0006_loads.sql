CREATE TABLE `loads` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`stage` text NOT NULL,
	`n` integer NOT NULL,
	`chosen_on` text NOT NULL,
	PRIMARY KEY(`commission`, `person_id`, `stage`)
);
--> statement-breakpoint
ALTER TABLE `people` ADD `trained_on` text;