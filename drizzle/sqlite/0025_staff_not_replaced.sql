CREATE TRIGGER `posts_not_replaced` BEFORE INSERT ON `posts` WHEN EXISTS (SELECT 1 FROM posts o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM posts o WHERE o.commission = NEW.commission AND o.id = NEW.id) BEGIN SELECT RAISE(ABORT, '职务只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `clearances_not_replaced` BEFORE INSERT ON `clearances` WHEN EXISTS (SELECT 1 FROM clearances o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM clearances o WHERE o.commission = NEW.commission AND o.person_id = NEW.person_id AND o.grant_id = NEW.grant_id) BEGIN SELECT RAISE(ABORT, '涉密等级只增不删'); END;
--> statement-breakpoint
CREATE TRIGGER `interests_not_replaced` BEFORE INSERT ON `interests` WHEN EXISTS (SELECT 1 FROM interests o WHERE o.rowid = NEW.rowid) OR EXISTS (SELECT 1 FROM interests o WHERE o.commission = NEW.commission AND o.id = NEW.id) BEGIN SELECT RAISE(ABORT, '利害关系只增不删'); END;
