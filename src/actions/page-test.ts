import { randomUUIDv7 } from 'node:crypto'
import { noPage, outdatedPage, testRuns } from '#actions/page/standing.ts'
import { readTests } from '#actions/page/test-reading.ts'
import { checkSound, published } from '#actions/page-publish.ts'
import { actorName, readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { pageId, type PagePublished } from '#contract/page.ts'
import { pageTestEndInput, pageTestInput, type PageTestList } from '#contract/page-test.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import { plannedSample, type TestPlan } from '#core/page/test.ts'
import { changePageDraft, findPage, findPageVersion, lockPage, publishVersion } from '#store/page/page.ts'
import { endRunningTest, insertTest, runningTest } from '#store/page/test.ts'

const largestSample = 5_000_000

/** Tests of a page with what they have counted, and what a new one can be planned by. */
export const listPageTests: Verb<PageTestList> = readVerb({
  permission: 'capture.read',
  input: pageId,
  async run({ db, workspaceId, input, now }) {
    const page = await findPage(db, workspaceId, input.id)
    return page ? ok(await readTests(db, workspaceId, page, now)) : noPage
  },
})

/** Publishes the draft with its variants and shows each to its share of the visitors, by the plan given. */
export const startPageTest: Verb<PagePublished> = writeVerb({
  permission: 'capture.write',
  input: pageTestInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, revision } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    if (page.revision !== revision) return outdatedPage
    if (page.testing) return testRuns
    const { variants } = page.draft
    if (variants.length < 2) return refuse('conflict', 'A test compares variants: add one to the page first.')
    if (input.weights.length !== variants.length)
      return refuse('invalid', `weights: This page has ${variants.length} variants; give each its share.`)
    const plan = planOf(
      input,
      variants.map(({ key }) => key),
    )
    if (!plan.ok) return plan
    const sound = await checkSound(db, workspaceId, page.draft)
    if (!sound.ok) return sound
    const by = actorName(actor)
    const version =
      page.liveVersion !== null && !page.changed
        ? page.liveVersion
        : await publishVersion(db, workspaceId, id, { content: page.draft, by, note: null, restoredFrom: null }, now)
    await insertTest(db, workspaceId, { id: randomUUIDv7(), pageId: id, version, plan: plan.value, by }, now)
    return ok(await published(db, workspaceId, id))
  },
  audit: ({ id }, { conversion, difference }) => ({
    verb: 'page.test_start',
    subject: `page:${id}`,
    detail: { conversion, difference },
  }),
})

/** Ends the running test. The winner, chosen by hand, becomes the page; without one the first variant is the page. */
export const endPageTest: Verb<PagePublished> = writeVerb({
  permission: 'capture.write',
  input: pageTestEndInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { id, winner } = input
    const page = await lockPage(db, workspaceId, id)
    if (!page) return noPage
    const test = await runningTest(db, workspaceId, id)
    if (!test) return refuse('conflict', 'No test runs on this page.')
    const content = await findPageVersion(db, workspaceId, id, test.version)
    const chosen = winner === null ? null : content?.variants.find(({ key }) => key === winner)
    if (chosen === undefined) return refuse('invalid', `winner: There is no variant ${winner} in this test.`)
    const by = actorName(actor)
    await endRunningTest(db, workspaceId, id, { by, winner }, now)
    if (chosen && content) {
      const next = { ...content, variants: [{ ...chosen, key: 'a' as const }] }
      await publishVersion(db, workspaceId, id, { content: next, by, note: null, restoredFrom: null }, now)
      // what somebody has begun to write meanwhile stays theirs
      const { revision, name, changed } = page
      if (!changed) await changePageDraft(db, workspaceId, id, { revision, name, draft: next, by }, now)
    }
    return ok(await published(db, workspaceId, id))
  },
  audit: ({ id }, { winner }) => ({ verb: 'page.test_end', subject: `page:${id}`, detail: { winner } }),
})

function planOf(
  input: Pick<TestPlan, 'conversion' | 'days' | 'baseline' | 'difference' | 'power'> & { weights: number[] },
  keys: readonly TestPlan['variants'][number]['key'][],
): Result<TestPlan> {
  const { conversion, days, baseline, difference, power, weights } = input
  if (baseline + difference >= 1 && baseline - difference <= 0)
    return refuse('invalid', 'difference: It is larger than the share that converts allows.', {
      fields: [{ path: 'difference', message: 'too large' }],
    })
  const sample = plannedSample({ baseline, difference, power, variants: keys.length })
  if (sample > largestSample)
    return refuse(
      'invalid',
      `difference: So small a one takes ${sample} visitors of each variant. Look for a larger one.`,
      {
        fields: [{ path: 'difference', message: 'too small' }],
      },
    )
  const variants = keys.map((key, index) => ({ key, weight: weights[index] as number }))
  return ok({ conversion, days, variants, baseline, difference, power, sample })
}
