CREATE TABLE `signatures` (
	`commission` text NOT NULL,
	`id` text NOT NULL,
	`operation_key` text NOT NULL,
	`request_hash` text NOT NULL,
	`case_id` text NOT NULL,
	`form` text NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`content` text NOT NULL,
	`kind` text NOT NULL,
	`capacity` text NOT NULL,
	`version` integer NOT NULL,
	`signed_by` text NOT NULL,
	`role` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`commission`, `id`),
	FOREIGN KEY (`commission`,`case_id`,`hash`) REFERENCES `signed_texts`(`commission`,`case_id`,`hash`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commission`,`signed_by`) REFERENCES `people`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signatures_operation` ON `signatures` (`commission`,`signed_by`,`operation_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `signatures_once` ON `signatures` (`commission`,`case_id`,`hash`,`signed_by`,`kind`);--> statement-breakpoint
CREATE TABLE `signed_texts` (
	`commission` text NOT NULL,
	`case_id` text NOT NULL,
	`hash` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`commission`, `case_id`, `hash`),
	FOREIGN KEY (`commission`,`case_id`) REFERENCES `cases`(`commission`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TRIGGER `signatures_no_update` BEFORE UPDATE ON `signatures` BEGIN SELECT RAISE(ABORT, '签名只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `signatures_no_replace` BEFORE INSERT ON `signatures` WHEN EXISTS (SELECT 1 FROM signatures s WHERE s.commission = NEW.commission AND s.id = NEW.id) BEGIN SELECT RAISE(ABORT, '签名只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `signatures_kept` BEFORE DELETE ON `signatures` BEGIN SELECT RAISE(ABORT, '签名只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_texts_no_update` BEFORE UPDATE ON `signed_texts` BEGIN SELECT RAISE(ABORT, '签署时的内容只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_texts_no_replace` BEFORE INSERT ON `signed_texts` WHEN EXISTS (SELECT 1 FROM signed_texts s WHERE s.commission = NEW.commission AND s.case_id = NEW.case_id AND s.hash = NEW.hash) BEGIN SELECT RAISE(ABORT, '签署时的内容只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_texts_kept` BEFORE DELETE ON `signed_texts` BEGIN SELECT RAISE(ABORT, '签署时的内容只增不删'); END;
