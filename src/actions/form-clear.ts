import type { Pool, PoolClient } from 'pg'
import type { Flow } from '#actions/flow-types.ts'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { noForm } from '#actions/form-read.ts'
import { countSubmission } from '#actions/form/count.ts'
import { openForm } from '#actions/form/shown.ts'
import { thanksFor } from '#actions/form/thanks.ts'
import { histories } from '#actions/person/load.ts'
import { actorName, transaction, writeVerb, type Verb } from '#actions/verb.ts'
import { submissionClearInput, type SubmissionCleared } from '#contract/form.ts'
import { ok, refuse } from '#contract/problem.ts'
import { formLanguages } from '#core/form/document.ts'
import { findForm, findShownForm, findVersion } from '#store/form.ts'
import {
  clearSubmission,
  findSubmission,
  settleSubmission,
  uncountedSubmissions,
  type SubmissionRow,
} from '#store/form-submission.ts'

/** It was no spam: it is let in, counts as of when it was sent, and what was promised goes out by mail. */
export const clearForm: Verb<SubmissionCleared> = writeVerb({
  permission: 'capture.write',
  input: submissionClearInput,
  async run({ db, workspaceId, actor, input, now, address }) {
    const form = await findForm(db, workspaceId, input.id)
    if (!form) return noForm
    const found = await findSubmission(db, workspaceId, input.id, input.submission)
    if (!found) return refuse('not_found', 'There is no such submission of this form.')
    if (!(await clearSubmission(db, workspaceId, { id: found.id, by: actorName(actor), now })))
      return refuse('conflict', 'It was let in already.')
    const outcome = await countWithin(
      db,
      workspaceId,
      { ...found, state: 'cleared', slug: form.slug },
      { base: address, now },
    )
    return ok({ id: found.id, outcome })
  },
  audit: ({ id, outcome }, { id: form }) => ({
    verb: 'form.clear',
    subject: `form:${form}`,
    detail: { submission: id, outcome },
  }),
})

/**
 * Counts what was kept but never reached the flow, because the server stopped between the two or too much came in at once:
 * each in a transaction of its own, once, until nothing is left that is older than `olderMs` (a minute unless told). Gives
 * how many. `base`: how people reach this server.
 */
export async function recoverSubmissions(
  pool: Pool,
  { base, now, olderMs = 60_000, signal }: { base: string; now: number; olderMs?: number; signal?: AbortSignal },
): Promise<number> {
  let counted = 0
  for (;;) {
    const rows = await uncountedSubmissions(pool, { now, olderMs, limit: atOnce })
    for (const row of rows) {
      if (signal?.aborted) return counted
      await transaction(pool, 'begin', async (db) => {
        await countWithin(db, row.workspaceId, row, { base, now })
        await settleSubmission(db, row.workspaceId, row.id, now)
        return ok(null)
      })
      counted++
    }
    if (rows.length < atOnce) return counted
  }
}

const atOnce = 500

async function countWithin(
  db: PoolClient,
  workspaceId: string,
  row: SubmissionRow & { slug: string },
  { base, now }: { base: string; now: number },
): Promise<SubmissionCleared['outcome']> {
  const { id, slug, formId, version, fields, visitor, address, email, state } = row
  const cleared = state === 'cleared'
  const document = await findVersion(db, workspaceId, formId, version)
  const shown = await findShownForm(db, slug)
  if (document === null || shown === null) throw new Error(`the form of submission ${id} is gone`)
  const language = formLanguages.find((one) => one === row.language) ?? 'en'
  const history = await histories.of(db, workspaceId)
  const flow: Pick<Flow, 'accept'> = {
    accept: (_, items) => foldBatch(withinTransaction({ db, workspaceId, history, now }), items, () => {}),
  }
  const outcome = await countSubmission(
    { pool: db, flow, base, visitId: () => `visit_${id}` },
    { workspaceId, id, slug, version, document, fields, language, visitor, address, cleared, at: row.at.getTime() },
  )
  if (document.thanks.kind === 'content' && document.thanks.mail) {
    const form = await openForm(db, shown, document, version)
    await thanksFor({ pool: db, base }, form, { id, email, language, state: 'cleared', now })
  }
  return outcome.status
}
