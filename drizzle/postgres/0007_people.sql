CREATE TABLE "clearances" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"level" text NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text,
	"grant_id" text NOT NULL,
	CONSTRAINT "clearances_commission_person_id_grant_id_pk" PRIMARY KEY("commission","person_id","grant_id")
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"person_id" text,
	"kind" text NOT NULL,
	"wish" text NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_role" text NOT NULL,
	"proposed_on" text NOT NULL,
	"proposed_at" text NOT NULL,
	"lapses_on" text NOT NULL,
	"outcome" text,
	"decided_by" text,
	"decided_role" text,
	"decided_on" text,
	"decided_at" text,
	"note" text,
	"code" text,
	CONSTRAINT "grants_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "interests" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"body_id" text,
	"unit" text,
	"note" text NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text,
	"declared_by" text NOT NULL,
	"declared_at" text NOT NULL,
	"grant_id" text,
	CONSTRAINT "interests_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "interferences" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"request_hash" text NOT NULL,
	"case_number" text NOT NULL,
	"kind" text NOT NULL,
	"interferer_id" text,
	"interferer" text NOT NULL,
	"capacity" text NOT NULL,
	"happened_on" text NOT NULL,
	"how" text NOT NULL,
	"said" text NOT NULL,
	"answered" text NOT NULL,
	"registered_by" text NOT NULL,
	"registered_at" text NOT NULL,
	CONSTRAINT "interferences_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"commission" text NOT NULL,
	"body_id" text NOT NULL,
	"zone_id" text NOT NULL,
	"from_day" text NOT NULL,
	"grant_id" text NOT NULL,
	CONSTRAINT "placements_commission_body_id_from_day_pk" PRIMARY KEY("commission","body_id","from_day")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "disabled_because" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "used_at" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "left_on" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "undertaking" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "kind" text DEFAULT 'regular' NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "deputy_for" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "grant_id" text;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_commission_grant_id_grants_commission_id_fk" FOREIGN KEY ("commission","grant_id") REFERENCES "public"."grants"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interests" ADD CONSTRAINT "interests_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interests" ADD CONSTRAINT "interests_commission_body_id_bodies_commission_id_fk" FOREIGN KEY ("commission","body_id") REFERENCES "public"."bodies"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interferences" ADD CONSTRAINT "interferences_commission_registered_by_people_commission_id_fk" FOREIGN KEY ("commission","registered_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_commission_body_id_bodies_commission_id_fk" FOREIGN KEY ("commission","body_id") REFERENCES "public"."bodies"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_commission_zone_id_zones_commission_id_fk" FOREIGN KEY ("commission","zone_id") REFERENCES "public"."zones"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_commission_grant_id_grants_commission_id_fk" FOREIGN KEY ("commission","grant_id") REFERENCES "public"."grants"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "grants_operation" ON "grants" USING btree ("commission","operation_key");--> statement-breakpoint
CREATE INDEX "grants_proposed" ON "grants" USING btree ("commission","proposed_at","id");--> statement-breakpoint
CREATE INDEX "interests_person" ON "interests" USING btree ("commission","person_id");--> statement-breakpoint
CREATE INDEX "interferences_registered" ON "interferences" USING btree ("commission","registered_at","id");--> statement-breakpoint
CREATE INDEX "interferences_case" ON "interferences" USING btree ("commission","case_number");