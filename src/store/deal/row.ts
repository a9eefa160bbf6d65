import type { DealStatus } from '#core/deal/status.ts'
import type { JsonObject } from '#core/json.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** A deal as it is written: what its events fold to. Times in epoch ms, money in minor units. */
export interface DealWrite {
  id: string
  externalId: string | null
  name: string
  accountId: string | null
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  pass: number
  furthest: string | null
  reason: string | null
  openedAt: number
  stageSince: number
  closedAt: number | null
  theirsAt: number | null
  theirs: JsonObject | null
  oursAt: number | null
  ours: JsonObject | null
  ownerId: string | null
  ownerName: string | null
  team: string | null
  amountMinor: number | null
  currency: string | null
  closeDate: string | null
  source: string | null
  campaign: string | null
  renewalDate: string | null
  whyUs: string | null
  tags: string[]
  competitors: string[]
  links: { url: string; label: string }[]
  custom: JsonObject
  checks: JsonObject
  bant: JsonObject
  signed: JsonObject | null
  words: string
  /** blueprint version it was folded under */
  version: number
  importId: string | null
}

const columns = {
  id: 'uuid',
  external_id: 'text',
  name: 'text',
  account_id: 'uuid',
  pipeline: 'text',
  stage: 'text',
  outcome: 'text',
  status: 'text',
  pass: 'integer',
  furthest: 'text',
  reason: 'text',
  opened_at: 'timestamptz',
  stage_since: 'timestamptz',
  closed_at: 'timestamptz',
  theirs_at: 'timestamptz',
  theirs: 'jsonb',
  ours_at: 'timestamptz',
  ours: 'jsonb',
  owner_id: 'uuid',
  owner_name: 'text',
  team: 'text',
  amount_minor: 'bigint',
  currency: 'text',
  close_date: 'date',
  source: 'text',
  campaign: 'text',
  renewal_date: 'date',
  why_us: 'text',
  tags: 'text[]',
  competitors: 'text[]',
  links: 'jsonb',
  custom: 'jsonb',
  checks: 'jsonb',
  bant: 'jsonb',
  signed: 'jsonb',
  words: 'text',
  version: 'integer',
  import_id: 'uuid',
} as const

const names = Object.keys(columns) as (keyof typeof columns)[]
// an import id stays that of the import which made the deal
const written = names.filter((name) => name !== 'id' && name !== 'import_id' && name !== 'external_id')

/** Writes deals; a new one begins at revision 1, one that is there rises by one. */
export async function saveDeals(db: Db, workspaceId: string, deals: readonly DealWrite[], now: number): Promise<void> {
  if (deals.length === 0) return
  const shape = names.map((name) => `${name} ${columns[name]}`).join(', ')
  await db.query(
    `insert into deal (workspace_id, ${names.join(', ')}, revision, created_at, updated_at)
     select $1, ${names.join(', ')}, 1, $3, $3 from json_to_recordset($2::json) as r (${shape})
     on conflict (id) do update set ${written.map((name) => `${name} = excluded.${name}`).join(', ')},
       external_id = coalesce(deal.external_id, excluded.external_id),
       revision = deal.revision + 1, updated_at = excluded.updated_at
       where deal.workspace_id = $1`,
    [workspaceId, JSON.stringify(deals.map(asRow)), isoTime(now)],
  )
}

function asRow(deal: DealWrite): object {
  return {
    id: deal.id,
    external_id: deal.externalId,
    name: deal.name,
    account_id: deal.accountId,
    pipeline: deal.pipeline,
    stage: deal.stage,
    outcome: deal.outcome,
    status: deal.status,
    pass: deal.pass,
    furthest: deal.furthest,
    reason: deal.reason,
    opened_at: isoTime(deal.openedAt),
    stage_since: isoTime(deal.stageSince),
    closed_at: isoTime(deal.closedAt),
    theirs_at: isoTime(deal.theirsAt),
    theirs: deal.theirs,
    ours_at: isoTime(deal.oursAt),
    ours: deal.ours,
    owner_id: deal.ownerId,
    owner_name: deal.ownerName,
    team: deal.team,
    amount_minor: deal.amountMinor,
    currency: deal.currency,
    close_date: deal.closeDate,
    source: deal.source,
    campaign: deal.campaign,
    renewal_date: deal.renewalDate,
    why_us: deal.whyUs,
    tags: deal.tags,
    competitors: deal.competitors,
    links: deal.links,
    custom: deal.custom,
    checks: deal.checks,
    bant: deal.bant,
    signed: deal.signed,
    words: deal.words,
    version: deal.version,
    import_id: deal.importId,
  }
}

export interface MemberWrite {
  dealId: string
  personId: string
  roles: string[]
  stance: string
  note: string | null
  since: number
}

/** The buying groups of deals, as a whole. */
export async function saveDealPeople(
  db: Db,
  workspaceId: string,
  dealIds: readonly string[],
  members: readonly MemberWrite[],
): Promise<void> {
  await db.query('delete from deal_person where workspace_id = $1 and deal_id = any($2)', [workspaceId, dealIds])
  if (members.length === 0) return
  await db.query(
    `insert into deal_person (workspace_id, deal_id, person_id, roles, stance, note, since)
     select $1, deal_id, person_id, roles, stance, note, since
       from json_to_recordset($2::json) as r (deal_id uuid, person_id uuid, roles text[], stance text, note text,
         since timestamptz)`,
    [
      workspaceId,
      JSON.stringify(
        members.map((member) => ({
          deal_id: member.dealId,
          person_id: member.personId,
          roles: member.roles,
          stance: member.stance,
          note: member.note,
          since: isoTime(member.since),
        })),
      ),
    ],
  )
}

/** What deals sell, as a whole. */
export async function saveDealProducts(
  db: Db,
  workspaceId: string,
  dealIds: readonly string[],
  lines: readonly { dealId: string; productId: string; quantity: number; priceMinor: number | null }[],
): Promise<void> {
  await db.query('delete from deal_product where workspace_id = $1 and deal_id = any($2)', [workspaceId, dealIds])
  if (lines.length === 0) return
  await db.query(
    `insert into deal_product (workspace_id, deal_id, product_id, quantity, price_minor)
     select $1, r.deal_id, r.product_id, r.quantity, r.price_minor
       from json_to_recordset($2::json) as r (deal_id uuid, product_id uuid, quantity numeric, price_minor bigint)
       join product p on p.id = r.product_id and p.workspace_id = $1
     on conflict do nothing`,
    [
      workspaceId,
      JSON.stringify(
        lines.map(({ dealId, productId, quantity, priceMinor }) => ({
          deal_id: dealId,
          product_id: productId,
          quantity,
          price_minor: priceMinor,
        })),
      ),
    ],
  )
}
