-- Who rewrites person_fold rewrites person_list in the same statement (store/person-fold.ts): a trigger for each row cost
-- the flow as much as the row itself. Inserting and deleting stay with their triggers, once a statement.
drop trigger person_list_update on person_fold;
drop function person_list_update();
