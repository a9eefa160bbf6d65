import type { Pool } from 'pg'

const stages = ['contact', 'qualification', 'meeting', 'proposal', 'close']

/**
 * Makes deals of the sales pipeline as a workspace of that size would hold them, by SQL: three years of them until `now`
 * (epoch ms), a tenth still open, 2,000 companies, 25 owners in five teams, four currencies (three with rates, the workspace's
 * is USD), products; row, stays, reach and pass of each, skipped stages among them. The same every time but for ids.
 */
export async function fillDeals(
  pool: Pool,
  workspaceId: string,
  { deals, now }: { deals: number; now: number },
): Promise<void> {
  const db = await pool.connect()
  const moment = `timestamptz '${new Date(now).toISOString()}'`
  try {
    await db.query(`set synchronous_commit = off; set work_mem = '128MB'; select setseed(0.42)`)
    await db.query(
      `insert into account (workspace_id, id, name, domain, facts)
       select $1, gen_random_uuid(), 'Company ' || i, 'company' || i || '.test',
         jsonb_build_object('industry', (array['logistics', 'retail', 'finance', 'health', 'software'])[1 + i % 5])
       from generate_series(1, 2000) i`,
      [workspaceId],
    )
    await db.query(
      `insert into product (workspace_id, id, name, created_at)
       select $1, gen_random_uuid(), 'Product ' || i, now() from generate_series(1, 8) i`,
      [workspaceId],
    )
    await db.query(
      `insert into currency_rate (workspace_id, currency, day, rate)
       select $1, c, date '2020-01-01', r from (values ('EUR', 1.1), ('JPY', 0.0071), ('KRW', 0.00072)) as v(c, r)`,
      [workspaceId],
    )
    // one row a deal: how far it gets (1 … 5), when it enters each stage, how it ends
    await db.query(
      `create temporary table walk as
       select gen_random_uuid() as id, n, 1 + n % 25 as owner, is_open, far, not is_open and far = 5 as won,
         opened, opened + g1 as e2, case when skips then null else opened + g1 + g2 end as e3, opened + g1 + g2 + g3 as e4,
         opened + g1 + g2 + g3 + g4 as e5, last_gap,
         (array['USD', 'USD', 'USD', 'EUR', 'JPY', 'KRW', 'CHF'])[1 + (n * 7919) % 7] as currency,
         (500 + 9000 * amount * amount)::bigint * 100 as amount
       from (
         select n, is_open, random() < 0.1 as skips, random() as amount,
           case when is_open then 1 + floor(random() * 4)::int else 1 + (d < .8)::int + (d < .62)::int + (d < .5)::int + (d < .38)::int end as far,
           case when is_open then ${moment} - interval '1 day' * (5 + random() * 60)
             else ${moment} - interval '1 day' * (150 + random() * 950) end as opened,
           (-ln(1 - random()) * 8 + 0.1) * interval '1 day' as g1, (-ln(1 - random()) * 9 + 0.1) * interval '1 day' as g2,
           (-ln(1 - random()) * 10 + 0.1) * interval '1 day' as g3, (-ln(1 - random()) * 12 + 0.1) * interval '1 day' as g4,
           (-ln(1 - random()) * 9 + 0.1) * interval '1 day' as last_gap
         from (select n, n % 10 = 0 as is_open, random() as d from generate_series(1, $1::int) n) a) b`,
      [deals],
    )
    // what is open has not got past today; an open deal stands where it had come by then
    await db.query(
      `update walk set far = 1 + (e2 < ${moment})::int + (e2 < ${moment} and coalesce(e3, e4) < ${moment})::int
         + (coalesce(e3, e4) < ${moment} and e4 < ${moment})::int where is_open;
       update walk set e3 = coalesce(e3, e4) where is_open;
       update walk set e2 = case when far >= 2 then e2 end, e3 = case when far >= 3 then e3 end,
         e4 = case when far >= 4 then e4 end, e5 = case when far >= 5 then e5 end;
       alter table walk add closed timestamptz, add stage_since timestamptz;
       update walk set closed = case when won then e5 when not is_open then coalesce(e4, e3, e2, opened) + last_gap end;
       update walk set stage_since = coalesce(closed, e4, e3, e2, opened);
       analyze walk`,
    )
    await db.query(
      `insert into deal (workspace_id, id, name, account_id, pipeline, stage, outcome, status, pass, furthest, reason, opened_at,
         stage_since, closed_at, theirs_at, ours_at, owner_id, owner_name, team, amount_minor, currency, base_minor, close_date,
         source, tags, custom, next_step_at, words, revision, created_at, updated_at)
       select $1, w.id, 'Deal ' || n, a.id, 'sales_pipeline', case when is_open or won then ($2::text[])[far] end,
         case when not is_open and not won then 'lost' end, case when is_open then 'open' when won then 'won' else 'lost' end,
         1, ($2::text[])[far], case when not is_open then 'price' end, opened, stage_since, closed,
         case when n % 3 > 0 then stage_since - interval '1 day' end, stage_since,
         ('00000000-0000-7000-8000-' || lpad(owner::text, 12, '0'))::uuid, 'Owner ' || owner, 'Team ' || owner % 5,
         case when n % 20 > 0 then amount end, case when n % 20 > 0 then currency end,
         case when n % 20 = 0 then null else round(case currency when 'USD' then amount when 'EUR' then amount * 1.1 when 'JPY' then amount * 0.71
           when 'KRW' then amount * 0.072 end) end,
         (coalesce(closed, ${moment} + interval '1 day' * (n % 150 - 15)))::date,
         (array['search', 'event', 'partner', 'outbound', null])[1 + n % 5], case when n % 4 = 0 then array['priority'] else '{}' end,
         jsonb_build_object('tier', (array['gold', 'silver', 'bronze'])[1 + n % 3]),
         case when is_open and n % 40 > 0 then ${moment} + interval '1 day' * (n % 9) end, 'deal ' || n || ' company ' || a.i || ' owner ' || owner,
         1, opened, stage_since
       from walk w join (select id, row_number() over (order by name) - 1 as i from account where workspace_id = $1) a on a.i = w.n % 2000`,
      [workspaceId, stages],
    )
    await db.query(
      `insert into deal_product (workspace_id, deal_id, product_id)
       select $1, w.id, p.id from walk w
         join (select id, row_number() over (order by name) - 1 as i from product where workspace_id = $1) p on p.i = w.n % 8`,
      [workspaceId],
    )
    await db.query(
      `insert into reach (workspace_id, model, subject_id, pass, subject_kind, channel, imputed, outcome, outcome_at, s1, s2, s3, s4, s5)
       select $1, 'sales_pipeline', id, 1, 'deal', null, case when e3 is null and e4 is not null then 4 else 0 end,
         case when not is_open and not won then 'lost' end, case when not is_open and not won then closed end,
         opened, e2, coalesce(e3, e4), e4, e5 from walk`,
      [workspaceId],
    )
    await db.query(
      `insert into deal_pass (workspace_id, deal_id, pass, imputed, opened_at, qualified_at, closed_at, amount_minor, base_minor,
         result, pipeline, owner, team, currency, source, account_id, stage, outcome, reason, custom, products, s1, s2, s3, s4, s5)
       select $1, d.id, 1, r.imputed, d.opened_at, s2, d.closed_at, d.amount_minor, d.base_minor, d.status, d.pipeline,
         'id:' || d.owner_id, d.team, d.currency, d.source, d.account_id, case when d.status = 'open' then d.stage end, d.outcome,
         d.reason, d.custom, array(select product_id from deal_product where deal_id = d.id), s1, s2, s3, s4, s5
       from walk w join deal d on d.id = w.id join reach r on r.workspace_id = d.workspace_id and r.subject_id = d.id`,
      [workspaceId],
    )
    for (const [k, stage] of stages.entries()) {
      const entered = k === 0 ? 'opened' : `e${k + 1}`
      const next =
        k === 4
          ? 'null'
          : `coalesce(${[2, 3, 4, 5]
              .filter((j) => j > k + 1)
              .map((j) => `e${j}`)
              .join(', ')}, case when not won then closed end)`
      await db.query(
        `insert into stage_interval (workspace_id, id, model, subject_kind, subject_id, pass, stage, visit, entered_at, left_at,
           left_to, cause, version, recorded_at)
         select $1, gen_random_uuid(), 'sales_pipeline', 'deal', id, 1, $2, 1, ${entered}, ${next},
           case when ${next} is null then null when far = ${k + 1} then 'lost' else ($3::text[])[${k + 2} + case when ${k} = 1 and e3 is null then 1 else 0 end] end,
           '{"kind": "by_hand"}', 1, ${entered}
         from walk where ${entered} is not null`,
        [workspaceId, stage, stages],
      )
    }
    await db.query('drop table walk')
    await db.query('vacuum analyze')
    // what the filling has left to write would be written while answers are timed
    await db.query('checkpoint')
  } finally {
    db.release(true)
  }
}
