ALTER TABLE "case_faces" ADD COLUMN "next_due_on" text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_faces" ADD COLUMN "deadlines" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "next_due_on" text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "deadlines" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX "case_faces_next_due" ON "case_faces" USING btree ("commission","side","next_due_on","id");--> statement-breakpoint
CREATE INDEX "cases_next_due" ON "cases" USING btree ("commission","next_due_on","id");