import { erasureTables, type ErasedThing, type TableTreatment } from '#store/erasure-tables.ts'
import { isoTime, type Db } from '#store/rows.ts'

/** By what the rows of somebody are found. */
export interface Whom {
  ids: string[]
  /** addresses as keys are kept: lower case */
  mails: string[]
  cookies: string[]
  users: string[]
  /** all of these as `a:…`, `u:…`, `e:…` */
  keys: string[]
}

/** Whom the conditions of `erasureTables` are about, as columns; takes the parameters from 1 to 7. */
export const whomColumns = `$1::uuid as ws, $2::uuid[] as ids, $2::uuid[]::text[] as names, $3::text[] as mails,
  $4::text[] as cookies, $5::text[] as users, $6::text[] as keys, $7::uuid[] as deals`

const whomSql = `whom as (select ${whomColumns})`

export function whomValues(
  workspaceId: string,
  { ids, mails, cookies, users, keys }: Whom,
  deals: readonly string[] = [],
): unknown[] {
  return [workspaceId, ids, mails, cookies, users, keys, deals]
}

/** In their order, of the tables that this database has. */
export async function treatments(db: Db): Promise<[string, TableTreatment][]> {
  const { rows } = await db.query<{ table: string }>(
    `select relname as table from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`,
  )
  const there = new Set(rows.map(({ table }) => table))
  return Object.entries(erasureTables).filter(([table]) => there.has(table))
}

/** What went, by what it was, and which rows lost them and stay: ids by table. */
export interface Gone {
  counts: Map<ErasedThing, number>
  cleared: Map<string, string[]>
}

/** Deletes what is theirs, table by table, and clears what stays without them; `before`: what comes first for a table. */
export async function deleteTheirs(
  db: Db,
  workspaceId: string,
  whom: Whom,
  before: Readonly<Record<string, () => Promise<unknown>>> = {},
): Promise<Gone> {
  const counts = new Map<ErasedThing, number>()
  const cleared = new Map<string, string[]>()
  const note = (thing: ErasedThing | undefined, count: number | null) => {
    if (thing !== undefined && count) counts.set(thing, (counts.get(thing) ?? 0) + count)
  }
  const given = whomValues(workspaceId, whom)
  // others that were merged into them go with them; no pointer may hold a row
  await db.query('update person set merged_into = null where workspace_id = $1 and id = any($2)', [
    workspaceId,
    whom.ids,
  ])
  for (const [table, treatment] of await treatments(db)) {
    await before[table]?.()
    if (treatment.theirs !== undefined) {
      const { rowCount } = await db.query(
        `with ${whomSql} delete from ${table} t using whom w where t.workspace_id = w.ws and (${treatment.theirs})`,
        given,
      )
      note(treatment.counts, rowCount)
    }
    if (treatment.cleared !== undefined) {
      const { rows } = await db.query<{ id: string }>(
        `with ${whomSql} update ${table} t set ${treatment.cleared[0]} from whom w
          where t.workspace_id = w.ws and (${treatment.cleared[1]}) returning t.${keyOf(table)} as id`,
        given,
      )
      note(treatment.counts ?? 'elsewhere', rows.length)
      cleared.set(
        table,
        rows.map(({ id }) => id),
      )
    }
  }
  return { counts, cleared }
}

/** By what the rows of a table with `cleared` are told apart. */
function keyOf(table: string): string {
  return table === 'proposal_answer' ? 'proposal_id' : 'id'
}

/**
 * Events of theirs that told facts about a company which stays become facts that nobody told; the others go with them.
 * `stays`: those companies. Gives the events, and the companies concerned.
 */
export async function keepAccountFacts(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  stays: readonly string[],
): Promise<{ events: string[]; accounts: string[] }> {
  const { rows } = await db.query<{ id: string; account: string }>(
    `update event set person_id = null, message_id = gen_random_uuid()::text, anonymous_id = null, user_id = null, email = null,
         previous_id = null, object = null, content = null, mail_kind = null, props = '{}', traits = null, folded = null
        where workspace_id = $1 and person_id = any($2) and account_id = any($3) and account_traits is not null
      returning id, account_id as account`,
    [workspaceId, ids, stays],
  )
  return { events: rows.map(({ id }) => id), accounts: [...new Set(rows.map(({ account }) => account))] }
}

/** Of these companies those that somebody else is with, or a deal, or facts from elsewhere. */
export async function accountsThatStay(
  db: Db,
  workspaceId: string,
  accounts: readonly string[],
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select a.id from account a where a.workspace_id = $1 and a.id = any($2)
       and (exists (select from person p where p.workspace_id = $1 and p.account_id = a.id and p.id <> all($3))
         or exists (select from deal d where d.workspace_id = $1 and d.account_id = a.id)
         or exists (select from task t where t.workspace_id = $1 and t.account_id = a.id and t.person_id is null)
         or exists (select from account_member m where m.workspace_id = $1 and m.account_id = a.id and m.person_id <> all($3))
         or exists (select from event e where e.workspace_id = $1 and e.account_id = a.id and e.account_traits is not null
           and e.person_id is null))`,
    [workspaceId, accounts, ids],
  )
  return rows.map(({ id }) => id)
}

/** Companies that were there through somebody alone; nothing else names them any more. */
export async function deleteAccounts(db: Db, workspaceId: string, accounts: readonly string[]): Promise<void> {
  await db.query('delete from account where workspace_id = $1 and id = any($2)', [workspaceId, accounts])
}

/**
 * What cohorts count of somebody goes on under an id drawn by lot, one a model, with times cut to the day of the workspace's
 * zone: the counts of the past stay, and nobody is behind them.
 */
export async function giveReachToNobody(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  const places = Array.from({ length: 12 }, (_, index) => `s${index + 1}`)
  const day = (column: string) => `${column} = date_trunc('day', r.${column} at time zone w.zone) at time zone w.zone`
  await db.query(
    `with lots as materialized (
       select subject_id, model, gen_random_uuid() as id
         from (select distinct subject_id, model from reach where workspace_id = $1 and subject_id = any($2)) s),
     kept as (insert into anonymous_subject (workspace_id, id, model) select $1, id, model from lots)
     update reach r set subject_id = l.id, ${[...places, 'outcome_at'].map(day).join(', ')}
       from lots l, workspace w
      where r.workspace_id = $1 and r.subject_id = l.subject_id and r.model = l.model and w.workspace_id = $1`,
    [workspaceId, ids],
  )
}

/** Counts of the erased in models whose stages are others now can no longer be read: they go. */
export async function forgetAnonymous(db: Db, workspaceId: string, models: readonly string[]): Promise<void> {
  if (models.length === 0) return
  await db.query(
    `with gone as (delete from anonymous_subject where workspace_id = $1 and model = any($2) returning id, model)
     delete from reach r using gone g where r.workspace_id = $1 and r.subject_id = g.id and r.model = g.model`,
    [workspaceId, models],
  )
}

/** Remembers the keyed hashes by which what comes of them later is known. */
export async function insertErasedKeys(
  db: Db,
  workspaceId: string,
  hashes: readonly Buffer[],
  at: number,
): Promise<void> {
  await db.query(
    `insert into erased_key (workspace_id, hash, at) select $1, h, $3 from unnest($2::bytea[]) as h
     on conflict (workspace_id, hash) do nothing`,
    [workspaceId, hashes, isoTime(at)],
  )
}
