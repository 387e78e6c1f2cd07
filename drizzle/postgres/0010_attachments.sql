CREATE TABLE "attachments" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"case_id" text NOT NULL,
	"place" text NOT NULL,
	"item" text NOT NULL,
	"volume" text NOT NULL,
	"title" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"pages" integer,
	"sha256" text NOT NULL,
	"version" integer NOT NULL,
	"attached_by" text NOT NULL,
	"attached_at" text NOT NULL,
	"withdrawn_by" text,
	"withdrawn_at" text,
	"withdrawn_reason" text,
	"withdrawn_version" integer,
	CONSTRAINT "attachments_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_commission_attached_by_people_commission_id_fk" FOREIGN KEY ("commission","attached_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_operation" ON "attachments" USING btree ("commission","attached_by","operation_key");--> statement-breakpoint
CREATE INDEX "attachments_case" ON "attachments" USING btree ("commission","case_id");--> statement-breakpoint
CREATE INDEX "attachments_content" ON "attachments" USING btree ("commission","sha256");