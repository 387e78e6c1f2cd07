-- What a case can be found by differs by side: its bodies see the draft, all others what was handed over.
ALTER TABLE "search" ADD COLUMN "side" text DEFAULT 'review' NOT NULL;
--> statement-breakpoint
ALTER TABLE "search" DROP CONSTRAINT "search_commission_id_pk";
--> statement-breakpoint
ALTER TABLE "search" ADD CONSTRAINT "search_commission_id_side_pk" PRIMARY KEY("commission","id","side");
--> statement-breakpoint
UPDATE "cases" SET "revision" = "version";
--> statement-breakpoint
CREATE TRIGGER leaves_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON leaves FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('查阅申请');
--> statement-breakpoint
CREATE TRIGGER leave_decisions_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON leave_decisions FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('查阅审批');
