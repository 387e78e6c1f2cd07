CREATE TABLE "case_faces" (
	"commission" text NOT NULL,
	"side" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"number_key" text NOT NULL,
	"title" text NOT NULL,
	"subject_names" text NOT NULL,
	"zone_id" text NOT NULL,
	"body_id" text NOT NULL,
	"level" integer NOT NULL,
	"stage" text NOT NULL,
	"holder" text,
	"asks" text NOT NULL,
	"version" integer NOT NULL,
	"round" integer NOT NULL,
	"routes" text NOT NULL,
	"transferred_on" text NOT NULL,
	"accepted_on" text NOT NULL,
	"due_on" text NOT NULL,
	"clock_state" text NOT NULL,
	"returns_count" integer NOT NULL,
	"opened_at" text NOT NULL,
	"changed_at" text NOT NULL,
	"last_step" text NOT NULL,
	"last_on" text NOT NULL,
	"last_by" text NOT NULL,
	"tally" text NOT NULL,
	CONSTRAINT "case_faces_commission_side_id_pk" PRIMARY KEY("commission","side","id")
);
--> statement-breakpoint
CREATE TABLE "leave_decisions" (
	"commission" text NOT NULL,
	"leave_id" text NOT NULL,
	"n" integer NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"decided_by" text NOT NULL,
	"role" text NOT NULL,
	"decided_on" text NOT NULL,
	"decided_at" text NOT NULL,
	CONSTRAINT "leave_decisions_commission_leave_id_n_pk" PRIMARY KEY("commission","leave_id","n")
);
--> statement-breakpoint
CREATE TABLE "leaves" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"case_id" text NOT NULL,
	"person_id" text NOT NULL,
	"purpose" text NOT NULL,
	"from_day" text NOT NULL,
	"until_day" text NOT NULL,
	"letter" text,
	"requested_by" text NOT NULL,
	"requested_on" text NOT NULL,
	"requested_at" text NOT NULL,
	CONSTRAINT "leaves_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
DROP INDEX "case_entries_operation";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "level" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_faces" ADD CONSTRAINT "case_faces_commission_id_cases_commission_id_fk" FOREIGN KEY ("commission","id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave_decisions" ADD CONSTRAINT "leave_decisions_commission_leave_id_leaves_commission_id_fk" FOREIGN KEY ("commission","leave_id") REFERENCES "public"."leaves"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_faces_case" ON "case_faces" USING btree ("commission","id");--> statement-breakpoint
CREATE INDEX "case_faces_body" ON "case_faces" USING btree ("commission","side","body_id","stage","due_on","id");--> statement-breakpoint
CREATE INDEX "case_faces_due" ON "case_faces" USING btree ("commission","side","due_on","id");--> statement-breakpoint
CREATE INDEX "case_faces_changed" ON "case_faces" USING btree ("commission","side","changed_at","id");--> statement-breakpoint
CREATE INDEX "case_faces_number_key" ON "case_faces" USING btree ("commission","side","number_key","id");--> statement-breakpoint
CREATE INDEX "leaves_person" ON "leaves" USING btree ("commission","person_id","id");--> statement-breakpoint
CREATE INDEX "cases_level" ON "cases" USING btree ("commission","level","id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_entries_operation" ON "case_entries" USING btree ("commission","taken_by","operation_key");