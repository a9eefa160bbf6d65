import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { z } from 'zod'
import { actorName, readVerb, type Verb, type VerbCall, writeVerb } from '#actions/verb.ts'
import {
  type Worksheet,
  worksheetChangeInput,
  worksheetId,
  worksheetInput,
  type WorksheetList,
  type WorksheetPage,
} from '#contract/icp.ts'
import { ok, refuse } from '#contract/problem.ts'
import { bestTypes, pastData, pastKinds } from '#core/icp/past.ts'
import { answeredOf, type WorksheetAnswers, worksheetQuestions } from '#core/icp/worksheet.ts'
import { actorNames } from '#store/actor-name.ts'
import { pastDeals } from '#store/icp-company.ts'
import {
  endWorksheet,
  findWorksheet,
  listWorksheetRows,
  lockWorksheets,
  putWorksheet,
  type WorksheetRow,
  type WorksheetWrite,
} from '#store/icp-worksheet.ts'
import { findWorkspace } from '#store/workspace.ts'
import { listSetupAnswers } from '#store/setup-guide.ts'

const missing = refuse('not_found', 'There is no such worksheet here.')

/** The worksheets, the one in force first. */
export const listWorksheets: Verb<WorksheetList> = readVerb({
  permission: 'icp.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const rows = await listWorksheetRows(db, workspaceId)
    const sheets = await worksheetsOf(db, rows)
    return ok({ items: sheets.map(({ answers: _answers, ...head }) => head) })
  },
})

/** One worksheet, with what the deals of the past say beside it. */
export const readWorksheet: Verb<WorksheetPage> = readVerb({
  permission: 'icp.read',
  input: worksheetId,
  async run({ db, workspaceId, input }) {
    const row = await findWorksheet(db, workspaceId, input.id)
    if (!row || row.removedAt) return missing
    const [sheet] = await worksheetsOf(db, [row])
    const past = pastData(await pastDeals(db, workspaceId))
    const workspace = await findWorkspace(db, workspaceId)
    return ok({
      ...(sheet as Worksheet),
      past: {
        ...past,
        currency: workspace?.currency ?? 'USD',
        types: past.types.slice(0, 60),
        best: pastKinds.map((kind) => ({ kind, ...bestTypes(past.types, kind) })),
      },
    })
  },
})

/** Begins a worksheet. The first of a workspace is in force, and holds what the set-up guide was told before. */
export const addWorksheet: Verb<Worksheet> = writeVerb({
  permission: 'icp.write',
  input: worksheetInput,
  async run({ db, workspaceId, actor, input: { name, scope, from }, now }) {
    await lockWorksheets(db, workspaceId)
    const others = await listWorksheetRows(db, workspaceId)
    if (others.length >= 200) return refuse('too_large', 'There are 200 worksheets: put some away first.')
    const source = from === undefined ? null : others.find((row) => row.id === from)
    if (source === undefined) return missing
    const isFirst = others.length === 0
    const answers = source?.answers ?? (isFirst ? await answersOfGuide(db, workspaceId) : {})
    const row = { id: randomUUIDv7(), name, scope, answers, removedAt: null, by: actorName(actor), at: now }
    await putWorksheet(db, workspaceId, { ...row, inForceAt: isFirst ? now : null })
    return written(db, workspaceId, row.id)
  },
  audit: ({ id, name }) => ({ verb: 'icp.worksheet', subject: `worksheet:${id}`, detail: { name } }),
})

/** Keeps what is given; of answers, those given, and the others stay. One worksheet is in force at a time. */
export const changeWorksheet: Verb<Worksheet> = writeVerb({
  permission: 'icp.write',
  input: worksheetChangeInput,
  async run(call) {
    const { db, workspaceId, input } = call
    await lockWorksheets(db, workspaceId)
    const row = await findWorksheet(db, workspaceId, input.id)
    if (!row || (row.removedAt !== null && input.removed !== false)) return missing
    const next = changed(row, call)
    if (next.inForceAt !== null && row.inForceAt === null) await endWorksheet(db, workspaceId)
    await putWorksheet(db, workspaceId, next)
    return written(db, workspaceId, row.id)
  },
  audit: ({ id }, { answers, inForce, removed }) => ({
    verb: 'icp.worksheet',
    subject: `worksheet:${id}`,
    detail: {
      answers: Object.keys(answers ?? {}),
      ...(inForce !== undefined && { inForce }),
      ...(removed !== undefined && { removed }),
    },
  }),
})

function changed(
  row: WorksheetRow,
  { actor, input, now }: VerbCall<z.output<typeof worksheetChangeInput>>,
): WorksheetWrite {
  const removed = input.removed ?? row.removedAt !== null
  const inForce = (input.inForce ?? row.inForceAt !== null) && !removed
  const answers: WorksheetAnswers = { ...row.answers, ...(input.answers as WorksheetAnswers | undefined) }
  return {
    id: row.id,
    name: input.name ?? row.name,
    scope: input.scope ?? row.scope,
    answers,
    inForceAt: inForce ? (row.inForceAt?.getTime() ?? now) : null,
    removedAt: removed ? (row.removedAt?.getTime() ?? now) : null,
    by: actorName(actor),
    at: now,
  }
}

async function written(db: PoolClient, workspaceId: string, id: string) {
  const row = await findWorksheet(db, workspaceId, id)
  const [sheet] = row ? await worksheetsOf(db, [row]) : []
  return sheet ? ok(sheet) : missing
}

async function worksheetsOf(db: PoolClient, rows: readonly WorksheetRow[]): Promise<Worksheet[]> {
  const names = await actorNames(
    db,
    rows.map((row) => row.changedBy),
  )
  return rows.map(({ id, name, scope, answers, inForceAt, changedAt, changedBy }) => ({
    id,
    name,
    scope,
    answers: Object.fromEntries(
      worksheetQuestions.flatMap((each) => (answers[each] === undefined ? [] : [[each, answers[each]]])),
    ),
    answered: answeredOf(answers),
    of: worksheetQuestions.length,
    inForce: inForceAt !== null,
    changedAt: changedAt.toISOString(),
    changedBy: names.get(changedBy) ?? changedBy,
  }))
}

/** What was told in the set-up guide before there were worksheets. */
async function answersOfGuide(db: PoolClient, workspaceId: string): Promise<WorksheetAnswers> {
  const kept = (await listSetupAnswers(db, workspaceId)).find(({ step }) => step === 'customer')?.answers
  const answers = (kept as { answers?: Record<string, unknown> } | undefined)?.answers ?? {}
  return Object.fromEntries(
    worksheetQuestions.flatMap((each) => (typeof answers[each] === 'string' ? [[each, answers[each]]] : [])),
  )
}
