-- Rules by which a workspace recognises channels before our lists do. Each change is a version; the greatest is in force.
-- An event that a rule decided names version and place (event.props channelRule), so none is ever rewritten.
create table channel_rules (
  workspace_id uuid not null references workspace on delete cascade,
  version integer not null,
  -- [{when: {test: [pattern …]}, channel}], in the order in which they are asked (core/channel-rule/rule.ts)
  rules jsonb not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (workspace_id, version)
);
