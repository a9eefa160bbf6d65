import { randomBytes } from 'node:crypto'
import { noPage, outdatedPage, stateOf, testRuns } from '#actions/page/standing.ts'
import { actorName, writeVerb, type Verb } from '#actions/verb.ts'
import { pageId, pagePublishInput, pageRollbackInput, type PagePublished } from '#contract/page.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { faultsOf, formsOf, type PageDocument } from '#core/page/document.ts'
import {
  findPage,
  findPageVersion,
  formsToEmbed,
  lockPage,
  publishVersion,
  takeOff,
  type PageRow,
} from '#store/page/page.ts'
import { endRunningTest } from '#store/page/test.ts'
import type { Db } from '#store/rows.ts'
import { keepSecret } from '#store/setup.ts'

/** Shows the draft to the public, as a new version. Refused while something is missing, or a test runs. */
export const publishPage: Verb<PagePublished> = writeVerb({
  permission: 'capture.write',
  input: pagePublishInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, revision, note } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    if (page.revision !== revision) return outdatedPage
    if (page.testing) return testRuns
    const sound = await checkSound(db, workspaceId, page.draft)
    if (!sound.ok) return sound
    const by = actorName(actor)
    await publishVersion(
      db,
      workspaceId,
      id,
      { content: page.draft, by, note: note === '' ? null : (note ?? null), restoredFrom: null },
      now,
    )
    return ok(await published(db, workspaceId, id))
  },
  audit: ({ id, version }) => ({ verb: 'page.publish', subject: `page:${id}`, detail: { version } }),
})

/** Shows again what an earlier version said, as a new version; the draft stays as it is. */
export const rollBackPage: Verb<PagePublished> = writeVerb({
  permission: 'capture.write',
  input: pageRollbackInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, version } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    if (page.testing) return testRuns
    if (page.liveVersion === version) return refuse('conflict', `Version ${version} is on the web already.`)
    const content = await findPageVersion(db, workspaceId, id, version)
    if (!content) return refuse('not_found', `There is no version ${version} of this page.`)
    await publishVersion(db, workspaceId, id, { content, by: actorName(actor), note: null, restoredFrom: version }, now)
    return ok(await published(db, workspaceId, id))
  },
  audit: ({ id, version }, input) => ({
    verb: 'page.roll_back',
    subject: `page:${id}`,
    detail: { version, to: input.version },
  }),
})

/** Takes a page off the web; its address says that it was there. A test that runs ends without a winner. */
export const unpublishPage: Verb<PagePublished> = writeVerb({
  permission: 'capture.write',
  input: pageId,
  async run({ db, workspaceId, actor, input, now }) {
    const page = await lockPage(db, workspaceId, input.id)
    if (!page) return noPage
    const by = actorName(actor)
    await endRunningTest(db, workspaceId, page.id, { by, winner: null }, now)
    await takeOff(db, workspaceId, page.id, by, now)
    return ok(await published(db, workspaceId, page.id))
  },
  audit: ({ id }) => ({ verb: 'page.unpublish', subject: `page:${id}` }),
})

/** Refuses what the public should not see, naming each thing. */
export async function checkSound(db: Db, workspaceId: string, document: PageDocument): Promise<Result<null>> {
  const forms = await formsToEmbed(db, workspaceId)
  const faults = faultsOf(document, new Set(forms.map(({ slug }) => slug))).filter(({ must }) => must)
  if (faults.length === 0) {
    // what signs the pages of forms is made now, so that nobody's looking at the page has to write it
    if (formsOf(document).length > 0) await keepSecret(db, 'form', randomBytes(48).toString('base64url'))
    return ok(null)
  }
  const fields = faults.map(({ fault, variant, block }) => ({
    path: [variant, block].filter((part) => part !== undefined).join('.'),
    message: fault,
  }))
  const kinds = [...new Set(faults.map(({ fault }) => fault))].join(', ')
  return refuse('invalid', `Something is missing before this page can be shown: ${kinds}.`, { fields })
}

export async function published(db: Db, workspaceId: string, id: string): Promise<PagePublished> {
  const page = (await findPage(db, workspaceId, id)) as PageRow
  const { revision, slug, liveVersion } = page
  return { id, revision, slug, state: stateOf(page), version: liveVersion }
}
