CREATE TABLE `templates` (
	`commission` text NOT NULL,
	`form` text NOT NULL,
	`version` integer NOT NULL,
	`from_day` text NOT NULL,
	`note` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` text NOT NULL,
	`file_name` text,
	`bytes` integer,
	`sha256` text,
	`fields` text,
	`content` text,
	PRIMARY KEY(`commission`, `form`, `version`),
	FOREIGN KEY (`commission`,`added_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TRIGGER `templates_no_update` BEFORE UPDATE ON `templates` BEGIN SELECT RAISE(ABORT, '文书模板只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `templates_no_replace` BEFORE INSERT ON `templates` WHEN EXISTS (SELECT 1 FROM templates e WHERE e.commission = NEW.commission AND e.form = NEW.form AND e.version = NEW.version) BEGIN SELECT RAISE(ABORT, '文书模板只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `templates_kept` BEFORE DELETE ON `templates` BEGIN SELECT RAISE(ABORT, '文书模板只增不删'); END;
