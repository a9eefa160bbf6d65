import { olderForm } from '#actions/form-change.ts'
import { noForm } from '#actions/form-read.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { formEndInput, formPublishInput, type FormWritten } from '#contract/form.ts'
import { ok, refuse } from '#contract/problem.ts'
import { lintForm } from '#core/form/lint.ts'
import { findForm, listVersions, publishDraft, retireFormRow, showVersion } from '#store/form.ts'

/** What is worked on becomes the next version, which strangers see within two seconds. */
export const publishForm: Verb<FormWritten> = writeVerb({
  permission: 'capture.write',
  input: formPublishInput,
  async run({ db, workspaceId, actor, input, now }) {
    const form = await findForm(db, workspaceId, input.id, true)
    if (!form || form.retiredAt !== null) return noForm
    if (form.revision !== input.revision) return olderForm
    const stops = lintForm(form.draft).filter((problem) => problem.stops)
    if (stops.length > 0) {
      const fields = stops.map(({ code, field }) => ({ path: field ?? 'form', message: code }))
      return refuse('invalid', `The form cannot be shown yet: ${stops.map(({ code }) => code).join(', ')}.`, { fields })
    }
    const published = await publishDraft(db, workspaceId, form.id, actorName(actor), now)
    return ok({ id: form.id, slug: form.slug, revision: form.revision, published })
  },
  audit: ({ id, published }) => ({ verb: 'form.publish', subject: `form:${id}`, detail: { version: published } }),
})

/** Shows the form no more: its address says that it is closed. `undo` shows the last version again. */
export const withdrawForm: Verb<FormWritten> = writeVerb({
  permission: 'capture.write',
  input: formEndInput,
  async run({ db, workspaceId, input }) {
    const form = await findForm(db, workspaceId, input.id, true)
    if (!form || form.retiredAt !== null) return noForm
    const last = input.undo ? ((await listVersions(db, workspaceId, form.id))[0]?.version ?? null) : null
    if (input.undo && last === null) return refuse('conflict', 'It was never published. Publish it first.')
    await showVersion(db, workspaceId, form.id, last)
    return ok({ id: form.id, slug: form.slug, revision: form.revision, published: last })
  },
  audit: ({ id, published }) => ({ verb: 'form.withdraw', subject: `form:${id}`, detail: { shown: published } }),
})

/** Takes a form out of use, with its page; what was sent stays. `undo` brings it back. */
export const retireForm: Verb<{ id: string; retired: boolean }> = writeVerb({
  permission: 'capture.write',
  input: formEndInput,
  async run({ db, workspaceId, input, now }) {
    const { id, undo } = input
    if (!(await retireFormRow(db, workspaceId, id, undo ? null : now))) return noForm
    return ok({ id, retired: !undo })
  },
  audit: ({ id, retired }) => ({ verb: 'form.retire', subject: `form:${id}`, detail: { retired } }),
})
