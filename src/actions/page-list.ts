import { stateOf } from '#actions/page/standing.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pageListQuery, type PageItem, type PageList } from '#contract/page.ts'
import { ok } from '#contract/problem.ts'
import { pageCalls } from '#core/page/document.ts'
import { conversionOf } from '#core/page/test.ts'
import { listPages } from '#store/page/page.ts'
import { countByPage, type PageCount } from '#store/page/statistic.ts'

const day = 86_400_000
/** A list shows the last four weeks, and who did what the page asks within a week. */
const span = 28
const days = 7

/** Landing pages, the last changed first, with who came lately. */
export const listLandingPages: Verb<PageList> = readVerb({
  permission: 'capture.read',
  input: pageListQuery,
  async run({ db, workspaceId, input, now }) {
    const pages = await listPages(db, workspaceId, input.retired)
    const counted = new Map<string, PageCount>()
    for (const call of pageCalls) {
      const ids = pages.filter(({ draft }) => draft.call === call).map(({ id }) => id)
      const scope = {
        pages: ids,
        from: now - span * day,
        to: now,
        asOf: now,
        testId: null,
        conversions: ['form_submitted', conversionOf[call]],
        days,
      }
      for (const count of await countByPage(db, workspaceId, scope)) counted.set(count.page, count)
    }
    const items = pages.map((page): PageItem => {
      const count = counted.get(page.id)
      return {
        id: page.id,
        name: page.name,
        slug: page.slug,
        title: page.draft.meta.title,
        language: page.draft.language,
        call: page.draft.call,
        state: stateOf(page),
        variants: page.draft.variants.length,
        testing: page.testing,
        lately: { reached: count?.converted ?? 0, of: count?.visitors ?? 0 },
        publishedAt: page.liveAt?.toISOString() ?? null,
        updatedAt: page.updatedAt.toISOString(),
        retired: page.retiredAt !== null,
      }
    })
    return ok({ items, asOf: new Date(now).toISOString() })
  },
})
