ALTER TABLE "case_faces" ADD COLUMN "name_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "name_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "case_faces_name_key" ON "case_faces" USING btree ("commission","side","name_key","id");--> statement-breakpoint
CREATE INDEX "cases_name_key" ON "cases" USING btree ("commission","name_key","id");