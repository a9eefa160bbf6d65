import type { PoolClient } from 'pg'
import type { Blueprint } from '#core/blueprint.ts'
import { mostGroups, type Counted } from '#core/report/funnel.ts'
import { addCell, addMember, dropTimes, emptyTally, type Frame, type Member, type Tally } from '#core/report/tally.ts'
import { copiedInteger, copiedTime, copyRows, textReader } from '#store/copy-rows.ts'
import { closedSql, cohortSql, depthSql, groupSql, parameters, type FunnelScope } from '#store/funnel-scope.ts'

/** What a funnel needs to know of a workspace: its zone, and its blueprint in force (null before the first). */
export async function findFunnelSetting(
  db: PoolClient,
  workspaceId: string,
): Promise<{ zone: string; blueprint: Blueprint | null } | null> {
  const { rows } = await db.query<{ zone: string; blueprint: Blueprint | null }>(
    `select zone, (select document from blueprint_version b where b.workspace_id = w.workspace_id
                    order by version desc limit 1) as blueprint
       from workspace w where workspace_id = $1`,
    [workspaceId],
  )
  return rows[0] ?? null
}

/**
 * The partition of `reach` that holds a model. Asked by its own name the planner uses its own statistics; those of the
 * whole are not kept by autovacuum, and without them a million rows are sorted instead of hashed.
 */
export async function findPartition(db: PoolClient, model: string): Promise<string> {
  const { rows } = await db.query<{ remainder: number }>(
    `select remainder from generate_series(0, 16) remainder
      where satisfies_hash_partition('reach'::regclass, 17, remainder, $1::text)`,
    [model],
  )
  return `reach_${rows[0]?.remainder}`
}

export interface CountedFunnel {
  counted: Counted
  /** values folded while counting */
  other: { tally: Tally; values: number } | null
}

/**
 * Counts a cohort. Without medians in one pass of filtered sums over `reach`, members of one shape together, and those
 * whose times are out of order one by one; with medians all one by one. `db` must be in a transaction with one snapshot.
 */
export async function countFunnel(db: PoolClient, scope: FunnelScope, frame: Frame): Promise<CountedFunnel> {
  return frame.medians ? countMembers(db, scope, frame) : countCells(db, scope, frame)
}

type CellRow = [
  kind: number,
  value: string | null,
  closed: boolean,
  depth: number,
  shape: number,
  members: number,
  values: number,
  ...sums: (string | null)[],
]

const disordered = 1 << 16

async function countCells(db: PoolClient, scope: FunnelScope, frame: Frame): Promise<CountedFunnel> {
  const { bind, values } = parameters()
  const later = scope.stages.slice(1).map((_, k) => k + 2)
  const { rows } = await db.query<CellRow>({
    text: `with cell as materialized (
        select ${groupSql(scope, bind)} as value, ${closedSql(scope)} as closed, ${depthSql(scope)} as depth, r.shape,
          count(*) as members${later.map((k) => `, sum(r.s${k} - r.s1) as t${k}`).join('')}
        ${cohortSql(scope, bind)}
        group by 1, 2, 3, 4),
      top as (
        select value from cell where value is not null
        group by value order by sum(members) desc, value collate "C" limit ${mostGroups})
      select case when cell.value is null then 0 when top.value is null then 2 else 1 end, top.value, closed, depth, shape,
        sum(members)::bigint, (select count(distinct value) from cell)
        ${later.map((k) => `, extract(epoch from sum(t${k})) * 1000`).join('')}
      from cell left join top on top.value = cell.value
      group by 1, 2, 3, 4, 5`,
    values,
    rowMode: 'array',
  })
  const largest = new Set(rows.filter(([kind]) => kind === 1).map(([, value]) => value as string))
  const groups = new Groups(frame, largest)
  let someDisordered = false
  for (const [kind, value, closed, depth, shape, members, , ...sums] of rows) {
    if (shape & disordered) {
      someDisordered = true
      continue
    }
    addCell(kind === 2 ? groups.other() : groups.of(value), {
      members,
      closed,
      // 0: no limit, so that the shape tells
      depth: depth === 0 ? Math.min(shape & 15, frame.stages) : depth,
      imputed: shape >> 4,
      sums: [0, ...sums.map(Number)],
    })
  }
  if (someDisordered)
    await readMembers(db, scope, 'r.disordered', (value, at, imputed) =>
      addMember(groups.of(value), frame, { at, imputed }),
    )
  return groups.counted((rows[0]?.[6] ?? 0) - largest.size)
}

