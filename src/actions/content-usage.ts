import { lastDays, readingScope } from '#actions/content-scope.ts'
import { contentPlace } from '#actions/content-view.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { contentUsageQuery, type ContentUsage } from '#contract/content-reading.ts'
import { ok } from '#contract/problem.ts'
import { allAssets } from '#store/content.ts'
import { sumReading } from '#store/content-reading.ts'

/** Who read what, by asset, beside the list of the library. */
export const readContentUsage: Verb<ContentUsage> = readVerb({
  permission: 'content.read',
  input: contentUsageQuery,
  async run({ db, workspaceId, input, now }) {
    const place = await contentPlace(db, workspaceId, now)
    if (!place.ok) return place
    const assets = await allAssets(db, workspaceId)
    const period = lastDays(input.days, place.value.zone, now)
    const scope = await readingScope(db, workspaceId, assets, place.value, period)
    const sums = (await sumReading(db, workspaceId, scope)).filter(({ by }) => by === 'asset')
    const before = new Map(sums.flatMap((one) => (one.now ? [] : [[one.key, one.people] as const])))
    return ok({
      from: new Date(period.from).toISOString(),
      to: new Date(period.to).toISOString(),
      items: sums.flatMap(({ key, now: current, people, reads, downloads }) =>
        current && key !== null ? [{ asset: key, people, reads, downloads, before: before.get(key) ?? 0 }] : [],
      ),
    })
  },
})
