import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { noForm } from '#actions/form-read.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { formRef, submissionQuery, type SubmissionList } from '#contract/form.ts'
import { ok, refuse } from '#contract/problem.ts'
import { silentKinds, type FormDocument } from '#core/form/document.ts'
import { wordPatterns } from '#core/text-pattern.ts'
import { actorNames } from '#store/actor-name.ts'
import { findForm, listVersions } from '#store/form.ts'
import { countSubmissions, findSubmission, listSubmissionRows, type SubmissionRow } from '#store/form-submission.ts'
import type { Db } from '#store/rows.ts'

const place = z.object({ at: z.iso.datetime(), id: z.uuid() })

/** What was sent by a form, or kept out, the newest first, each with whose it is. */
export const listSubmissions: Verb<SubmissionList> = readVerb({
  permission: 'capture.read',
  input: submissionQuery.extend(formRef.shape),
  async run({ db, workspaceId, input }) {
    const { id, kept, q, limit } = input
    const patterns = wordPatterns(q)
    const question = [id, kept, q]
    const form = await findForm(db, workspaceId, id)
    if (!form) return noForm
    const after = input.cursor === undefined ? null : readCursor(question, input.cursor, place)
    if (input.cursor !== undefined && after === null) return badCursor
    const one = input.only === undefined ? null : await findSubmission(db, workspaceId, id, input.only)
    if (input.only !== undefined && !one) return refuse('not_found', 'This submission is not kept any more.')
    const found = one
      ? [one]
      : await listSubmissionRows(db, workspaceId, id, { kept, patterns, after, limit: limit + 1 })
    const rows = found.slice(0, limit)
    const names = await actorNames(
      db,
      rows.flatMap(({ decidedBy }) => decidedBy ?? []),
    )
    const last = rows.at(-1)
    const versions = await listVersions(db, workspaceId, id)
    return ok({
      items: rows.map((row) => itemOf(row, names)),
      next: found.length > limit && last ? writeCursor(question, { at: last.at.toISOString(), id: last.id }) : null,
      total: await countSubmissions(db, workspaceId, id, patterns),
      heads: await headsOf(db, workspaceId, [form.draft, ...versions.map(({ document }) => document)]),
    })
  },
})

function itemOf(row: SubmissionRow, names: ReadonlyMap<string, string>): SubmissionList['items'][number] {
  const { id, at, state, version, language, fields, email, reasons, marks, visitor, address, decidedBy } = row
  const { personId, personName, personEmail } = row
  return {
    id,
    at: at.toISOString(),
    state,
    version,
    language,
    fields,
    email,
    reasons,
    marks,
    page: visitor.page?.url ?? null,
    address,
    person: personId === null ? null : { id: personId, name: personName, email: personEmail },
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? decidedBy),
  }
}

/**
 * The words of every field that some version asked, in the order of the newest: of consent the name of its purpose; of a
 * hidden field none, but what it is filled with.
 */
export async function headsOf(
  db: Db,
  workspaceId: string,
  documents: readonly FormDocument[],
): Promise<SubmissionList['heads']> {
  const all = documents.flatMap(({ fields }) => fields)
  const asks = all.some(({ kind }) => kind === 'consent')
  const purposes = new Map((asks ? await allPurposesOf(db, workspaceId) : []).map(({ id, name }) => [id, name]))
  const heads = new Map<string, SubmissionList['heads'][number]>()
  for (const { id, kind, label, purpose, source } of all) {
    if (silentKinds.has(kind) || heads.has(id)) continue
    const words = kind === 'consent' ? (purposes.get(purpose ?? '') ?? {}) : kind === 'hidden' ? {} : label
    heads.set(id, { id, label: words, source: kind === 'hidden' ? source : null })
  }
  return [...heads.values()]
}
