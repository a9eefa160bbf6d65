import type { Pool } from 'pg'
import type { Actor } from '#actions/actor.ts'
import { histories } from '#actions/person/load.ts'
import { mayReach } from '#actions/consent/may.ts'
import { scopeOf } from '#actions/person-list-page.ts'
import { type LeaveReader, readLeave } from '#actions/export-leave.ts'
import { exportInput } from '#contract/person-bulk.ts'
import { ok, type Result } from '#contract/problem.ts'
import type { Json } from '#core/json.ts'
import { type Cell, csvText } from '#core/report/csv.ts'
import { roundPoints, scoreAt } from '#core/score.ts'
import { exportRows } from '#store/person-list-ids.ts'
import type { ExportedRow } from '#store/person-list-ids.ts'
import { isoTime } from '#store/rows.ts'

const batch = 1000
const fixed = [
  'id',
  'name',
  'email',
  'company',
  'stage',
  'channel',
  'fit',
  'engagement',
  'total',
  'last_event',
] as const

/**
 * The file that leave was given for, a piece at a time: a head and a line a person, best engagement first, all as of the
 * moment of asking. Texts that a spreadsheet would take for formulas are made harmless (core/report/csv.ts).
 */
export async function readExport(
  services: LeaveReader,
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const leave = await readLeave(services, actor, input, { permission: 'person.export', query: exportInput })
  if (!leave.ok) return leave
  const { workspaceId, at, query } = leave.value
  return ok(lines(services.pool, workspaceId, at, query))
}

async function* lines(
  pool: Pool,
  workspaceId: string,
  at: number,
  { q = '', condition, hot = false, columns, ids, heads, reach }: ReturnType<typeof exportInput.parse>,
): AsyncGenerator<string> {
  const last = reach === undefined ? [] : ['may_reach']
  yield csvText([[...fixed, ...columns, ...last].map((column) => heads[column] ?? column)])
  const db = await pool.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    const question = {
      q,
      condition: condition ?? null,
      sort: 'engagement' as const,
      stage: null,
      channel: null,
      hot,
    }
    const scope = await scopeOf({ db, workspaceId, now: at }, question)
    if (!scope.ok || scope.value.words?.length === 0) return
    const { halfLife } = (await histories.of(db, workspaceId)).current
    for await (const rows of exportRows(db, scope.value, columns, ids ?? null, batch)) {
      // consent is asked as of now, not as of the asking: what was taken back meanwhile counts
      const may = reach === undefined ? null : await mayReach(pool, workspaceId, idsOf(rows), reach)
      const left = may === null ? rows : rows.filter(({ id }) => may.get(id)?.may === true)
      if (left.length === 0) continue
      const cells = left.map((row) => [
        ...cellsOf(row, at, halfLife),
        ...(may === null ? [] : [may.get(row.id)?.why ?? null]),
      ])
      // the mark stands at the head of the file only
      yield csvText(cells).slice(1)
    }
  } finally {
    // also when whoever downloads has left
    await db.query('rollback').catch(() => {})
    db.release()
  }
}

function idsOf(rows: readonly ExportedRow[]): string[] {
  return rows.map(({ id }) => id)
}

function cellsOf(row: ExportedRow, at: number, halfLife: number): Cell[] {
  const engagement = scoreAt(row.heat, at, halfLife)
  return [
    row.id,
    row.name,
    row.email,
    row.account,
    row.outcome ?? row.stage,
    row.channel,
    roundPoints(row.fit),
    roundPoints(engagement),
    roundPoints(row.fit + engagement),
    isoTime(row.lastAt?.getTime()),
    ...row.values.map(cellOf),
  ]
}

function cellOf(value: Json): Cell {
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('; ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}
