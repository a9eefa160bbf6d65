import { anyPattern, type ErasePatterns } from '#core/privacy/erase.ts'
import { treatments, whomColumns, whomValues, type Whom } from '#store/erasure-rows.ts'
import { cleanSql, likesOf, namedSql, sweptTables, thingOf, type SweptTable } from '#store/erasure-sweep.ts'
import type { ErasedThing, TableTreatment } from '#store/erasure-tables.ts'
import type { Db } from '#store/rows.ts'

/** Names and addresses that somebody else bears too, and by what is told who is meant. */
export interface Ties {
  shared: ErasePatterns
  /** ids of people, companies and colleagues who bear them: what is theirs is left to them */
  owners: string[]
  /** deals of the person that none of them is in: whoever is named there is the person */
  deals: string[]
}

/** `tied`: a shared name goes only where it is about the person; `everywhere`: wherever it does not belong to the others. */
export type SharedNames = 'tied' | 'everywhere'

/** Whom an erasure is about, as its questions to the tables need it. */
export interface Asked {
  whom: Whom
  /** what names nobody else */
  patterns: ErasePatterns
  ties: Ties
  names: SharedNames
}

/** Companies that stay without the person, and those that go with them. */
export interface Companies {
  stays: readonly string[]
  goes: readonly string[]
}

/** A text in which a name stays because somebody else bears it, and with whom it stands. */
export interface KeptPlace {
  place: string
  rowId: string | null
  personId: string | null
  accountId: string | null
  dealId: string | null
}

/** Made of events: what stays in those is told there. */
const madeOfEvents: ReadonlySet<string> = new Set(['deal', 'deal_pass', 'account'])

const askedSql = `whom as materialized (select ${whomColumns}, $8::text as named, $9::text[] as likes,
  $10::text as shared, $11::text[] as shared_likes, $12::uuid[] as owners, $13::text as owned,
  $14::uuid[] as company_stays, $15::uuid[] as company_goes, $16::text as p_ids, $17::text as p_mails, $18::text as p_words)`

function askedValues(
  workspaceId: string,
  { whom, patterns, ties }: Asked,
  { stays, goes }: Companies = { stays: [], goes: [] },
): unknown[] {
  return [
    ...whomValues(workspaceId, whom, ties.deals),
    anyPattern(patterns),
    likesOf(patterns),
    anyPattern(ties.shared),
    likesOf(ties.shared),
    ties.owners,
    ties.owners.length === 0 ? null : ties.owners.join('|'),
    stays,
    goes,
    patterns.ids,
    patterns.mails,
    patterns.words,
  ]
}

/** Whether a row may hold a name that others bear. */
function sharedSql(swept: SweptTable): string {
  return `w.shared is not null and ${namedSql(swept, 'w.shared', 'w.shared_likes')}`
}

/** Whether a row is of whoever else bears the name: theirs by an id. */
function ownedSql({ pointers, key }: SweptTable): string {
  const columns = key === null ? pointers : [key, ...pointers]
  return columns.length === 0 ? 'false' : columns.map((one) => `coalesce(t.${one} = any(w.owners), false)`).join(' or ')
}

/** Whether a row is about the person and names nobody by an id who bears the name too. */
function tiedSql(swept: SweptTable, { cleared, tied }: TableTreatment, names: SharedNames): string {
  const { key, pointers } = swept
  // rows that cannot be told apart hold lists and documents: they are about many
  if (key === null) return 'false'
  const about = [
    ...pointers.map((one) => `coalesce(t.${one} = any(w.ids), false)`),
    ...(pointers.includes('deal_id') ? ['coalesce(t.deal_id = any(w.deals), false)'] : []),
    ...(cleared === undefined ? [] : [`coalesce((${cleared[1]}), false)`]),
    ...(tied === undefined ? [] : [`coalesce((${tied}), false)`]),
    `coalesce(${namedSql(swept, 'w.named', 'w.likes')}, false)`,
  ]
  const which = names === 'everywhere' ? 'true' : `(${about.join(' or ')})`
  return `(not (${ownedSql(swept)}) and not coalesce(${wholeSql(swept)} ~* w.owned, false) and ${which})`
}

