import type { DealPass } from '#core/deal/pass.ts'
import type { JsonObject } from '#core/json.ts'
import { inBaseSql, rateSql } from '#store/deal/base.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** A pass as it is written, with what its deal is counted by. Times in epoch ms, money in minor units. */
export interface PassWrite extends DealPass {
  dealId: string
  /** id:… of a colleague, else name:… */
  owner: string | null
  team: string | null
  amountMinor: number | null
  currency: string | null
  source: string | null
  campaign: string | null
  accountId: string | null
  custom: JsonObject
}

const columns = {
  deal_id: 'uuid',
  pipeline: 'text',
  pass: 'integer',
  result: 'text',
  opened_at: 'timestamptz',
  qualified_at: 'timestamptz',
  closed_at: 'timestamptz',
  amount_minor: 'bigint',
  currency: 'text',
  owner: 'text',
  team: 'text',
  source: 'text',
  campaign: 'text',
  account_id: 'uuid',
  stage: 'text',
  outcome: 'text',
  reason: 'text',
  custom: 'jsonb',
  imputed: 'integer',
  ...Object.fromEntries(Array.from({ length: 12 }, (_, k) => [`s${k + 1}`, 'timestamptz'])),
}

const names = Object.keys(columns)
const written = [...names.filter((name) => !['deal_id', 'pipeline', 'pass'].includes(name)), 'base_minor', 'products']
const list = (alias: string) => written.map((name) => `${alias}.${name}`).join(', ')

/**
 * The passes of these deals as a whole, after their products: those that are no more vanish, those that did not change are
 * left alone. Amounts are brought into the workspace's currency (`digits`: minor digits by currency, 2 where it does not say).
 */
export async function saveDealPasses(
  db: Db,
  workspaceId: string,
  dealIds: readonly string[],
  passes: readonly PassWrite[],
  digits: Readonly<Record<string, number>>,
): Promise<void> {
  if (dealIds.length === 0) return
  const shape = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  await db.query(
    `with r as materialized (select * from json_to_recordset($2::json) as r (${shape.join(', ')})),
     gone as (delete from deal_pass p where p.workspace_id = $1 and p.deal_id = any($3)
       and not exists (select from r where r.deal_id = p.deal_id and r.pipeline = p.pipeline and r.pass = p.pass))
     insert into deal_pass as p (workspace_id, ${names.join(', ')}, base_minor, products)
     select $1, ${names.map((name) => `r.${name}`).join(', ')}, ${inBaseSql('r', '$4')},
       array(select dp.product_id from deal_product dp where dp.deal_id = r.deal_id order by 1)
       from r join workspace w on w.workspace_id = $1 ${rateSql('r')}
     on conflict (deal_id, pipeline, pass) do update set ${written.map((name) => `${name} = excluded.${name}`).join(', ')}
       where p.workspace_id = $1 and (${list('p')}) is distinct from (${list('excluded')})`,
    [workspaceId, JSON.stringify(passes.map(asRow)), dealIds, JSON.stringify(digits)],
  )
}

function asRow(pass: PassWrite): object {
  return {
    deal_id: pass.dealId,
    pipeline: pass.pipeline,
    pass: pass.pass,
    result: pass.result,
    opened_at: isoTime(pass.openedAt),
    qualified_at: isoTime(pass.qualifiedAt),
    closed_at: isoTime(pass.closedAt),
    amount_minor: pass.amountMinor,
    currency: pass.currency,
    owner: pass.owner,
    team: pass.team,
    source: pass.source,
    campaign: pass.campaign,
    account_id: pass.accountId,
    stage: pass.stage,
    outcome: pass.outcome,
    reason: pass.reason,
    custom: pass.custom,
    imputed: pass.imputed,
    ...Object.fromEntries(pass.at.map((at, k) => [`s${k + 1}`, isoTime(at)])),
  }
}
