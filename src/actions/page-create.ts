import { randomUUIDv7 } from 'node:crypto'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { pageCreateInput, type PageWritten } from '#contract/page.ts'
import { ok, refuse } from '#contract/problem.ts'
import { isSlug, slugOf } from '#core/page/slug.ts'
import { pageTemplate } from '#core/page/templates.ts'
import { freeSlug, insertPage } from '#store/page/page.ts'
import { findWorkspace } from '#store/workspace.ts'

const mostTries = 50

/** A page from the template of a call to action; its address is made of its name where none is given. */
export const createPage: Verb<PageWritten> = writeVerb({
  permission: 'capture.write',
  input: pageCreateInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { name, call, language, form = '' } = input
    const id = randomUUIDv7()
    if (input.slug !== undefined && !isSlug(input.slug))
      return refuse('invalid', 'slug: Small letters, digits and single hyphens, 2 to 80 of them.', {
        fields: [{ path: 'slug', message: 'small letters, digits and single hyphens' }],
      })
    const wished = input.slug ?? (slugOf(name) || `${call}-${id.slice(-6)}`)
    const slugs = Array.from({ length: mostTries }, (_, index) => (index === 0 ? wished : `${wished}-${index + 1}`))
    const slug = await freeSlug(db, input.slug === undefined ? [...slugs, `${call}-${id.slice(-12)}`] : [wished])
    if (slug === null)
      return refuse('conflict', `There is a page at /l/${wished} already; choose another address.`, {
        fields: [{ path: 'slug', message: 'taken' }],
      })
    const workspace = await findWorkspace(db, workspaceId)
    const draft = pageTemplate(call, language, form, workspace?.name ?? '')
    await insertPage(db, workspaceId, { id, name, slug, draft, by: actorName(actor) }, now)
    return ok({ id, revision: 1, slug, state: 'draft' as const })
  },
  audit: ({ id, slug }, { name }) => ({ verb: 'page.create', subject: `page:${id}`, detail: { name, slug } }),
})
