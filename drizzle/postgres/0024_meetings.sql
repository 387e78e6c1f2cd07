CREATE TABLE "meeting_entries" (
	"commission" text NOT NULL,
	"meeting_id" text NOT NULL,
	"n" integer NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"step" text NOT NULL,
	"taken_by" text NOT NULL,
	"role" text NOT NULL,
	"taken_on" text NOT NULL,
	"at" text NOT NULL,
	"payload" text NOT NULL,
	CONSTRAINT "meeting_entries_commission_meeting_id_n_pk" PRIMARY KEY("commission","meeting_id","n")
);
--> statement-breakpoint
CREATE TABLE "meeting_views" (
	"commission" text NOT NULL,
	"meeting_id" text NOT NULL,
	"case_id" text NOT NULL,
	"person_id" text NOT NULL,
	"n" integer NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"opinion" text NOT NULL,
	"dissent" text,
	"written_at" text NOT NULL,
	CONSTRAINT "meeting_views_commission_meeting_id_case_id_person_id_n_pk" PRIMARY KEY("commission","meeting_id","case_id","person_id","n")
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"state" text NOT NULL,
	"meets_on" text NOT NULL,
	"called_by" text NOT NULL,
	"doc" text NOT NULL,
	CONSTRAINT "meetings_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
ALTER TABLE "meeting_entries" ADD CONSTRAINT "meeting_entries_commission_meeting_id_meetings_commission_id_fk" FOREIGN KEY ("commission","meeting_id") REFERENCES "public"."meetings"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_views" ADD CONSTRAINT "meeting_views_commission_meeting_id_meetings_commission_id_fk" FOREIGN KEY ("commission","meeting_id") REFERENCES "public"."meetings"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_views" ADD CONSTRAINT "meeting_views_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_views" ADD CONSTRAINT "meeting_views_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_commission_called_by_people_commission_id_fk" FOREIGN KEY ("commission","called_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_entries_operation" ON "meeting_entries" USING btree ("commission","taken_by","operation_key");--> statement-breakpoint
CREATE UNIQUE INDEX "meeting_views_operation" ON "meeting_views" USING btree ("commission","person_id","operation_key");--> statement-breakpoint
CREATE INDEX "meetings_on" ON "meetings" USING btree ("commission","state","meets_on");
--> statement-breakpoint
CREATE TRIGGER meeting_entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON meeting_entries FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('会议记录');
--> statement-breakpoint
CREATE TRIGGER meeting_views_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON meeting_views FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('会议意见');
--> statement-breakpoint
CREATE TRIGGER meetings_kept BEFORE DELETE OR TRUNCATE ON meetings FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('会议');
--> statement-breakpoint
CREATE FUNCTION meeting_caller_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (NEW.commission, NEW.id, NEW.called_by) IS DISTINCT FROM (OLD.commission, OLD.id, OLD.called_by) OR OLD.state <> 'called' THEN RAISE EXCEPTION '会议结束之后不能改变，召集人不能改变'; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER meeting_caller_kept BEFORE UPDATE ON meetings FOR EACH ROW EXECUTE FUNCTION meeting_caller_kept();
