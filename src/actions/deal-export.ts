import type { Pool } from 'pg'
import { z } from 'zod'
import type { Actor } from '#actions/actor.ts'
import { boardOf } from '#actions/deal/board.ts'
import { filterOf, listScope, stagesOf } from '#actions/deal-list.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { giveLeave, type LeaveReader, readLeave } from '#actions/export-leave.ts'
import { dealCsvColumns, dealExportInput } from '#contract/deal-board.ts'
import { type ExportReady } from '#contract/person-bulk.ts'
import { ok, type Result } from '#contract/problem.ts'
import type { StageModel, Text } from '#core/blueprint.ts'
import { toMajor } from '#core/deal/money.ts'
import { type Cell, csvText } from '#core/report/csv.ts'
import { exportDeals, listOrder, type ListRow } from '#store/deal/list.ts'
import { isoTime } from '#store/rows.ts'

const batch = 1000
// leave to take people out opens no deals
const asked = dealExportInput.extend({ kind: z.literal('deals') })

/** Gives leave to download the table of deals as CSV, and keeps in the audit who took what out. */
export const allowDealExport: Verb<ExportReady> = writeVerb({
  permission: 'deal.export',
  input: dealExportInput,
  async run({ db, workspaceId, actor, input, now }) {
    const found = await boardOf({ db, workspaceId, now }, pick(input), true)
    if (!found.ok) return found
    return ok(await giveLeave({ db, workspaceId, actor, now }, '/api/deals/export', input))
  },
  audit: ({ id }, { ids, heads: _, language: __, kind: ___, ...filter }) => ({
    subject: `export:${id}`,
    detail: { ...filter, ...(ids ? { deals: ids.length } : {}) },
  }),
})

/**
 * The file that leave was given for, a piece at a time: a head and a line a deal, in the order of the table, all as of the
 * moment of asking. Amounts in major units.
 */
export async function readDealExport(
  services: LeaveReader,
  actor: Actor,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const leave = await readLeave(services, actor, input, { permission: 'deal.export', query: asked })
  if (!leave.ok) return leave
  const { workspaceId, at, query } = leave.value
  return ok(lines(services.pool, workspaceId, at, query))
}

type Asked = ReturnType<typeof dealExportInput.parse>

async function* lines(pool: Pool, workspaceId: string, at: number, asked: Asked): AsyncGenerator<string> {
  yield csvText([dealCsvColumns.map((column) => asked.heads[column] ?? column)])
  const db = await pool.connect()
  try {
    await db.query('begin isolation level repeatable read read only')
    const found = await boardOf({ db, workspaceId, now: at }, pick(asked), true)
    if (!found.ok) return
    const { pipelines, scope } = found.value
    const order = listOrder(asked.sort, asked.desc, stagesOf(found.value))
    for await (const rows of exportDeals(db, listScope(found.value, asked), order, asked.ids ?? null, batch)) {
      // the mark stands at the head of the file only
      yield csvText(rows.map((row) => cellsOf(row, pipelines, scope.currency, asked.language))).slice(1)
    }
  } finally {
    // also when whoever downloads has left
    await db.query('rollback').catch(() => {})
    db.release()
  }
}

function pick({ kind: _, ids: __, language: ___, heads: ____, sort: _____, desc: ______, ...which }: Asked) {
  return filterOf(which)
}

function cellsOf(
  row: ListRow,
  pipelines: readonly StageModel[],
  currency: string,
  language: Asked['language'],
): Cell[] {
  const model = pipelines.find(({ id }) => id === row.pipeline)
  const place =
    row.stage === null
      ? model?.outcomes.find(({ id }) => id === row.outcome)
      : model?.stages.find(({ id }) => id === row.stage)
  const named = (text: Text | undefined, id: string | null) => (text ? (text[language] ?? text.en) : id)
  const { amountMinor, baseMinor } = row
  return [
    row.id,
    row.name,
    row.accountName,
    named(model?.name, row.pipeline),
    named(place?.name, row.outcome ?? row.stage),
    row.status,
    row.ownerName,
    row.team,
    amountMinor === null || row.currency === null ? null : toMajor(Number(amountMinor), row.currency),
    row.currency,
    baseMinor === null ? null : toMajor(Number(baseMinor), currency),
    row.closeDate,
    row.source,
    row.tags.join('; '),
    isoTime(row.nextStepAt?.getTime()),
    row.openedAt.toISOString(),
    row.stageSince.toISOString(),
    isoTime(row.closedAt?.getTime()),
    row.people,
  ]
}
