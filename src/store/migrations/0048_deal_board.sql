-- What the board and the forecast read of open deals, without looking at the wide rows: count and sums of each stage, and
-- the first cards of each by their close date (store/deal/board.ts).
create index deal_open_close on deal (workspace_id, pipeline, stage, coalesce(close_date, 'infinity'::date), id)
  include (close_date, currency, amount_minor, base_minor, next_step_at) where status = 'open';
-- What was won and lost lately.
create index deal_over_since on deal (workspace_id, pipeline, stage_since desc, id desc) where status <> 'open';
