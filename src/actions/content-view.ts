import type { PoolClient } from 'pg'
import type { ContentAsset } from '#contract/content.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Blueprint, Text } from '#core/blueprint.ts'
import { placeOfAsset } from '#core/content/asset.ts'
import { journeyOf } from '#core/content/gap.ts'
import { dayOf } from '#core/report/period.ts'
import type { AssetRow } from '#store/content.ts'
import { findFunnelSetting } from '#store/funnel.ts'
import { isoTime } from '#store/rows.ts'

/** What the library is read by. */
export interface ContentPlace {
  blueprint: Blueprint
  zone: string
  /** YYYY-MM-DD in the workspace's zone */
  today: string
}

export const noAsset = refuse('not_found', 'There is no such content here.')

export async function contentPlace(db: PoolClient, workspaceId: string, now: number): Promise<Result<ContentPlace>> {
  const setting = await findFunnelSetting(db, workspaceId)
  if (!setting) return refuse('not_found', 'There is no such workspace.')
  const { zone, blueprint } = setting
  if (!blueprint) return refuse('conflict', 'There is no blueprint yet: apply one first (hourglass blueprint apply).')
  return ok({ blueprint, zone, today: dayOf(now, zone) })
}

/** An asset as the API shows it, with the names that the blueprint has for what it says. */
export function assetView(row: AssetRow, { blueprint, today }: ContentPlace): ContentAsset {
  const place = placeOfAsset(blueprint, row)
  return {
    id: row.id,
    title: row.title,
    about: row.about,
    kind: { id: row.kind, name: place.kindName },
    bands: [...place.bands],
    ownBands: row.bands.length > 0,
    stage: place.stage === null ? null : stageNamed(blueprint, place.stage),
    ownStage: row.stage !== null,
    personas: row.personas.map((id) => personaNamed(blueprint, id)),
    industries: row.industries,
    product: row.product,
    owner: row.ownerName === null ? null : { id: row.ownerId, name: row.ownerName },
    reviewOn: row.reviewOn,
    overdue: isOverdue(row, today),
    versions: row.versions,
    createdAt: isoTime(row.createdAt.getTime()) as string,
    updatedAt: isoTime(row.updatedAt.getTime()) as string,
    archivedAt: isoTime(row.archivedAt?.getTime()),
    revision: row.revision,
  }
}

/** Its day of review has come, and it is still given out. */
export function isOverdue({ reviewOn, archivedAt }: Pick<AssetRow, 'reviewOn' | 'archivedAt'>, today: string): boolean {
  return archivedAt === null && reviewOn !== null && reviewOn <= today
}

export function kindNamed({ contentKinds }: Blueprint, id: string): { id: string; name: Text } {
  return { id, name: contentKinds.find((one) => one.id === id)?.name ?? { en: id } }
}

export function personaNamed({ personas }: Blueprint, id: string): { id: string; name: Text } {
  return { id, name: personas.find((one) => one.id === id)?.name ?? { en: id } }
}

/** A stage of any model of people; of the journey first. */
export function stageNamed(blueprint: Blueprint, id: string): { id: string; name: Text } {
  const stages = [...journeyOf(blueprint).stages, ...blueprint.models.flatMap((model) => model.stages)]
  return { id, name: stages.find((one) => one.id === id)?.name ?? { en: id } }
}
