CREATE TABLE "read_marks" (
	"commission" text NOT NULL,
	"person_id" text NOT NULL,
	"attachment_id" text NOT NULL,
	"pages" jsonb NOT NULL,
	"marked_at" text NOT NULL,
	CONSTRAINT "read_marks_commission_person_id_attachment_id_pk" PRIMARY KEY("commission","person_id","attachment_id")
);
--> statement-breakpoint
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_commission_person_id_people_commission_id_fk" FOREIGN KEY ("commission","person_id") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_commission_attachment_id_attachments_commission_id_fk" FOREIGN KEY ("commission","attachment_id") REFERENCES "public"."attachments"("commission","id") ON DELETE no action ON UPDATE no action;