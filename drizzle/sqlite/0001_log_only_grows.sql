CREATE TRIGGER `case_entries_no_update` BEFORE UPDATE ON `case_entries` BEGIN SELECT RAISE(ABORT, '流转记录只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `case_entries_no_delete` BEFORE DELETE ON `case_entries` BEGIN SELECT RAISE(ABORT, '流转记录只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, '审计记录只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_no_delete` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, '审计记录只增不删'); END;
