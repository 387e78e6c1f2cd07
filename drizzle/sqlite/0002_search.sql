-- Pairs of neighbouring characters and single ones, made by the program, as the words of an index: SQLite's own
-- trigrams never find a Chinese word of two characters. The numbers in search_keys survive a VACUUM, rowids of cases do not.
CREATE TABLE `search_keys` (
	`n` integer PRIMARY KEY,
	`commission` text NOT NULL,
	`id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_keys_case` ON `search_keys` (`commission`,`id`);
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(grams, detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Cn'");
--> statement-breakpoint
INSERT INTO search(search, rank) VALUES ('secure-delete', 1);
