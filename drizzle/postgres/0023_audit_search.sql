CREATE INDEX "audit_at" ON "audit" USING btree ("commission","at","seq");--> statement-breakpoint
CREATE INDEX "audit_kind" ON "audit" USING btree ("commission","kind","seq");--> statement-breakpoint
CREATE INDEX "audit_by" ON "audit" ("commission", (case when "body" is json then coalesce("body"::jsonb ->> 'by', "body"::jsonb ->> 'personId') end), "seq");
--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" ("commission", (case when "body" is json then coalesce("body"::jsonb ->> 'step', "body"::jsonb ->> 'event') end), "seq");
