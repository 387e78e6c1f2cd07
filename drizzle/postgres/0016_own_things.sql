CREATE TABLE "ledger_views" (
	"commission" text NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"columns" jsonb,
	"saved_by" text NOT NULL,
	"saved_at" text NOT NULL,
	CONSTRAINT "ledger_views_commission_owner_name_pk" PRIMARY KEY("commission","owner","name")
);
--> statement-breakpoint
CREATE TABLE "step_drafts" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"case_id" text NOT NULL,
	"step" text NOT NULL,
	"seat" text NOT NULL,
	"version" integer NOT NULL,
	"filled" text NOT NULL,
	"saved_at" text NOT NULL,
	CONSTRAINT "step_drafts_commission_person_id_case_id_step_seat_pk" PRIMARY KEY("commission","person_id","case_id","step","seat")
);
--> statement-breakpoint
ALTER TABLE "ledger_views" ADD CONSTRAINT "ledger_views_commission_saved_by_people_commission_id_fk" FOREIGN KEY ("commission","saved_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_drafts" ADD CONSTRAINT "step_drafts_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;