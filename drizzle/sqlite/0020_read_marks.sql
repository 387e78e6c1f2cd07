CREATE TABLE `read_marks` (
	`commission` text NOT NULL,
	`person_id` text NOT NULL,
	`attachment_id` text NOT NULL,
	`pages` text NOT NULL,
	`marked_at` text NOT NULL,
	PRIMARY KEY(`commission`, `person_id`, `attachment_id`),
	FOREIGN KEY (`commission`,`person_id`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`attachment_id`) REFERENCES `attachments`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
