ALTER TABLE `cases` ADD `log` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
UPDATE `cases` SET `log` = (SELECT json_group_array(json_array(e.step, e.from_stage, e.to_stage, e.taken_by, e.role, e.body_id, e.zone_id, e.taken_on, e.written_on, e.at) ORDER BY e.version) FROM `case_entries` e WHERE e.commission = `cases`.commission AND e.case_id = `cases`.id);
