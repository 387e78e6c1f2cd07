CREATE TABLE "loads" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"stage" text NOT NULL,
	"n" integer NOT NULL,
	"chosen_on" text NOT NULL,
	CONSTRAINT "loads_commission_person_id_stage_pk" PRIMARY KEY("commission","person_id","stage")
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "trained_on" text;