-- What readers of a version are told it is, in their language; content_asset.about is for the team.
alter table content_version add column about text not null default '';
