ALTER TABLE `case_faces` ADD `next_due_on` text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE `case_faces` ADD `deadlines` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `case_faces_next_due` ON `case_faces` (`commission`,`side`,`next_due_on`,`id`);--> statement-breakpoint
ALTER TABLE `cases` ADD `next_due_on` text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `deadlines` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_next_due` ON `cases` (`commission`,`next_due_on`,`id`);