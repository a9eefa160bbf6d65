import { noForm } from '#actions/form-read.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { formTellInput, type FormTold } from '#contract/form.ts'
import { ok } from '#contract/problem.ts'
import { findWatch, saveWatch } from '#store/form-news.ts'
import { findForm } from '#store/form.ts'

/** Chooses who is told of what a form brings; it holds at once, whatever is published. */
export const tellOfForm: Verb<FormTold> = writeVerb<typeof formTellInput, FormTold>({
  permission: 'capture.write',
  input: formTellInput,
  async run({ db, workspaceId, input: { id, members, owner } }) {
    if (!(await findForm(db, workspaceId, id, true))) return noForm
    const before = await findWatch(db, workspaceId, id)
    await saveWatch(db, workspaceId, id, { members, owner })
    return ok({ id, told: await findWatch(db, workspaceId, id), before })
  },
  audit: ({ id, told, before }) => ({ verb: 'form.tell', subject: `form:${id}`, detail: { before, after: told } }),
})
