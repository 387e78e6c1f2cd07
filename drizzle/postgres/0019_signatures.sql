CREATE TABLE "signatures" (
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"operation_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"case_id" text NOT NULL,
	"form" text NOT NULL,
	"key" text NOT NULL,
	"hash" text NOT NULL,
	"content" text NOT NULL,
	"kind" text NOT NULL,
	"capacity" text NOT NULL,
	"version" integer NOT NULL,
	"signed_by" text NOT NULL,
	"role" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "signatures_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE TABLE "signed_texts" (
	"commission" text NOT NULL,
	"case_id" text NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "signed_texts_commission_case_id_hash_pk" PRIMARY KEY("commission","case_id","hash")
);
--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_commission_case_id_hash_signed_texts_commission_case_id_hash_fk" FOREIGN KEY ("commission","case_id","hash") REFERENCES "public"."signed_texts"("commission","case_id","hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_commission_signed_by_people_commission_id_fk" FOREIGN KEY ("commission","signed_by") REFERENCES "public"."people"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signed_texts" ADD CONSTRAINT "signed_texts_commission_case_id_cases_commission_id_fk" FOREIGN KEY ("commission","case_id") REFERENCES "public"."cases"("commission","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "signatures_operation" ON "signatures" USING btree ("commission","signed_by","operation_key");--> statement-breakpoint
CREATE UNIQUE INDEX "signatures_once" ON "signatures" USING btree ("commission","case_id","hash","signed_by","kind");--> statement-breakpoint
CREATE TRIGGER signatures_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON signatures FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('签名');
--> statement-breakpoint
CREATE TRIGGER signed_texts_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON signed_texts FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows('签署时的内容');