/** More values than this are counted again once the largest are known. */
const manyGroups = 1000

async function countMembers(db: PoolClient, scope: FunnelScope, frame: Frame): Promise<CountedFunnel> {
  const groups = new Groups(frame, null)
  /** how many have a value that was met too late to be counted by itself */
  const late = new Map<string, number>()
  const member: Member = { at: [], imputed: 0 }
  await readMembers(db, scope, null, (value, at, imputed) => {
    if (value !== null && groups.size > manyGroups && !groups.has(value)) {
      late.set(value, (late.get(value) ?? 0) + 1)
      return
    }
    member.at = at
    member.imputed = imputed
    addMember(groups.of(value), frame, member)
  })
  if (late.size === 0) return groups.counted(0)
  const sizes = [...groups.sizes(), ...late]
  const largest = sizes.toSorted(([a, one], [b, two]) => two - one || (a < b ? -1 : 1)).slice(0, mostGroups)
  groups.drop()
  const folded = new Groups(frame, new Set(largest.map(([value]) => value)))
  await readMembers(db, scope, null, (value, at, imputed) => addMember(folded.of(value), frame, { at, imputed }))
  return folded.counted(sizes.length - largest.length)
}

/** Gives each member of the cohort: value of the breakdown, times in epoch ms (reused from row to row), imputed bits. */
async function readMembers(
  db: PoolClient,
  scope: FunnelScope,
  only: string | null,
  take: (value: string | null, at: Float64Array, imputed: number) => void,
): Promise<void> {
  const literal = (value: string): string => db.escapeLiteral(value)
  const times = scope.stages.map((_, k) => `r.s${k + 1}`)
  const select = `select ${groupSql(scope, literal)}, r.imputed, ${times.join(', ')} ${cohortSql(scope, literal)}${only === null ? '' : ` and ${only}`}`
  const at = new Float64Array(times.length)
  const value = textReader(0)
  await copyRows(db, select, times.length + 2, (row) => {
    for (let k = 0; k < at.length; k++) at[k] = copiedTime(row, k + 2)
    take(value(row), at, copiedInteger(row, 1))
  })
}

/** Tallies by value; with `known` set, other values are counted together. */
class Groups {
  #frame: Frame
  #known: ReadonlySet<string> | null
  #tallies = new Map<string | null, Tally>()
  #other: Tally | null = null

  constructor(frame: Frame, known: ReadonlySet<string> | null) {
    this.#frame = frame
    this.#known = known
  }

  of(value: string | null): Tally {
    const found = this.#tallies.get(value)
    if (found) return found
    if (value !== null && this.#known?.has(value) === false) return this.other()
    const tally = emptyTally(this.#frame)
    this.#tallies.set(value, tally)
    return tally
  }

  get size(): number {
    return this.#tallies.size
  }

  has(value: string): boolean {
    return this.#tallies.has(value)
  }

  /** Members of each value. */
  sizes(): [string, number][] {
    return [...this.#tallies].flatMap(([value, { members }]) => (value === null ? [] : [[value, members]]))
  }

  /** Gives the memory of times back. */
  drop(): void {
    for (const tally of this.#tallies.values()) dropTimes(tally)
  }

  other(): Tally {
    return (this.#other ??= emptyTally(this.#frame))
  }

  counted(folded: number): CountedFunnel {
    return { counted: this.#tallies, other: this.#other ? { tally: this.#other, values: folded } : null }
  }
}

/** The largest values of the breakdown, in the order in which a funnel shows them. */
export async function largestValues(db: PoolClient, scope: FunnelScope): Promise<string[]> {
  const { bind, values } = parameters()
  const { rows } = await db.query<{ value: string }>(
    `select value from (select ${groupSql(scope, bind)} as value ${cohortSql(scope, bind)}) members
      where value is not null group by value order by count(*) desc, value collate "C" limit ${mostGroups}`,
    values,
  )
  return rows.map(({ value }) => value)
}
