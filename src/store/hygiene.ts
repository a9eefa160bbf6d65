import type { PoolClient } from 'pg'
import type { BantLetter, BuyingRole } from '#core/deal/event.ts'
import type { JsonObject } from '#core/json.ts'
import { ownerKey } from '#store/deal/filter.ts'
import { Statement } from '#store/person-list-sql.ts'

/** How many past stays of a stage, and words of theirs, tell what is usual: the last ones. */
const stayLimit = 1000
const wordLimit = 2000

/** How long (ms, ascending) the last stays of each stage lasted that ended; those passed at once are none. */
export async function pastStays(
  db: PoolClient,
  workspaceId: string,
  stages: readonly { pipeline: string; stage: string }[],
): Promise<Map<string, number[]>> {
  const { rows } = await db.query<{ pipeline: string; stage: string; lengths: number[] }>(
    `select s.pipeline, s.stage, array(
        select date_part('epoch', i.left_at - i.entered_at) * 1000 from (
          select left_at, entered_at from stage_interval
            where workspace_id = $1 and model = s.pipeline and stage = s.stage and subject_kind = 'deal'
              and superseded_at is null and left_at is not null and left_at > entered_at
            order by left_at desc limit ${stayLimit}) i
        order by 1) as lengths
       from json_to_recordset($2::json) as s (pipeline text, stage text)`,
    [workspaceId, JSON.stringify(stages)],
  )
  return new Map(rows.map(({ pipeline, stage, lengths }) => [stageKey(pipeline, stage), lengths]))
}

export function stageKey(pipeline: string, stage: string): string {
  return `${pipeline}/${stage}`
}

/** How long (ms, ascending) they were silent before their last words: from one word to the next in the same deal. */
export async function answeredGaps(db: PoolClient, workspaceId: string): Promise<number[]> {
  const { rows } = await db.query<{ gap: number }>(
    `select date_part('epoch', w.at - b.at) * 1000 as gap
       from (select deal_id, at from deal_event
              where workspace_id = $1 and kind = 'touched' and data ->> 'side' = 'theirs' and withdrawn_at is null
              order by at desc limit ${wordLimit}) w
         cross join lateral (select e.at from deal_event e
              where e.deal_id = w.deal_id and e.at < w.at and e.kind = 'touched' and e.data ->> 'side' = 'theirs'
                and e.withdrawn_at is null
              order by e.at desc limit 1) b
      order by 1`,
    [workspaceId],
  )
  return rows.map(({ gap }) => gap)
}

export interface HygieneScope {
  workspaceId: string
  /** ids */
  pipelines: readonly string[]
  /** as the filter of deals says it; null: everybody's */
  owner: string | null
  /** only this one */
  dealId?: string
}

/** An open deal, as much as tells what is wrong with it. Times in epoch ms, money in minor units. */
export interface InspectedRow {
  id: string
  pipeline: string
  stage: string
  stageSince: number
  openedAt: number
  theirsAt: number | null
  nextStepAt: number | null
  closeDate: string | null
  amountMinor: number | null
  currency: string | null
  baseMinor: number | null
  hasCompany: boolean
  people: number
  roles: readonly BuyingRole[]
  answered: readonly { letter: BantLetter; at: number }[]
}

/** Every open deal in scope. Rows come as arrays: there may be tens of thousands. */
export async function inspectedDeals(db: PoolClient, scope: HygieneScope): Promise<InspectedRow[]> {
  const statement = new Statement()
  const { bind } = statement
  const where = [
    `d.workspace_id = ${bind(scope.workspaceId, 'uuid')}`,
    `d.pipeline = any(${bind(scope.pipelines, 'text[]')})`,
    `d.status = 'open'`,
    'd.stage is not null',
  ]
  if (scope.owner !== null) where.push(`${ownerKey} = ${bind(scope.owner, 'text')}`)
  if (scope.dealId !== undefined) where.push(`d.id = ${bind(scope.dealId, 'uuid')}`)
  const epoch = (column: string) => `date_part('epoch', ${column}) * 1000`
  const { text, values } = statement.finish(
    `select d.id, d.pipeline, d.stage, ${epoch('d.stage_since')}, ${epoch('d.opened_at')}, ${epoch('d.theirs_at')},
       ${epoch('d.next_step_at')}, d.close_date::text, d.amount_minor::float8, d.currency, d.base_minor::float8,
       d.account_id is not null, coalesce(g.people, 0), g.roles,
       case when d.bant <> '{}' then
         (select string_agg(b.key || ':' || (b.value ->> 'at'), ' ') from jsonb_each(d.bant) b) end
     from deal d left join lateral (
       select count(*)::integer as people, string_agg(array_to_string(p.roles, ' '), ' ') as roles
         from deal_person p where p.deal_id = d.id) g on true
     where ${where.join(' and ')}`,
  )
  const { rows } = await db.query<RawRow>({ text, values, rowMode: 'array' })
  return rows.map(inspectedRow)
}

