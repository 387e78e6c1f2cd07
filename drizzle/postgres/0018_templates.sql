CREATE TABLE "templates" (
	"commission" text NOT NULL,
	"form" text NOT NULL,
	"version" integer NOT NULL,
	"from_day" text NOT NULL,
	"note" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" text NOT NULL,
	"file_name" text,
	"bytes" integer,
	"sha256" text,
	"fields" jsonb,
	"content" text,
	CONSTRAINT "templates_commission_form_version_pk" PRIMARY KEY("commission","form","version")
);
--> statement-breakpoint
ALTER TABLE "templates" ADD CONSTRAINT "templates_commission_added_by_people_commission_id_fk" FOREIGN KEY ("commission","added_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER templates_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON templates FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('文书模板');
