import type { PoolClient } from 'pg'
import type { ContentPlace } from '#actions/content-view.ts'
import { assetFinder, placeOfAsset, versionFor } from '#core/content/asset.ts'
import { journeyOf } from '#core/content/gap.ts'
import { dayOf, startOfDay } from '#core/report/period.ts'
import type { AssetRow } from '#store/content.ts'
import { objectsRead, type ReadingScope, type ReadObject } from '#store/content-reading.ts'

const day = 86_400_000

/** What of the library may be counted, between which moments. */
export interface ContentPeriod {
  before: number
  from: number
  to: number
}

/** The last so many days of the workspace's zone, today with them, and as many before; epoch ms. */
export function lastDays(days: number, zone: string, now: number): ContentPeriod {
  const back = (count: number) => startOfDay(dayOf(now - count * day, zone), zone)
  return { before: back(2 * days - 1), from: back(days - 1), to: now + 1 }
}

/**
 * What the events of a period call the assets of the library. An asset that is named without saying in which language is
 * taken for the version that its title or page is of.
 */
export async function readingScope(
  db: PoolClient,
  workspaceId: string,
  assets: readonly AssetRow[],
  { blueprint }: ContentPlace,
  period: ContentPeriod,
  { persona, language }: { persona?: string | undefined; language?: string | undefined } = {},
): Promise<ReadingScope> {
  const objects = await objectsRead(db, workspaceId, period.before, period.to)
  return {
    ...period,
    objects: claimed(objects, assets, blueprint),
    model: journeyOf(blueprint).id,
    persona: persona === undefined ? null : persona === 'none' ? '' : persona,
    language: language ?? null,
  }
}

/** Of what events name, that which belongs to an asset. */
export function claimed(
  objects: readonly string[],
  assets: readonly AssetRow[],
  blueprint: ContentPlace['blueprint'],
): ReadObject[] {
  const find = assetFinder(assets)
  const known = new Map(assets.map((asset) => [asset.id, { asset, place: placeOfAsset(blueprint, asset) }]))
  return objects.flatMap((object) => {
    const found = find(object)
    const here = found && known.get(found.asset)
    if (!found || !here) return []
    const language = found.language ?? versionFor(here.asset.versions, null)?.language ?? 'en'
    return [{ object, asset: found.asset, kind: here.asset.kind, bands: here.place.bands, language }]
  })
}
