CREATE TABLE `attachments` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`case_id` text NOT NULL,
	`place` text NOT NULL,
	`item` text NOT NULL,
	`volume` text NOT NULL,
	`title` text NOT NULL,
	`file_name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`pages` integer,
	`sha256` text NOT NULL,
	`version` integer NOT NULL,
	`attached_by` text NOT NULL,
	`attached_at` text NOT NULL,
	`withdrawn_by` text,
	`withdrawn_at` text,
	`withdrawn_reason` text,
	`withdrawn_version` integer,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`attached_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `attachments_operation` ON `attachments` (`commission`,`attached_by`,`operation_key`);--> statement-breakpoint
CREATE INDEX `attachments_case` ON `attachments` (`commission`,`case_id`);--> statement-breakpoint
CREATE INDEX `attachments_content` ON `attachments` (`commission`,`sha256`);