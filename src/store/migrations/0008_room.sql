-- An interval is written when a stage is entered and once more when it is left: with room on its page the second writing
-- touches no index.
alter table stage_interval set (fillfactor = 75);
