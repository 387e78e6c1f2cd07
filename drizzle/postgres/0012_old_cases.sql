CREATE TABLE "old_batches" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"row_count" integer NOT NULL,
	"digest" text NOT NULL,
	"imported_by" text NOT NULL,
	"imported_at" text NOT NULL,
	CONSTRAINT "old_batches_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "old_cases" (
	"commission" text NOT NULL,
	"batch_id" text NOT NULL,
	"n" integer NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"bodies" text NOT NULL,
	"zone_id" text NOT NULL,
	"level" integer NOT NULL,
	"accepted_on" text NOT NULL,
	"archived_on" text,
	"returned" boolean NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "old_cases_commission_batch_id_n_pk" PRIMARY KEY("commission","batch_id","n")
);
--> statement-breakpoint
CREATE TABLE "old_withdrawals" (
	"commission" text NOT NULL,
	"batch_id" text NOT NULL,
	"reason" text NOT NULL,
	"withdrawn_by" text NOT NULL,
	"withdrawn_at" text NOT NULL,
	CONSTRAINT "old_withdrawals_commission_batch_id_pk" PRIMARY KEY("commission","batch_id")
);
--> statement-breakpoint
ALTER TABLE "old_batches" ADD CONSTRAINT "old_batches_commission_imported_by_people_commission_id_fk" FOREIGN KEY ("commission","imported_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "old_cases" ADD CONSTRAINT "old_cases_commission_batch_id_old_batches_commission_id_fk" FOREIGN KEY ("commission","batch_id") REFERENCES "public"."old_batches"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "old_cases" ADD CONSTRAINT "old_cases_commission_zone_id_zones_commission_id_fk" FOREIGN KEY ("commission","zone_id") REFERENCES "public"."zones"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "old_withdrawals" ADD CONSTRAINT "old_withdrawals_commission_batch_id_old_batches_commission_id_fk" FOREIGN KEY ("commission","batch_id") REFERENCES "public"."old_batches"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "old_withdrawals" ADD CONSTRAINT "old_withdrawals_commission_withdrawn_by_people_commission_id_fk" FOREIGN KEY ("commission","withdrawn_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "old_cases_person" ON "old_cases" USING btree ("commission","number","name");--> statement-breakpoint
CREATE INDEX "old_cases_accepted" ON "old_cases" USING btree ("commission","accepted_on","batch_id","n");
--> statement-breakpoint
CREATE TRIGGER old_batches_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON old_batches FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('旧案');
--> statement-breakpoint
CREATE TRIGGER old_cases_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON old_cases FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('旧案');
--> statement-breakpoint
CREATE TRIGGER old_withdrawals_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON old_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('旧案');