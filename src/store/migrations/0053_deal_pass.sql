-- One row a pass of a deal through a pipeline: what became of it, and by what it is counted. Written from the deal's events
-- with its row and its reach (core/deal/pass.ts, actions/deal/write.ts), so that no question works it out again.
create table deal_pass (
  workspace_id uuid not null references workspace on delete cascade,
  deal_id uuid not null references deal on delete cascade,
  pass integer not null,
  -- bit k set: s(k+1) has no evidence of its own
  imputed integer not null default 0,
  -- first evidence of any stage, of the one that qualifies or a later one; won or lost
  opened_at timestamptz,
  qualified_at timestamptz,
  closed_at timestamptz,
  amount_minor bigint,
  -- in the workspace's currency, by the rate of the day this pass closed, else the newest; null: no amount, or no rate
  base_minor bigint,
  -- moved: it goes on in another pipeline
  result text not null check (result in ('open', 'won', 'lost', 'moved')),
  pipeline text not null,
  -- id:… of a colleague, else name:…; both of the deal as it is now, as all that follows
  owner text,
  team text,
  currency text,
  source text,
  campaign text,
  -- no foreign key: what is gone is in no join
  account_id uuid,
  -- where it stands; null unless open
  stage text,
  outcome text,
  reason text,
  custom jsonb not null default '{}',
  -- what is sold, in order of their ids
  products uuid[] not null default '{}',
  -- from opening to the end; from qualifying to the end in whole days, rounded up
  days float8 generated always as (date_part('epoch', closed_at - opened_at) / 86400) stored,
  lag_days integer generated always as (ceil(date_part('epoch', closed_at - qualified_at) / 86400)::integer) stored,
  s1 timestamptz, s2 timestamptz, s3 timestamptz, s4 timestamptz,
  s5 timestamptz, s6 timestamptz, s7 timestamptz, s8 timestamptz,
  s9 timestamptz, s10 timestamptz, s11 timestamptz, s12 timestamptz,
  primary key (deal_id, pipeline, pass)
);

-- Nothing is grouped by these themselves, only by how they lie to something else: unless told, the planner expects a group a
-- row and sorts them all (as reach, 0003).
do $$
declare
  name text;
begin
  foreach name in array array['opened_at', 'qualified_at', 'closed_at', 'amount_minor', 'base_minor', 'days',
    's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11', 's12'] loop
    execute format('alter table deal_pass alter column %I set (n_distinct = 1)', name);
  end loop;
end $$;

-- Those of the deals that are there, from their rows, stays and reach, by the pipelines of the blueprint in force: what the
-- code would write, said once in SQL, so that no workspace waits for a new fold of all its deals.
insert into deal_pass (workspace_id, deal_id, pass, imputed, opened_at, qualified_at, closed_at, amount_minor, base_minor, result,
  pipeline, owner, team, currency, source, campaign, account_id, stage, outcome, reason, custom, products,
  s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12)
with model as (
  select b.workspace_id, m ->> 'id' as id, m -> 'stages' as stages, m -> 'outcomes' as outcomes
    from (select distinct on (workspace_id) workspace_id, document from blueprint_version
           order by workspace_id, version desc) b
      cross join jsonb_array_elements(b.document -> 'models') m
   where m ->> 'subject' = 'deal'),
shape as (
  select model.workspace_id, model.id,
    array(select s ->> 'id' from jsonb_array_elements(stages) with ordinality as t(s, nth) order by nth) as stages,
    -- places from 1
    coalesce((select min(nth)::integer from jsonb_array_elements(stages) with ordinality as t(s, nth)
      where s ->> 'lifecycle' in ('mql', 'sql')), 1) as qualified,
    coalesce((select min(nth)::integer from jsonb_array_elements(stages) with ordinality as t(s, nth)
        where s ->> 'won' = 'true'),
      case when not exists (select from jsonb_array_elements(outcomes) o where o ->> 'won' = 'true' or o ->> 'id' = 'won')
        then (select min(nth)::integer from jsonb_array_elements(stages) with ordinality as t(s, nth)
          where s ->> 'id' = 'close') end) as win,
    array(select o ->> 'id' from jsonb_array_elements(outcomes) o where o ->> 'won' = 'true'
      or (o ->> 'id' = 'won' and not exists (select from jsonb_array_elements(outcomes) any_o where any_o ->> 'won' = 'true'))
    ) as wins
  from model)
select r.workspace_id, r.subject_id, r.pass, r.imputed, least(s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12),
  (select min(t) from unnest(at.times[m.qualified:12]) t), c.closed_at, d.amount_minor,
  case when d.currency = w.currency or d.amount_minor = 0 then d.amount_minor
    else round(d.amount_minor::numeric * f.rate * power(10::numeric, coalesce((digits.of ->> w.currency)::integer, 2)
      - coalesce((digits.of ->> d.currency)::integer, 2)))::bigint end,
  case when won.at is not null then 'won' when here.is_open then 'open' when r.outcome is not null or here.is then 'lost'
    else 'moved' end,
  r.model, coalesce('id:' || d.owner_id, 'name:' || nullif(d.owner_name, '')), d.team, d.currency, d.source, d.campaign,
  d.account_id, case when here.is_open then d.stage end, r.outcome, case when here.is then d.reason else last.left_reason end,
  d.custom, array(select dp.product_id from deal_product dp where dp.deal_id = d.id order by 1), s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12
from reach r
  join shape m on m.workspace_id = r.workspace_id and m.id = r.model
  join deal d on d.id = r.subject_id and d.workspace_id = r.workspace_id
  join workspace w on w.workspace_id = r.workspace_id
  cross join (select '{"BHD":3,"BIF":0,"CLF":4,"CLP":0,"DJF":0,"GNF":0,"IQD":3,"ISK":0,"JOD":3,"JPY":0,"KMF":0,"KRW":0,"KWD":3,
    "LYD":3,"OMR":3,"PYG":0,"RWF":0,"TND":3,"UGX":0,"UYI":0,"UYW":4,"VND":0,"VUV":0,"XAF":0,"XOF":0,"XPF":0}'::jsonb as of) digits
  cross join lateral (select array[s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12] as times) at
  cross join lateral (select h.is, h.is and d.status = 'open' as is_open
    from (select d.pipeline = r.model and d.pass = r.pass as is) h) here
  left join lateral (select i.stage, i.left_reason from stage_interval i
    where i.subject_id = r.subject_id and i.model = r.model and i.pass = r.pass and i.superseded_at is null
    order by i.entered_at desc, i.left_at desc limit 1) last on true
  cross join lateral (select case
    when here.is and d.status = 'won' then d.closed_at
    when here.is_open then null
    when r.outcome = any(m.wins) then r.outcome_at
    when array_position(m.stages, last.stage) >= m.win then (select min(t) from unnest(at.times[m.win:12]) t) end as at) won
  cross join lateral (select case when won.at is not null then won.at when here.is_open then null
    when r.outcome is not null then r.outcome_at when here.is then d.closed_at end as closed_at) c
  left join lateral (select rate from currency_rate known where known.workspace_id = r.workspace_id and known.currency = d.currency
    and (c.closed_at is null or known.day <= (c.closed_at at time zone w.zone)::date)
    order by known.day desc limit 1) f on d.currency <> w.currency
where r.subject_kind = 'deal';

-- Lengths and lags of the won are asked of every question, and of the index alone.
create index deal_pass_won on deal_pass (workspace_id, pipeline, closed_at) include (days, lag_days) where result = 'won';
