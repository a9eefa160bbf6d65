import { z } from 'zod'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { FormList } from '#contract/form.ts'
import { ok } from '#contract/problem.ts'
import { silentKinds } from '#core/form/document.ts'
import { fewLooks, ratesOf } from '#core/form/rates.ts'
import { actorNames } from '#store/actor-name.ts'
import { listFormRows, shownDocuments } from '#store/form.ts'
import { countForms } from '#store/form-visit.ts'
import { isoTime } from '#store/rows.ts'

/** What the counts of the list are of. */
export const listDays = 30
const dayMs = 86_400_000

/** The forms in use, with what became of them lately. */
export const listForms: Verb<FormList> = readVerb({
  permission: 'capture.read',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    const rows = await listFormRows(db, workspaceId)
    const shown = await shownDocuments(db, workspaceId)
    const counts = new Map((await countForms(db, workspaceId, now - listDays * dayMs)).map((one) => [one.formId, one]))
    const names = await actorNames(
      db,
      rows.map(({ updatedBy }) => updatedBy),
    )
    return ok({
      items: rows.map(({ id, name, slug, published, draft, updatedAt, updatedBy }) => {
        const { seen = 0, started = 0, lookSent = 0, sent = 0, spam = 0, lastSentAt = null } = counts.get(id) ?? {}
        const { startRate, sendRate } = ratesOf({ seen, started, sent: lookSent })
        return {
          id,
          name,
          slug,
          published,
          changed: isChanged(draft, shown.get(id) ?? null),
          updatedAt: updatedAt.toISOString(),
          updatedBy: names.get(updatedBy) ?? null,
          fields: draft.fields.filter(({ kind }) => !silentKinds.has(kind) && kind !== 'hidden').length,
          languages: draft.languages,
          counts: { seen, started, sent, spam },
          rates: { start: seen < fewLooks ? null : startRate, send: started < fewLooks ? null : sendRate },
          lastSentAt: isoTime(lastSentAt?.getTime()),
        }
      }),
    })
  },
})

/** Whether what is worked on is something else than what is shown, or nothing is shown. */
export function isChanged(draft: object, shown: object | null): boolean {
  return shown === null || sorted(draft) !== sorted(shown)
}

/** JSON without the order of keys, which the database does not keep. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}
