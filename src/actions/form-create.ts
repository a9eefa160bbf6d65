import { randomInt, randomUUIDv7 } from 'node:crypto'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { formInput, type FormWritten } from '#contract/form.ts'
import { ok, refuse } from '#contract/problem.ts'
import { formLanguages, type FormLanguage } from '#core/form/document.ts'
import { formTemplate } from '#core/form/templates.ts'
import { insertForm, listFormRows } from '#store/form.ts'
import { findWorkspace } from '#store/workspace.ts'

/** How many forms a team may keep: more than anybody tells apart. */
const most = 300

/** A draft that begins with a template, in the languages of the workspace unless others are named. */
export const createForm: Verb<FormWritten> = writeVerb({
  permission: 'capture.write',
  input: formInput,
  async run({ db, workspaceId, actor, input, now }) {
    if ((await listFormRows(db, workspaceId)).length >= most)
      return refuse('conflict', `There are ${most} forms already. Retire one that nobody uses.`)
    const workspace = await findWorkspace(db, workspaceId)
    const known = (workspace?.languages ?? []).filter((one): one is FormLanguage =>
      formLanguages.some((all) => all === one),
    )
    const draft = formTemplate(input.template, input.languages ?? known)
    for (;;) {
      const form = { id: randomUUIDv7(), slug: newSlug(input.name), name: input.name, draft, by: actorName(actor) }
      if (await insertForm(db, workspaceId, form, now))
        return ok({ id: form.id, slug: form.slug, revision: 1, published: null })
    }
  },
  audit: ({ id }, { name, template }) => ({ verb: 'form.create', subject: `form:${id}`, detail: { name, template } }),
})

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * The end of a form's address, or of a survey's: words of its name, and letters that tell it from any other of the server,
 * so that a name that is taken says nothing about somebody else's workspace.
 */
export function newSlug(name: string, fallback = 'form'): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  const end = Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return `${words === '' ? fallback : words}-${end}`
}
