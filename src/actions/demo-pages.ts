import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { transaction } from '#actions/verb.ts'
import { ok } from '#contract/problem.ts'
import { demoLandings, type DemoPlace } from '#core/demo/pages.ts'
import { slugOf } from '#core/page/slug.ts'
import { plannedSample } from '#core/page/test.ts'
import { findPage, formsToEmbed, freeSlug, insertPage, publishVersion } from '#store/page/page.ts'
import { endRunningTest, insertTest } from '#store/page/test.ts'

const day = 86_400_000
const by = 'demo'

/** Where the landing pages of the sample company stand in this workspace, by the path its visitors saw. */
export function demoPlaces(workspaceId: string, end: number): Map<string, DemoPlace> {
  return new Map(
    demoLandings(null, null).map(({ path, test }) => [
      path,
      {
        page: idOf(workspaceId, path),
        test: idOf(workspaceId, `${path} test`),
        plan: test.plan,
        from: end - test.from * day,
        to: test.to === null ? Number.POSITIVE_INFINITY : end - test.to * day,
      },
    ]),
  )
}

/**
 * Its landing pages: one whose test is over, one whose test runs. In one transaction; once. `slot`: id of the slot that
 * stands on them; `end` in epoch ms.
 */
export async function loadDemoPages(
  pool: Pool,
  workspaceId: string,
  { slot, end }: { slot: string; end: number },
): Promise<void> {
  const loaded = await transaction(pool, 'begin', async (db) => {
    const forms = await formsToEmbed(db, workspaceId)
    const form = forms.find(({ slug }) => slug.includes('demo')) ?? null
    for (const { path, name, document, publishedDays, test } of demoLandings(form?.slug ?? null, slot)) {
      const id = idOf(workspaceId, path)
      if (await findPage(db, workspaceId, id)) return ok(false)
      const wished = slugOf(name)
      const slug = (await freeSlug(db, [wished, `${wished}-${id.slice(0, 6)}`])) ?? id
      const at = end - publishedDays * day
      await insertPage(db, workspaceId, { id, name, slug, draft: document, by }, at - day)
      const content = { content: document, by, note: null, restoredFrom: null }
      const version = await publishVersion(db, workspaceId, id, content, at)
      const plan = { ...test.plan, sample: plannedSample({ ...test.plan, variants: test.plan.variants.length }) }
      const row = { id: idOf(workspaceId, `${path} test`), pageId: id, version, plan, by }
      await insertTest(db, workspaceId, row, end - test.from * day)
      if (test.to !== null) await endRunningTest(db, workspaceId, id, { by, winner: null }, end - test.to * day)
    }
    return ok(true)
  })
  if (!loaded.ok) throw new Error(loaded.problem.message)
}

/** The same in every loading of that workspace: views name a page before it is there. UUID version 8. */
export function idOf(workspaceId: string, name: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(['page', workspaceId, name]))
    .digest()
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
