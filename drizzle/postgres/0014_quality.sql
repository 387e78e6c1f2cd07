CREATE TABLE "quality_checks" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"planned_by" text NOT NULL,
	"planned_at" text NOT NULL,
	"request_hash" text NOT NULL,
	"candidates" text NOT NULL,
	"secret" text NOT NULL,
	"doc" text NOT NULL,
	CONSTRAINT "quality_checks_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "quality_entries" (
	"commission" text NOT NULL,
	"check_id" text NOT NULL,
	"n" integer NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"step" text NOT NULL,
	"taken_by" text NOT NULL,
	"role" text NOT NULL,
	"body_id" text,
	"taken_on" text NOT NULL,
	"at" text NOT NULL,
	"payload" text NOT NULL,
	CONSTRAINT "quality_entries_commission_check_id_n_pk" PRIMARY KEY("commission","check_id","n")
);
--> statement-breakpoint
ALTER TABLE "quality_checks" ADD CONSTRAINT "quality_checks_commission_planned_by_people_commission_id_fk" FOREIGN KEY ("commission","planned_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_entries" ADD CONSTRAINT "quality_entries_commission_check_id_quality_checks_commission_id_fk" FOREIGN KEY ("commission","check_id") REFERENCES "public"."quality_checks"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "quality_checks_planned" ON "quality_checks" USING btree ("commission","planned_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "quality_entries_operation" ON "quality_entries" USING btree ("commission","taken_by","operation_key");