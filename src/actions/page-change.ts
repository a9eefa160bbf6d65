import { checkPictures, noPage, outdatedPage, stateOf } from '#actions/page/standing.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { pageAddressInput, pageChangeInput, pageDraftInput, pageRetireInput, type PageWritten } from '#contract/page.ts'
import { ok, refuse } from '#contract/problem.ts'
import { isSlug } from '#core/page/slug.ts'
import {
  changePageDraft,
  findPage,
  findPageVersion,
  lockPage,
  moveSlug,
  retirePageRow,
  type PageRow,
} from '#store/page/page.ts'
import type { Db } from '#store/rows.ts'

/** Keeps the draft as a whole, while it is being written. */
export const changePage: Verb<PageWritten> = writeVerb({
  permission: 'capture.write',
  input: pageChangeInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, revision, name, document } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    const pictures = await checkPictures(db, workspaceId, document)
    if (!pictures.ok) return pictures
    const change = { revision, name, draft: document, by: actorName(actor) }
    if ((await changePageDraft(db, workspaceId, id, change, now)) === null) return outdatedPage
    return ok(await written(db, workspaceId, id))
  },
  audit: ({ id }) => ({ verb: 'page.change', subject: `page:${id}` }),
})

/** The draft becomes what a version said; what is on the web stays. */
export const takeVersion: Verb<PageWritten> = writeVerb({
  permission: 'capture.write',
  input: pageDraftInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, revision, version } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    const draft = await findPageVersion(db, workspaceId, id, version)
    if (!draft) return refuse('not_found', `There is no version ${version} of this page.`)
    const change = { revision, name: page.name, draft, by: actorName(actor) }
    if ((await changePageDraft(db, workspaceId, id, change, now)) === null) return outdatedPage
    return ok(await written(db, workspaceId, id))
  },
  audit: ({ id }, { version }) => ({ verb: 'page.take_version', subject: `page:${id}`, detail: { version } }),
})

/** Gives a page another address, at once. The one before leads there too if the page has been on the web. */
export const movePage: Verb<PageWritten> = writeVerb({
  permission: 'capture.write',
  input: pageAddressInput,
  async run({ db, workspaceId, input }) {
    const { id, slug } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    if (!isSlug(slug))
      return refuse('invalid', 'slug: Small letters, digits and single hyphens, 2 to 80 of them.', {
        fields: [{ path: 'slug', message: 'small letters, digits and single hyphens' }],
      })
    if (slug !== page.slug && !(await moveSlug(db, workspaceId, id, slug, { forget: neverShown(page) })))
      return refuse('conflict', `There is a page at /l/${slug} already; choose another address.`, {
        fields: [{ path: 'slug', message: 'taken' }],
      })
    return ok(await written(db, workspaceId, id))
  },
  audit: ({ id, slug }) => ({ verb: 'page.move', subject: `page:${id}`, detail: { slug } }),
})

/** Takes a page that is not on the web out of the list, or back into it. */
export const retirePage: Verb<PageWritten> = writeVerb({
  permission: 'capture.write',
  input: pageRetireInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, undo } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    if (!undo && page.liveVersion !== null)
      return refuse('conflict', 'This page is on the web. Take it off the web first.')
    await retirePageRow(db, workspaceId, id, !undo, actorName(actor), now)
    return ok(await written(db, workspaceId, id))
  },
  audit: ({ id }, { undo }) => ({ verb: undo ? 'page.bring_back' : 'page.retire', subject: `page:${id}` }),
})

function neverShown({ liveVersion, unpublishedAt }: PageRow): boolean {
  return liveVersion === null && unpublishedAt === null
}

async function written(db: Db, workspaceId: string, id: string): Promise<PageWritten> {
  const page = (await findPage(db, workspaceId, id)) as PageRow
  return { id, revision: page.revision, slug: page.slug, state: stateOf(page) }
}
