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
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_commission_post_id_posts_commission_id_fk" FOREIGN KEY ("commission","post_id") REFERENCES "public"."posts"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "feeds_token" ON "feeds" USING btree ("commission","token_hash");--> statement-breakpoint
CREATE INDEX "feeds_person" ON "feeds" USING btree ("commission","person_id");