import { claimed, lastDays, readingScope } from '#actions/content-scope.ts'
import { contentPlace, kindNamed, personaNamed, stageNamed } from '#actions/content-view.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { contentReadingQuery, type ContentReading } from '#contract/content-reading.ts'
import { ok } from '#contract/problem.ts'
import type { Band } from '#core/blueprint.ts'
import { journeyOf } from '#core/content/gap.ts'
import { allAssets } from '#store/content.ts'
import { cookielessReading, readingTrend, sumReading, wonReading, type ReadingSum } from '#store/content-reading.ts'

/** a longer period is shown by weeks */
const mostDays = 45
const nothing = { people: 0, reads: 0, downloads: 0 }

/** Who read what in a period: by asset, kind, band, persona and stage, with the period before and the deals that were won. */
export const readContentReading: Verb<ContentReading> = readVerb({
  permission: 'content.read',
  input: contentReadingQuery,
  async run({ db, workspaceId, input, now }) {
    const found = await contentPlace(db, workspaceId, now)
    if (!found.ok) return found
    const { blueprint, zone } = found.value
    const assets = await allAssets(db, workspaceId)
    const period = lastDays(input.days, zone, now)
    const scope = await readingScope(db, workspaceId, assets, found.value, period, input)
    const sums = await sumReading(db, workspaceId, scope)
    const unit = input.days <= mostDays ? 'day' : 'week'
    const trend = await readingTrend(db, workspaceId, scope, { unit, zone })
    const won = await wonReading(db, workspaceId, period.from, period.to)
    const assetOf = new Map(
      claimed([...new Set(won.read.map(({ object }) => object))], assets, blueprint).map((one) => [
        one.object,
        one.asset,
      ]),
    )
    const dealsOf = new Map<string, Set<string>>()
    for (const { deal, object } of won.read) {
      const asset = assetOf.get(object)
      if (asset !== undefined) dealsOf.set(asset, (dealsOf.get(asset) ?? new Set()).add(deal))
    }
    const part = (by: ReadingSum['by']) => parted(sums.filter((sum) => sum.by === by))
    const total = part('total').get(null)
    const before = total?.before ?? nothing
    const stageOrder = journeyOf(blueprint).stages.map(({ id }) => id)
    const titled = new Map(assets.map((asset) => [asset.id, asset]))
    const wonOf = (asset: string) => dealsOf.get(asset)?.size ?? 0
    const read = [...part('asset')].map(([asset, sum]) => ({ asset: asset as string, ...sum }))
    return ok({
      zone,
      from: new Date(period.from).toISOString(),
      to: new Date(period.to).toISOString(),
      now: new Date(now).toISOString(),
      total: {
        ...(total?.now ?? nothing),
        before: before.people,
        readsBefore: before.reads,
        downloadsBefore: before.downloads,
        // nobody's visit has no persona
        visits:
          input.persona === undefined && input.language === undefined
            ? await cookielessReading(db, workspaceId, scope)
            : 0,
      },
      trend,
      assets: read
        .filter(({ asset, now: { people } }) => people > 0 || wonOf(asset) > 0)
        .map(({ asset, now: current, before: former }) => ({
          asset,
          title: titled.get(asset)?.title ?? '',
          kind: kindNamed(blueprint, titled.get(asset)?.kind ?? ''),
          ...current,
          before: former.people,
          won: wonOf(asset),
        }))
        .toSorted((a, b) => b.people - a.people || b.reads - a.reads || (a.title < b.title ? -1 : 1)),
      kinds: [...part('kind')]
        .filter(([, sum]) => sum.now.people > 0)
        .map(([kind, sum]) => ({ kind: kindNamed(blueprint, kind ?? ''), ...sum.now, before: sum.before.people }))
        .toSorted((a, b) => b.people - a.people || (a.kind.id < b.kind.id ? -1 : 1)),
      bands: (['TOFU', 'MOFU', 'BOFU', 'CUSTOMER'] satisfies Band[]).map((band) => ({
        band,
        ...(part('band').get(band)?.now ?? nothing),
      })),
      personas: [...blueprint.personas.map(({ id }) => id), null].map((persona) => ({
        persona: persona === null ? null : personaNamed(blueprint, persona),
        ...(part('persona').get(persona)?.now ?? nothing),
      })),
      stages: [null, ...stageOrder].map((stage) => ({
        stage: stage === null ? null : stageNamed(blueprint, stage),
        ...(part('stage').get(stage)?.now ?? nothing),
      })),
      languages: [...part('language')]
        .filter(([, sum]) => sum.now.people > 0)
        .map(([language, sum]) => ({ language: language ?? '', ...sum.now }))
        .toSorted((a, b) => b.people - a.people || (a.language < b.language ? -1 : 1)),
      won: { deals: won.deals, read: new Set([...dealsOf.values()].flatMap((deals) => [...deals])).size },
    })
  },
})

type Amount = Pick<ReadingSum, 'people' | 'reads' | 'downloads'>

function parted(sums: readonly ReadingSum[]): Map<string | null, { now: Amount; before: Amount }> {
  const parts = new Map<string | null, { now: Amount; before: Amount }>()
  for (const { key, now, people, reads, downloads } of sums) {
    const part = parts.get(key) ?? { now: nothing, before: nothing }
    parts.set(key, { ...part, [now ? 'now' : 'before']: { people, reads, downloads } })
  }
  return parts
}
