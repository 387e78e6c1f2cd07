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
CREATE INDEX `feeds_person` ON `feeds` (`commission`,`person_id`);