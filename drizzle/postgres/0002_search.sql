-- Pairs of neighbouring characters and single ones, made by the program: pg_trgm scans for a word of two characters.
CREATE TABLE "search" (
	"n" bigint GENERATED ALWAYS AS IDENTITY,
	"commission" text NOT NULL,
	"id" text NOT NULL,
	"grams" text[] NOT NULL,
	CONSTRAINT "search_commission_id_pk" PRIMARY KEY("commission","id")
);
--> statement-breakpoint
CREATE INDEX "search_grams" ON "search" USING gin ("grams");
