import type { Db } from '#store/rows.ts'

// Amounts in the workspace's currency: by the rate of the day a deal (or a pass) closed, else the newest; null where no rate is
// known. Rounded half away from zero to the workspace's minor unit.

/** SQL of the amount of `row` in the currency of the workspace `w` by the rate `f`; `digits`: parameter of minor digits by currency. */
export function inBaseSql(row: string, digits: string): string {
  const digitsOf = (code: string) => `coalesce((${digits}::jsonb ->> ${code})::integer, 2)`
  return `case when ${row}.currency = w.currency or ${row}.amount_minor = 0 then ${row}.amount_minor
    else round(${row}.amount_minor::numeric * f.rate
      * power(10::numeric, ${digitsOf('w.currency')} - ${digitsOf(`${row}.currency`)}))::bigint end`
}

/** SQL that joins the rate `f` for `row` of the workspace `w`. */
export function rateSql(row: string): string {
  return `left join lateral (
    select rate from currency_rate known where known.workspace_id = w.workspace_id and known.currency = ${row}.currency
      and (${row}.closed_at is null or known.day <= (${row}.closed_at at time zone w.zone)::date)
    order by known.day desc limit 1) f on ${row}.currency <> w.currency`
}

/** Converts the amounts of deals (all when `dealIds` is null). `digits`: minor digits by currency (2 where it does not say). */
export async function convertDeals(
  db: Db,
  workspaceId: string,
  dealIds: readonly string[] | null,
  digits: Readonly<Record<string, number>>,
): Promise<void> {
  await db.query(
    `update deal d set base_minor = c.base from (
       select d.id, ${inBaseSql('d', '$3')} as base
         from deal d join workspace w on w.workspace_id = d.workspace_id ${rateSql('d')}
        where d.workspace_id = $1 and ($2::uuid[] is null or d.id = any($2))) c
     where d.id = c.id and d.base_minor is distinct from c.base`,
    [workspaceId, dealIds, JSON.stringify(digits)],
  )
}

/** Converts everything of a workspace again, deals and passes: after a change of its rates, its currency or its zone. */
export async function convertAll(db: Db, workspaceId: string, digits: Readonly<Record<string, number>>): Promise<void> {
  await convertDeals(db, workspaceId, null, digits)
  await db.query(
    `update deal_pass p set base_minor = c.base from (
       select p.deal_id, p.pipeline, p.pass, ${inBaseSql('p', '$2')} as base
         from deal_pass p join workspace w on w.workspace_id = p.workspace_id ${rateSql('p')}
        where p.workspace_id = $1) c
     where p.deal_id = c.deal_id and p.pipeline = c.pipeline and p.pass = c.pass and p.base_minor is distinct from c.base`,
    [workspaceId, JSON.stringify(digits)],
  )
}
