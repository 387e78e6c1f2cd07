CREATE INDEX `audit_at` ON `audit` (`commission`,`at`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_kind` ON `audit` (`commission`,`kind`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_by` ON `audit` (`commission`, case when json_valid("body") then coalesce(json_extract("body", '$.by'), json_extract("body", '$.personId')) end, `seq`);
--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`commission`, case when json_valid("body") then coalesce(json_extract("body", '$.step'), json_extract("body", '$.event')) end, `seq`);
