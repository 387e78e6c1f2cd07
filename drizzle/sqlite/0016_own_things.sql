CREATE TABLE `ledger_views` (
	`commission` text NOT NULL,
	`owner` text NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`columns` text,
	`saved_by` text NOT NULL,
	`saved_at` text NOT NULL,
	PRIMARY KEY(`commission`, `owner`, `name`),
	FOREIGN KEY (`commission`,`saved_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `step_drafts` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`case_id` text NOT NULL,
	`step` text NOT NULL,
	`seat` text NOT NULL,
	`version` integer NOT NULL,
	`filled` text NOT NULL,
	`saved_at` text NOT NULL,
	PRIMARY KEY(`commission`, `person_id`, `case_id`, `step`, `seat`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
