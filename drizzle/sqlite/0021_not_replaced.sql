CREATE TRIGGER `audit_not_replaced` BEFORE INSERT ON `audit` WHEN EXISTS (SELECT 1 FROM audit o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM audit o WHERE o.commission = NEW.commission AND o.seq = NEW.seq) BEGIN SELECT RAISE(ABORT, '审计记录已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `case_entries_not_replaced` BEFORE INSERT ON `case_entries` WHEN EXISTS (SELECT 1 FROM case_entries o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM case_entries o WHERE o.commission = NEW.commission AND o.case_id = NEW.case_id AND o.version = NEW.version) OR EXISTS (SELECT 1 FROM case_entries o WHERE o.commission = NEW.commission AND o.taken_by = NEW.taken_by AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '流转记录已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `leaves_not_replaced` BEFORE INSERT ON `leaves` WHEN EXISTS (SELECT 1 FROM leaves o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM leaves o WHERE o.commission = NEW.commission AND o.id = NEW.id) BEGIN SELECT RAISE(ABORT, '查阅申请已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `leave_decisions_not_replaced` BEFORE INSERT ON `leave_decisions` WHEN EXISTS (SELECT 1 FROM leave_decisions o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM leave_decisions o WHERE o.commission = NEW.commission AND o.leave_id = NEW.leave_id AND o.n = NEW.n) BEGIN SELECT RAISE(ABORT, '查阅审批已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `old_batches_not_replaced` BEFORE INSERT ON `old_batches` WHEN EXISTS (SELECT 1 FROM old_batches o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM old_batches o WHERE o.commission = NEW.commission AND o.id = NEW.id) BEGIN SELECT RAISE(ABORT, '旧案已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `old_cases_not_replaced` BEFORE INSERT ON `old_cases` WHEN EXISTS (SELECT 1 FROM old_cases o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM old_cases o WHERE o.commission = NEW.commission AND o.batch_id = NEW.batch_id AND o.n = NEW.n) BEGIN SELECT RAISE(ABORT, '旧案已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `old_withdrawals_not_replaced` BEFORE INSERT ON `old_withdrawals` WHEN EXISTS (SELECT 1 FROM old_withdrawals o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM old_withdrawals o WHERE o.commission = NEW.commission AND o.batch_id = NEW.batch_id) BEGIN SELECT RAISE(ABORT, '旧案已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_entries_not_replaced` BEFORE INSERT ON `quality_entries` WHEN EXISTS (SELECT 1 FROM quality_entries o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM quality_entries o WHERE o.commission = NEW.commission AND o.taken_by = NEW.taken_by AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '评查记录已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `quality_checks_not_replaced` BEFORE INSERT ON `quality_checks` WHEN EXISTS (SELECT 1 FROM quality_checks o WHERE o.rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, '评查已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `templates_not_replaced` BEFORE INSERT ON `templates` WHEN EXISTS (SELECT 1 FROM templates o WHERE o.rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, '文书模板已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `interferences_not_replaced` BEFORE INSERT ON `interferences` WHEN EXISTS (SELECT 1 FROM interferences o WHERE o.rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, '过问登记已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `signed_texts_not_replaced` BEFORE INSERT ON `signed_texts` WHEN EXISTS (SELECT 1 FROM signed_texts o WHERE o.rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, '签署时的内容已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `signatures_not_replaced` BEFORE INSERT ON `signatures` WHEN EXISTS (SELECT 1 FROM signatures o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM signatures o WHERE o.commission = NEW.commission AND o.case_id = NEW.case_id AND o.hash = NEW.hash AND o.signed_by = NEW.signed_by AND o.kind = NEW.kind) OR EXISTS (SELECT 1 FROM signatures o WHERE o.commission = NEW.commission AND o.signed_by = NEW.signed_by AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '签名已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `attachments_not_replaced` BEFORE INSERT ON `attachments` WHEN EXISTS (SELECT 1 FROM attachments o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM attachments o WHERE o.commission = NEW.commission AND o.attached_by = NEW.attached_by AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '附件已有同一条，只增不改'); END;
--> statement-breakpoint
CREATE TRIGGER `grants_not_replaced` BEFORE INSERT ON `grants` WHEN EXISTS (SELECT 1 FROM grants o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM grants o WHERE o.commission = NEW.commission AND o.operation_key = NEW.operation_key) BEGIN SELECT RAISE(ABORT, '授权提请已有同一条，只增不改'); END;
