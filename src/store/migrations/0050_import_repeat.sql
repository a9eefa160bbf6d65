-- Rows that an import found known already: another import had brought them. Undoing that one takes them away, though this
-- one states them too; the look before an undoing tells it.
create table import_repeat (
  workspace_id uuid not null references workspace on delete cascade,
  import_id uuid not null references import on delete cascade,
  message_id text not null,
  primary key (import_id, message_id)
);
create index import_repeat_message on import_repeat (workspace_id, message_id);
