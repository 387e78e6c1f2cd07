CREATE TABLE "feeds" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"post_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" text NOT NULL,
	CONSTRAINT "feeds_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
ALTER TABLE "case_faces" ADD COLUMN "next_due_on" text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_faces" ADD COLUMN "deadlines" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "next_due_on" text DEFAULT '9999-12-31' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "deadlines" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_commission_post_id_posts_commission_id_fk" FOREIGN KEY ("commission","post_id") REFERENCES "public"."posts"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "feeds_token" ON "feeds" USING btree ("commission","token_hash");--> statement-breakpoint
CREATE INDEX "feeds_person" ON "feeds" USING btree ("commission","person_id");--> statement-breakpoint
CREATE INDEX "case_faces_next_due" ON "case_faces" USING btree ("commission","side","next_due_on","id");--> statement-breakpoint
CREATE INDEX "cases_next_due" ON "cases" USING btree ("commission","next_due_on","id");