type RawRow = [
  string,
  string,
  string,
  number,
  number,
  number | null,
  number | null,
  string | null,
  number | null,
  string | null,
  number | null,
  boolean,
  number,
  string | null,
  string | null,
]

function inspectedRow(row: RawRow): InspectedRow {
  const [id, pipeline, stage, stageSince, openedAt, theirsAt, nextStepAt, closeDate, ...rest] = row
  const [amountMinor, currency, baseMinor, hasCompany, people, roles, answered] = rest
  return {
    id,
    pipeline,
    stage,
    stageSince,
    openedAt,
    theirsAt,
    nextStepAt,
    closeDate,
    amountMinor,
    currency,
    baseMinor,
    hasCompany,
    people,
    roles: roles === null ? [] : (roles.split(' ').filter((role) => role !== '') as BuyingRole[]),
    answered:
      answered === null
        ? []
        : answered.split(' ').map((one) => {
            const [letter, at] = one.split(':') as [BantLetter, string]
            return { letter, at: Number(at) }
          }),
  }
}

export interface ClockRow {
  what: string
  outcome: string | null
  person: string | null
}

/** What lists and reviews show of a deal. */
export interface ShownDeal {
  id: string
  revision: number
  name: string
  status: 'open' | 'won' | 'lost'
  stage: string | null
  outcome: string | null
  pipeline: string
  accountId: string | null
  accountName: string | null
  ownerId: string | null
  ownerName: string | null
  amountMinor: number | null
  currency: string | null
  baseMinor: number | null
  closeDate: string | null
  nextStepAt: Date | null
  stageSince: Date
  theirsAt: Date | null
  theirs: (JsonObject & ClockRow) | null
  theirsBy: string | null
  oursAt: Date | null
  ours: (JsonObject & ClockRow) | null
  oursBy: string | null
  people: number
}

/** Deals by id, as lists show them; those that are gone are left out. */
export async function shownDeals(
  db: PoolClient,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ShownDeal>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<ShownDeal>(
    `select d.id, d.revision, d.name, d.status, d.stage, d.outcome, d.pipeline, d.account_id as "accountId",
       a.name as "accountName", d.owner_id as "ownerId", coalesce(u.name, d.owner_name) as "ownerName",
       d.amount_minor::float8 as "amountMinor", d.currency, d.base_minor::float8 as "baseMinor",
       d.close_date::text as "closeDate", d.next_step_at as "nextStepAt", d.stage_since as "stageSince",
       d.theirs_at as "theirsAt", d.theirs, t.name as "theirsBy", d.ours_at as "oursAt", d.ours, o.name as "oursBy",
       (select count(*)::integer from deal_person p where p.deal_id = d.id) as people
     from deal d left join account a on a.id = d.account_id left join auth_user u on u.id = d.owner_id
       left join person t on t.workspace_id = d.workspace_id and t.id = nullif(d.theirs ->> 'person', '')::uuid
       left join person o on o.workspace_id = d.workspace_id and o.id = nullif(d.ours ->> 'person', '')::uuid
     where d.workspace_id = $1 and d.id = any($2)`,
    [workspaceId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export interface OwnerCount {
  key: string
  name: string | null
  count: number
}

/** Who owns open deals of these pipelines, the most first. */
export async function openOwners(
  db: PoolClient,
  workspaceId: string,
  pipelines: readonly string[],
): Promise<OwnerCount[]> {
  const { rows } = await db.query<OwnerCount>(
    `select o.key, coalesce(u.name, o.name) as name, o.count from (
       select ${ownerKey} as key, d.owner_id, max(d.owner_name) as name, count(*)::integer as count
         from deal d where d.workspace_id = $1 and d.pipeline = any($2) and d.status = 'open' group by 1, 2) o
       left join auth_user u on u.id = o.owner_id
      order by o.key = 'none', o.count desc, o.key limit 200`,
    [workspaceId, pipelines],
  )
  return rows
}
