import { assetView, contentPlace, kindNamed, noAsset, stageNamed } from '#actions/content-view.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { contentId, type ContentPage } from '#contract/content.ts'
import { ok } from '#contract/problem.ts'
import { contentClassifier } from '#core/content.ts'
import { liftOf } from '#core/content/lift.ts'
import { actorNames } from '#store/actor-name.ts'
import { findAsset } from '#store/content.ts'
import { linksOfAsset, readersByLink } from '#store/content-link.ts'
import { findLifts } from '#store/content-lift.ts'
import { isoTime } from '#store/rows.ts'

/** One asset: what it is, its links, how its pages are counted, and what its readers did next. */
export const readContent: Verb<ContentPage> = readVerb({
  permission: 'content.read',
  input: contentId,
  async run({ db, workspaceId, input, now }) {
    const place = await contentPlace(db, workspaceId, now)
    if (!place.ok) return place
    const { blueprint } = place.value
    const row = await findAsset(db, workspaceId, input.id)
    if (!row) return noAsset
    const kindOf = contentClassifier(blueprint)
    const links = await linksOfAsset(db, workspaceId, row.id)
    const names = await actorNames(
      db,
      links.map(({ by }) => by),
    )
    const readers = await readersByLink(db, workspaceId, row.id)
    const order = new Map(
      blueprint.models.find(({ id }) => id === blueprint.lifecycle)?.stages.map(({ id }, at) => [id, at]),
    )
    const lifts = await findLifts(db, workspaceId, { asset: row.id })
    return ok({
      ...assetView(row, place.value),
      links: links.map(({ createdAt, revokedAt, by, ...link }) => ({
        ...link,
        by: names.get(by) ?? null,
        createdAt: createdAt.toISOString(),
        revokedAt: isoTime(revokedAt?.getTime()),
        readers: readers.get(link.id) ?? 0,
      })),
      counted: row.versions.flatMap(({ language, path }) => {
        if (path === null) return []
        // a pattern is asked with its stars as an ordinary part of a path
        const as = kindOf(path.replaceAll('*', 'x'))
        return as === row.kind ? [] : [{ language, path, as: as === null ? null : kindNamed(blueprint, as) }]
      }),
      lifts: lifts
        .toSorted((a, b) => (order.get(a.stage) ?? 99) - (order.get(b.stage) ?? 99))
        .map(({ asset: _asset, stage, medianMs, ...counts }) => {
          const lift = liftOf(counts)
          return {
            stage: stageNamed(blueprint, stage),
            ...counts,
            medianDays: medianMs === null ? null : medianMs / 86_400_000,
            ratio: lift && { value: lift.ratio, low: lift.low, high: lift.high },
          }
        }),
    })
  },
})
