-- What a case can be found by differs by side: its bodies see the draft, all others what was handed over.
ALTER TABLE `search_keys` ADD `side` text NOT NULL DEFAULT 'review';
--> statement-breakpoint
DROP INDEX `search_keys_case`;
--> statement-breakpoint
CREATE UNIQUE INDEX `search_keys_case` ON `search_keys` (`commission`,`id`,`side`);
--> statement-breakpoint
UPDATE `cases` SET `revision` = `version`;
--> statement-breakpoint
CREATE TRIGGER `leaves_no_update` BEFORE UPDATE ON `leaves` BEGIN SELECT RAISE(ABORT, '查阅申请只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `leaves_no_delete` BEFORE DELETE ON `leaves` BEGIN SELECT RAISE(ABORT, '查阅申请只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `leave_decisions_no_update` BEFORE UPDATE ON `leave_decisions` BEGIN SELECT RAISE(ABORT, '查阅审批只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `leave_decisions_no_delete` BEFORE DELETE ON `leave_decisions` BEGIN SELECT RAISE(ABORT, '查阅审批只增不删'); END;
