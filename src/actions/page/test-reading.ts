import type { PageTest, PageTestList } from '#contract/page-test.ts'
import { conversions, plannedDays, readTest, type Arm } from '#core/page/test.ts'
import type { PageDocument } from '#core/page/document.ts'
import { actorNames } from '#store/actor-name.ts'
import { findPageVersion, type PageRow } from '#store/page/page.ts'
import { countByPage, countTest } from '#store/page/statistic.ts'
import { pageTests, type PageTestRow } from '#store/page/test.ts'
import type { Db } from '#store/rows.ts'

const day = 86_400_000
/** A plan looks at the last four weeks, and at who did it within a week. */
const span = 28
const days = 7

/** All tests of a page, read; and what a new plan can rest on. */
export async function readTests(db: Db, workspaceId: string, page: PageRow, now: number): Promise<PageTestList> {
  const tests = await pageTests(db, workspaceId, page.id)
  const names = await actorNames(
    db,
    tests.flatMap(({ startedBy, endedBy }) => [startedBy, ...(endedBy === null ? [] : [endedBy])]),
  )
  const items: PageTest[] = []
  for (const test of tests) {
    const content = await findPageVersion(db, workspaceId, page.id, test.version)
    items.push(await readOne(db, workspaceId, test, content, (actor) => names.get(actor) ?? actor, now))
  }
  const lately = { perDay: 0, visitors: 0, converted: [] as PageTestList['lately']['converted'] }
  for (const conversion of conversions) {
    const scope = { pages: [page.id], from: now - span * day, to: now, asOf: now, testId: null, days }
    const [count] = await countByPage(db, workspaceId, { ...scope, conversions: [conversion] })
    lately.visitors = count?.visitors ?? 0
    lately.converted.push({
      conversion,
      closed: { reached: count?.closedConverted ?? 0, of: count?.closed ?? 0 },
    })
  }
  // a page that is younger than the span had fewer days to be seen
  const age = Math.max(1, Math.min(span, (now - page.createdAt.getTime()) / day))
  lately.perDay = lately.visitors / age
  return { items, lately, asOf: new Date(now).toISOString() }
}

async function readOne(
  db: Db,
  workspaceId: string,
  test: PageTestRow,
  content: PageDocument | null,
  nameOf: (actor: string) => string,
  now: number,
): Promise<PageTest> {
  const { plan, startedAt, endedAt } = test
  const scope = {
    pages: [test.pageId],
    from: startedAt.getTime(),
    to: endedAt?.getTime() ?? now,
    asOf: now,
    testId: test.id,
    conversions: [plan.conversion],
    days: plan.days,
  }
  const counts = await countTest(db, workspaceId, scope, plan.sample)
  const arms = plan.variants.map(({ key }): Arm => {
    const count = counts.find(({ variant }) => variant === key)
    return {
      key,
      seen: count?.seen ?? 0,
      closed: { reached: count?.closedConverted ?? 0, of: count?.closed ?? 0 },
      sampled: { reached: count?.sampledConverted ?? 0, of: count?.sampledClosed ?? 0 },
    }
  })
  const reading = readTest(plan, arms)
  const seen = arms.reduce((sum, arm) => sum + arm.seen, 0)
  const ran = Math.max(1, (scope.to - scope.from) / day)
  const whole = plannedDays(plan, seen / ran)
  return {
    id: test.id,
    version: test.version,
    plan,
    startedAt: startedAt.toISOString(),
    startedBy: nameOf(test.startedBy),
    endedAt: endedAt?.toISOString() ?? null,
    endedBy: test.endedBy === null ? null : nameOf(test.endedBy),
    winner: plan.variants.find(({ key }) => key === test.winner)?.key ?? null,
    ready: reading.ready,
    verdict: reading.verdict,
    best: reading.best,
    arms: reading.arms.map((arm, index) => ({
      ...arm,
      name: content?.variants.find(({ key }) => key === arm.key)?.name ?? '',
      weight: plan.variants[index]?.weight ?? 0,
    })),
    crossed: counts.reduce((sum, { crossed }) => sum + crossed, 0),
    daysLeft: endedAt !== null || reading.ready || whole === null ? null : Math.max(0, Math.ceil(whole - ran)),
  }
}
