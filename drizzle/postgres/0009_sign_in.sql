-- Whoever was signed in signs in again: the ends of a session are new columns without a default.
DELETE FROM "sessions";--> statement-breakpoint
CREATE TABLE "factors" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"active_at" text,
	"last_step" integer NOT NULL,
	"failed_count" integer NOT NULL,
	"locked_until" text,
	CONSTRAINT "factors_commission_person_id_pk" PRIMARY KEY("commission","person_id")
);
--> statement-breakpoint
CREATE TABLE "former_passwords" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"password_hash" text NOT NULL,
	"set_at" text NOT NULL,
	CONSTRAINT "former_passwords_commission_person_id_password_hash_pk" PRIMARY KEY("commission","person_id","password_hash")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"commission" text NOT NULL,
	"source" text NOT NULL,
	"failed_count" integer NOT NULL,
	"failed_at" text NOT NULL,
	CONSTRAINT "sources_commission_source_pk" PRIMARY KEY("commission","source")
);
--> statement-breakpoint
CREATE TABLE "subjects" (
	"commission" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "subjects_commission_issuer_subject_pk" PRIMARY KEY("commission","issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "password_until" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "one_time_code_until" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "enrol_code_hash" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "enrol_code_until" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "failed_from" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "locked_for" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "signed_in_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "awaits_code" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "strong" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "confirmed_until" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "idle_minutes" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "idle_until" text NOT NULL;--> statement-breakpoint
ALTER TABLE "factors" ADD CONSTRAINT "factors_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_passwords" ADD CONSTRAINT "former_passwords_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subjects" ADD CONSTRAINT "subjects_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subjects_person" ON "subjects" USING btree ("commission","person_id");