function wholeSql({ text, lists, data }: SweptTable): string {
  const parts = [...text, ...data].map((one) => `t.${one}::text`)
  return `concat_ws(E'\\n', ''${[...parts, ...lists.map((one) => `array_to_string(t.${one}, E'\\n')`)].map((one) => `, ${one}`).join('')})`
}

/** Whether a row goes with another that goes. */
function followsSql(table: string, mails: string | undefined): string {
  if (table === 'account') return 't.id = any(w.company_goes)'
  if (['account_key', 'task', 'effect'].includes(table)) return 'coalesce(t.account_id = any(w.company_goes), false)'
  if (table === 'mail_attempt' && mails !== undefined)
    return `t.mail_id in (select t.id from mail t where t.workspace_id = w.ws and (${mails}))`
  return 'false'
}

/**
 * Takes names that others bear too out of what is about the person, before anything else is done, as long as ids still say
 * so. What goes is left alone. Gives the rows, by table.
 */
export async function cleanTied(db: Db, workspaceId: string, asked: Asked): Promise<Map<string, string[]>> {
  const cleaned = new Map<string, string[]>()
  if (anyPattern(asked.ties.shared) === null) return cleaned
  const { mails, words } = asked.ties.shared
  const given = [...askedValues(workspaceId, asked), mails, words]
  const known = new Map(await treatments(db))
  for (const swept of await sweptTables(db)) {
    const treatment = known.get(swept.table)
    if (treatment === undefined || swept.key === null || swept.removed) continue
    const { rows } = await db.query<{ id: string }>(
      `with ${askedSql} update ${swept.table} t set ${cleanSql(swept, 'w.shared', 'null::text, $19::text, $20::text')}
         from whom w where t.workspace_id = w.ws and coalesce(${sharedSql(swept)}, false)
          and not coalesce((${treatment.theirs ?? 'false'}), false) and ${tiedSql(swept, treatment, asked.names)}
       returning t.${swept.key} as id`,
      given,
    )
    if (rows.length > 0)
      cleaned.set(
        swept.table,
        rows.map(({ id }) => id),
      )
  }
  return cleaned
}

/** Texts in which a name stays: how many, and the first of them. */
export interface Kept {
  count: number
  places: KeptPlace[]
}

/** Counts each row once, as the erasure then does: what goes or loses them, and where their name stays. Reads only. */
export async function reckon(
  db: Db,
  workspaceId: string,
  asked: Asked,
  companies: Companies,
  most: number,
): Promise<{ goes: Map<ErasedThing, number>; kept: Kept }> {
  const goes = new Map<ErasedThing, number>()
  const kept: Kept = { count: 0, places: [] }
  const add = (thing: ErasedThing | undefined, count: number) => {
    if (thing !== undefined) goes.set(thing, (goes.get(thing) ?? 0) + count)
  }
  const given = askedValues(workspaceId, asked, companies)
  const swept = new Map((await sweptTables(db)).map((one) => [one.table, one]))
  const known = await treatments(db)
  const mails = known.find(([table]) => table === 'mail')?.[1].theirs
  for (const [table, treatment] of known) {
    const columns = swept.get(table)
    if (columns === undefined && treatment.counts === undefined) continue
    const fates = fateSql(table, treatment, columns, asked.names, mails)
    const { rows } = await db.query<{ fate: 'gone' | 'cleared' | 'named' | null; kept: boolean; count: number }>(
      `with ${askedSql}
       select fate, kept, count(*)::integer as count from (
         select ${fates.fate} as fate, ${fates.kept} as kept from ${table} t cross join whom w where t.workspace_id = w.ws) f
        where fate is not null or kept group by fate, kept`,
      given,
    )
    let stays = 0
    for (const { fate, kept: stay, count } of rows) {
      if (fate === 'gone') add(treatment.counts, count)
      else if (fate === 'cleared') add(treatment.counts ?? 'elsewhere', count)
      else if (fate === 'named' && columns) add(thingOf(columns), count)
      if (stay) stays += count
    }
    if (stays === 0 || columns === undefined) continue
    kept.count += stays
    if (kept.places.length < most) {
      const found = await placesIn(db, columns, `(${fates.kept})`, given, most - kept.places.length)
      kept.places.push(...found.places)
    }
  }
  return { goes, kept }
}

