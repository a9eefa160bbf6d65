import { segmentFaults } from '#contract/segment-query.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Result } from '#contract/problem.ts'
import type { Condition } from '#core/rule.ts'
import { fieldsUsed } from '#core/rule/walk.ts'
import { readerJoins } from '#store/person-list-sql.ts'
import type { Db } from '#store/rows.ts'
import { whereSql } from '#store/segment/where.ts'
import type { SegmentScope } from '#store/segment/where.ts'

export type { SegmentScope } from '#store/segment/where.ts'

export interface SegmentSql {
  /** for a where clause over the aliases of `segmentFrom`: true for those chosen, false or null for the others */
  text: string
  /** for `$1` …; `before` and then the condition's own */
  values: unknown[]
}

/**
 * The SQL reader of the rule language (docs/concepts/rules.md): a condition as a boolean expression over `l` (person_list),
 * `p` (person), `f` (person_fold) and `a` (account), as of `scope.now`. It agrees with the in-memory reader (core/fold/condition.ts)
 * on whoever is neither pending nor due. `before` are values that the caller's statement holds already. Refuses what
 * only a stage rule may ask, naming the place.
 */
export function segmentSql(
  condition: Condition,
  scope: SegmentScope,
  before: readonly unknown[] = [],
): Result<SegmentSql> {
  const faults = segmentFaults(condition)
  const [first] = faults
  if (first) return refuse('invalid', `${first.path}: ${first.message}`, { fields: faults })
  const bound: unknown[] = []
  const places = new Map<string, string>()
  const bind = (value: unknown, type: string): string => {
    // the same moment, workspace or key is one value, also to the planner
    const key = Array.isArray(value) ? null : `${type} ${value instanceof Date ? value.toISOString() : String(value)}`
    const known = key === null ? undefined : places.get(key)
    if (known !== undefined) return known
    const place = `§${bound.push(value) - 1}§::${type}`
    if (key !== null) places.set(key, place)
    return place
  }
  const text = whereSql(condition, true, { ...scope, bind })
  // numbered at last: a comparison that can never hold makes no use of its values
  const values = [...before]
  const numbers = new Map<string, number>()
  const numbered = text.replace(/§(\d+)§/g, (_, index: string) => {
    const number = numbers.get(index) ?? values.push(bound[Number(index)])
    numbers.set(index, number)
    return `$${number}`
  })
  return ok({ text: numbered, values })
}

/** The people of a workspace with what conditions read. */
export const segmentFrom = `person_list l ${readerJoins}`

/** Every fit that somebody has, when a condition needs them; each found by one look at the index of stage and fit. */
export async function readFits(db: Db, workspaceId: string, condition: Condition): Promise<number[]> {
  if (!fieldsUsed(condition).includes('score.total')) return []
  const { rows } = await db.query<{ fit: number }>(
    `with recursive staged as (
       (select stage, fit from person_list where workspace_id = $1 and stage is not null order by stage, fit limit 1)
       union all
       select n.stage, n.fit from staged s cross join lateral (
         select stage, fit from person_list where workspace_id = $1 and (stage, fit) > (s.stage, s.fit)
         order by stage, fit limit 1) n),
     bare as (
       (select fit from person_list where workspace_id = $1 and stage is null order by fit limit 1)
       union all
       select n.fit from bare b cross join lateral (
         select fit from person_list where workspace_id = $1 and stage is null and fit > b.fit order by fit limit 1) n)
     select fit from staged union select fit from bare order by fit`,
    [workspaceId],
  )
  return rows.map((row) => row.fit)
}

/** How many people a condition chooses, of how many, and how many of all are pending (`version` is in force). */
export async function countSegment(
  db: Db,
  condition: Condition,
  scope: SegmentScope,
  version: number,
): Promise<Result<{ count: number; of: number; pending: number }>> {
  const where = segmentSql(condition, scope, [scope.workspaceId, version])
  if (!where.ok) return where
  const { text, values } = where.value
  const { rows } = await db.query<{ count: number; of: number; pending: number }>(
    `select (select count(*)::int from ${segmentFrom} where l.workspace_id = $1 and (${text})) as count,
       count(*)::int as of, count(*) filter (where version <> $2::integer)::int as pending
     from person_fold where workspace_id = $1`,
    values,
  )
  return ok(rows[0] ?? { count: 0, of: 0, pending: 0 })
}

export interface SegmentPerson {
  id: string
  /** engagement in log form; -Infinity for none */
  heat: number
  fit: number
  name: string | null
  email: string | null
  title: string | null
  accountId: string | null
  accountName: string | null
  stage: string | null
  outcome: string | null
  channel: string | null
  /** epoch ms */
  lastAt: number | null
}

/** Where a page ended. */
export type SegmentPlace = Pick<SegmentPerson, 'id' | 'heat'>

/** The people a condition chooses after a place, best engagement first; one more than `limit` when there is one. */
export async function findSegment(
  db: Db,
  condition: Condition,
  scope: SegmentScope,
  after: SegmentPlace | null,
  limit: number,
): Promise<Result<SegmentPerson[]>> {
  const start = [scope.workspaceId, scope.lifecycle, limit + 1]
  const where = segmentSql(condition, scope, after ? [...start, after.heat, after.id] : start)
  if (!where.ok) return where
  const { text, values } = where.value
  const { rows } = await db.query<Omit<SegmentPerson, 'lastAt'> & { lastAt: Date | null }>(
    `select l.person_id as id, l.heat, l.fit, p.name, p.email, p.facts ->> 'title' as title, a.id as "accountId",
       a.name as "accountName", l.stage, f.stages -> $2::text ->> 'outcome' as outcome, l.channel, f.last_at as "lastAt"
     from ${segmentFrom}
     where l.workspace_id = $1 ${after ? 'and (l.heat, l.person_id) < ($4::float8, $5::uuid)' : ''} and (${text})
     order by l.heat desc, l.person_id desc limit $3::integer`,
    values,
  )
  return ok(rows.map((row) => ({ ...row, lastAt: row.lastAt?.getTime() ?? null })))
}
