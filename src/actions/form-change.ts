import { noForm } from '#actions/form-read.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { formChangeInput, formRestoreInput, type FormWritten } from '#contract/form.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { FormDocument } from '#core/form/document.ts'
import { isFedFact } from '#core/form/lint.ts'
import { hostOfList } from '#core/form/place.ts'
import { findForm, findVersion, saveDraft } from '#store/form.ts'
import { fieldsOf } from '#store/person-field.ts'

export const olderForm = refuse('conflict', 'Somebody has changed this form since you opened it. Load it again.')

/** Changes what is being worked on; what strangers see stays until it is published. */
export const changeForm: Verb<FormWritten> = writeVerb({
  permission: 'capture.write',
  input: formChangeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const form = await findForm(db, workspaceId, input.id, true)
    if (!form) return noForm
    if (form.revision !== input.revision) return olderForm
    const { name = form.name, document = form.draft } = input
    const hosts = document.hosts.map(hostOfList)
    const wrong = hosts.findIndex((host) => host === null)
    if (wrong >= 0)
      return refuse('invalid', `hosts: ${document.hosts[wrong]} is no host: write it like example.com.`, {
        fields: [{ path: `hosts.${wrong}`, message: 'no host' }],
      })
    const own = new Set((await fieldsOf(db, workspaceId)).map(({ key }) => key))
    const strange = document.fields.find(({ feeds }) => feeds !== null && !isFedFact(feeds) && !own.has(feeds))
    if (strange)
      return refuse('invalid', `fields: there is no field "${strange.feeds}" of people that ${strange.id} could fill.`)
    const draft: FormDocument = { ...document, hosts: [...new Set(hosts.filter((host) => host !== null))] }
    const revision = await saveDraft(db, workspaceId, { id: form.id, name, draft, by: actorName(actor) }, now)
    return ok({ id: form.id, slug: form.slug, revision, published: form.published })
  },
  audit: ({ id, revision }) => ({ verb: 'form.change', subject: `form:${id}`, detail: { revision } }),
})

/** An earlier version becomes what is worked on; it is shown again when it is published. */
export const restoreForm: Verb<FormWritten> = writeVerb({
  permission: 'capture.write',
  input: formRestoreInput,
  async run({ db, workspaceId, actor, input, now }) {
    const form = await findForm(db, workspaceId, input.id, true)
    if (!form) return noForm
    if (form.revision !== input.revision) return olderForm
    const draft = await findVersion(db, workspaceId, form.id, input.version)
    if (draft === null) return refuse('not_found', 'There is no such version of this form.')
    const revision = await saveDraft(
      db,
      workspaceId,
      { id: form.id, name: form.name, draft, by: actorName(actor) },
      now,
    )
    return ok({ id: form.id, slug: form.slug, revision, published: form.published })
  },
  audit: ({ id }, { version }) => ({ verb: 'form.restore', subject: `form:${id}`, detail: { version } }),
})
