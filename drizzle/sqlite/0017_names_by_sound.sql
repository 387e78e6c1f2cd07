ALTER TABLE `case_faces` ADD `name_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `case_faces_name_key` ON `case_faces` (`commission`,`side`,`name_key`,`id`);--> statement-breakpoint
ALTER TABLE `cases` ADD `name_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `cases_name_key` ON `cases` (`commission`,`name_key`,`id`);