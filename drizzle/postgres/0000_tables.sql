CREATE TABLE "accounts" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"login" text NOT NULL,
	"password_hash" text,
	"must_change" boolean NOT NULL,
	"one_time_code_hash" text,
	"failed_count" integer NOT NULL,
	"locked_until" text,
	"disabled_at" text,
	CONSTRAINT "accounts_commission_person_id_pk" PRIMARY KEY("commission","person_id")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"commission" text NOT NULL,
	"seq" integer NOT NULL,
	"at" text NOT NULL,
	"kind" text NOT NULL,
	"algorithm" text NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "audit_commission_seq_pk" PRIMARY KEY("commission","seq")
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"stationed_in" text NOT NULL,
	"covers" jsonb NOT NULL,
	"zone_id" text NOT NULL,
	CONSTRAINT "bodies_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"commission" text NOT NULL,
	"year" text NOT NULL,
	"version" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "calendars_commission_year_pk" PRIMARY KEY("commission","year")
);
--> statement-breakpoint
CREATE TABLE "case_bars" (
	"commission" text NOT NULL,
	"case_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "case_bars_commission_case_id_person_id_pk" PRIMARY KEY("commission","case_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "case_doors" (
	"commission" text NOT NULL,
	"case_id" text NOT NULL,
	"door" text NOT NULL,
	CONSTRAINT "case_doors_commission_case_id_door_pk" PRIMARY KEY("commission","case_id","door")
);
--> statement-breakpoint
CREATE TABLE "case_entries" (
	"commission" text NOT NULL,
	"case_id" text NOT NULL,
	"version" integer NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"seq" integer NOT NULL,
	"step" text NOT NULL,
	"from_stage" text NOT NULL,
	"to_stage" text NOT NULL,
	"taken_by" text NOT NULL,
	"role" text NOT NULL,
	"body_id" text,
	"zone_id" text,
	"taken_on" text NOT NULL,
	"written_on" text NOT NULL,
	"at" text NOT NULL,
	"basis" text NOT NULL,
	"payload" text NOT NULL,
	CONSTRAINT "case_entries_commission_case_id_version_pk" PRIMARY KEY("commission","case_id","version")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"number_key" text NOT NULL,
	"title" text NOT NULL,
	"subject_names" text NOT NULL,
	"zone_id" text NOT NULL,
	"body_id" text NOT NULL,
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
	"doc" text NOT NULL,
	CONSTRAINT "cases_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "heads" (
	"commission" text NOT NULL,
	"seq" integer NOT NULL,
	"hash" text NOT NULL,
	"steps" integer NOT NULL,
	"settings" integer NOT NULL,
	CONSTRAINT "heads_commission_pk" PRIMARY KEY("commission")
);
--> statement-breakpoint
CREATE TABLE "numbers" (
	"commission" text NOT NULL,
	"zone_id" text NOT NULL,
	"year" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "numbers_commission_zone_id_year_pk" PRIMARY KEY("commission","zone_id","year")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"home_body_id" text,
	CONSTRAINT "people_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"commission" text NOT NULL,
	"name" text NOT NULL,
	"from_day" text NOT NULL,
	"value" jsonb,
	"basis" jsonb NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "policies_commission_name_from_day_pk" PRIMARY KEY("commission","name","from_day")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"body_id" text,
	"zone_id" text,
	"from_day" text NOT NULL,
	"until_day" text,
	CONSTRAINT "posts_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"commission" text NOT NULL,
	"token_hash" text NOT NULL,
	"person_id" text NOT NULL,
	"post_id" text,
	"created_at" text NOT NULL,
	"seen_at" text NOT NULL,
	"expires_at" text NOT NULL,
	CONSTRAINT "sessions_commission_token_hash_pk" PRIMARY KEY("commission","token_hash")
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"commission" text NOT NULL,
	"scope" text NOT NULL,
	"zone_id" text NOT NULL,
	"body_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "tallies_commission_scope_zone_id_body_id_kind_key_pk" PRIMARY KEY("commission","scope","zone_id","body_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "zones" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"ordinal" integer NOT NULL,
	CONSTRAINT "zones_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "bodies_commission_zone_id_zones_commission_id_fk" FOREIGN KEY ("commission","zone_id") REFERENCES "public"."zones"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_bars" ADD CONSTRAINT "case_bars_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_doors" ADD CONSTRAINT "case_doors_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_commission_zone_id_zones_commission_id_fk" FOREIGN KEY ("commission","zone_id") REFERENCES "public"."zones"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_commission_body_id_bodies_commission_id_fk" FOREIGN KEY ("commission","body_id") REFERENCES "public"."bodies"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_commission_home_body_id_bodies_commission_id_fk" FOREIGN KEY ("commission","home_body_id") REFERENCES "public"."bodies"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_commission_body_id_bodies_commission_id_fk" FOREIGN KEY ("commission","body_id") REFERENCES "public"."bodies"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_commission_zone_id_zones_commission_id_fk" FOREIGN KEY ("commission","zone_id") REFERENCES "public"."zones"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_commission_post_id_posts_commission_id_fk" FOREIGN KEY ("commission","post_id") REFERENCES "public"."posts"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_login" ON "accounts" USING btree ("commission","login");--> statement-breakpoint
CREATE INDEX "case_bars_person" ON "case_bars" USING btree ("commission","person_id","case_id");--> statement-breakpoint
CREATE INDEX "case_doors_door" ON "case_doors" USING btree ("commission","door","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_entries_operation" ON "case_entries" USING btree ("commission","operation_key");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_number" ON "cases" USING btree ("commission","number");--> statement-breakpoint
CREATE INDEX "cases_zone_stage" ON "cases" USING btree ("commission","zone_id","stage","due_on","id");--> statement-breakpoint
CREATE INDEX "cases_body_stage" ON "cases" USING btree ("commission","body_id","stage","due_on","id");--> statement-breakpoint
CREATE INDEX "cases_holder" ON "cases" USING btree ("commission","holder","due_on","id");--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("commission","due_on","id");--> statement-breakpoint
CREATE INDEX "cases_changed" ON "cases" USING btree ("commission","changed_at","id");--> statement-breakpoint
CREATE INDEX "cases_number_key" ON "cases" USING btree ("commission","number_key","id");--> statement-breakpoint
CREATE INDEX "cases_asks" ON "cases" USING btree ("commission","asks","id");--> statement-breakpoint
CREATE INDEX "posts_person" ON "posts" USING btree ("commission","person_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("commission","person_id");--> statement-breakpoint
CREATE INDEX "sessions_token" ON "sessions" USING btree ("token_hash");