CREATE TABLE "policy_changes" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	"replaces" text NOT NULL,
	"from_day" text NOT NULL,
	"source" text NOT NULL,
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
	"began_on" text,
	"carried_at" text,
	CONSTRAINT "policy_changes_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
ALTER TABLE "policy_changes" ADD CONSTRAINT "policy_changes_commission_proposed_by_people_commission_id_fk" FOREIGN KEY ("commission","proposed_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_changes_operation" ON "policy_changes" USING btree ("commission","operation_key");--> statement-breakpoint
CREATE INDEX "policy_changes_proposed" ON "policy_changes" USING btree ("commission","proposed_at","id");--> statement-breakpoint
CREATE FUNCTION policy_changes_by_two() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.outcome IS NOT NULL OR NEW.carried_at IS NOT NULL THEN RAISE EXCEPTION '参数变更先提出，再决定，只增不改'; END IF;
  ELSE
    IF (NEW.commission, NEW.id, NEW.operation_key, NEW.request_hash, NEW.name, NEW.value, NEW.replaces, NEW.from_day, NEW.source, NEW.reason, NEW.proposed_by, NEW.proposed_role, NEW.proposed_on, NEW.proposed_at, NEW.lapses_on) IS DISTINCT FROM (OLD.commission, OLD.id, OLD.operation_key, OLD.request_hash, OLD.name, OLD.value, OLD.replaces, OLD.from_day, OLD.source, OLD.reason, OLD.proposed_by, OLD.proposed_role, OLD.proposed_on, OLD.proposed_at, OLD.lapses_on) THEN RAISE EXCEPTION '参数变更的内容不改'; END IF;
    IF OLD.outcome IS NOT NULL AND (OLD.carried_at IS NOT NULL OR OLD.outcome <> 'confirmed' OR (NEW.outcome, NEW.decided_by, NEW.decided_role, NEW.decided_on, NEW.decided_at, NEW.note, NEW.began_on) IS DISTINCT FROM (OLD.outcome, OLD.decided_by, OLD.decided_role, OLD.decided_on, OLD.decided_at, OLD.note, OLD.began_on)) THEN RAISE EXCEPTION '参数变更只决定一次'; END IF;
    IF NEW.outcome IN ('confirmed', 'rejected') AND (NEW.decided_by IS NULL OR NEW.decided_by = NEW.proposed_by) THEN RAISE EXCEPTION '参数变更由另一人决定'; END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER policy_changes_by_two BEFORE INSERT OR UPDATE ON policy_changes FOR EACH ROW EXECUTE FUNCTION policy_changes_by_two();
--> statement-breakpoint
CREATE TRIGGER policy_changes_kept BEFORE DELETE OR TRUNCATE ON policy_changes FOR EACH STATEMENT EXECUTE FUNCTION rows_are_kept('参数变更');