/** Expressions: what becomes of a row, and whether a name stays in it that others bear. */
function fateSql(
  table: string,
  treatment: TableTreatment,
  columns: SweptTable | undefined,
  names: SharedNames,
  mails: string | undefined,
): { fate: string; kept: string } {
  const sure = (condition: string) => `coalesce((${condition}), false)`
  const theirs = sure(treatment.theirs ?? 'false')
  // facts about companies stay, told by nobody
  const facts =
    table === 'event'
      ? sure('t.person_id = any(w.ids) and t.account_id = any(w.company_stays) and t.account_traits is not null')
      : 'false'
  const cleared = sure(treatment.cleared?.[1] ?? 'false')
  // the record of the erasure itself is no mention
  const uncounted = `(${followsSql(table, mails)} or ${table === 'erasure' ? sure(treatment.tied ?? 'false') : 'false'})`
  if (columns === undefined)
    return { fate: `case when ${theirs} then 'gone' when ${cleared} then 'cleared' end`, kept: 'false' }
  const shared = sure(sharedSql(columns))
  const named = sure(namedSql(columns, 'w.named', 'w.likes'))
  const tied = columns.removed ? 'false' : tiedSql(columns, treatment, names)
  return {
    fate: `case when ${facts} then 'named' when ${theirs} then 'gone' when ${uncounted} then null
      when ${cleared} then 'cleared' when ${named} then 'named' when ${shared} and ${tied} then 'named' end`,
    kept: `case when ${madeOfEvents.has(table) ? 'false' : shared} then not (${ownedSql(columns)}) and not ${theirs} and not ${uncounted}
      and not ${columns.removed ? named : tied} and coalesce(${afterwardsSql(columns, cleared)} ~* w.shared, false) else false end`,
  }
}

/** The words of a row as they will be without what names the person alone: objects about them lose any name. */
function afterwardsSql({ text, lists, data }: SweptTable, cleared: string): string {
  // what is cleared says no more whom it is about
  const patterns = `case when ${cleared} then null else w.p_ids end, w.p_mails, w.p_words`
  const parts = [
    ...text.map((one) => `erase_text(t.${one}, ${patterns}, false)`),
    ...lists.map((one) => `erase_text(array_to_string(t.${one}, E'\n'), ${patterns}, false)`),
    ...data.map((one) => `erase_json(t.${one}, ${patterns})::text`),
  ]
  return `concat_ws(E'\n', ${["''", ...parts].join(', ')})`
}

/** Texts that still hold a name which others bear, and are not theirs by an id. Asked when all is done. */
export async function keptPlaces(db: Db, workspaceId: string, asked: Asked, most: number): Promise<Kept> {
  const kept: Kept = { count: 0, places: [] }
  if (anyPattern(asked.ties.shared) === null) return kept
  const given = askedValues(workspaceId, asked)
  for (const swept of await sweptTables(db)) {
    if (madeOfEvents.has(swept.table)) continue
    const where = `coalesce(${sharedSql(swept)}, false) and not (${ownedSql(swept)})`
    const found = await placesIn(db, swept, where, given, Math.max(0, most - kept.places.length))
    kept.count += found.count
    kept.places.push(...found.places)
  }
  return kept
}

async function placesIn(
  db: Db,
  { table, key, pointers }: SweptTable,
  where: string,
  given: unknown[],
  most: number,
): Promise<Kept> {
  const of = (column: string) => (pointers.includes(column) ? `t.${column}` : 'null::uuid')
  const { rows } = await db.query<KeptPlace & { count: number }>(
    `with ${askedSql}, found as (select t.* from ${table} t cross join whom w where t.workspace_id = w.ws and ${where})
     select '${table}' as place, ${key === null ? 'null::uuid' : `t.${key}`} as "rowId", ${of('person_id')} as "personId",
            ${of('account_id')} as "accountId", ${of('deal_id')} as "dealId",
            (select count(*)::integer from found) as count
       from found t limit ${Math.max(1, most)}`,
    given,
  )
  const count = rows[0]?.count ?? 0
  return { count, places: rows.slice(0, most).map(({ count: _, ...place }) => place) }
}
