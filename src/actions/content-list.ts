import { assetView, contentPlace, isOverdue, kindNamed } from '#actions/content-view.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { contentQuery, type ContentList } from '#contract/content.ts'
import { ok } from '#contract/problem.ts'
import { placeOfAsset } from '#core/content/asset.ts'
import { journeyOf } from '#core/content/gap.ts'
import { foldText } from '#core/text.ts'
import { allAssets } from '#store/content.ts'

/** The library: what there is, for whom, in which languages, and what is due to be looked at again. */
export const listContent: Verb<ContentList> = readVerb({
  permission: 'content.read',
  input: contentQuery,
  async run({ db, workspaceId, input, now }) {
    const place = await contentPlace(db, workspaceId, now)
    if (!place.ok) return place
    const { blueprint, today } = place.value
    const all = await allAssets(db, workspaceId)
    const live = all.filter(({ archivedAt }) => archivedAt === null)
    const overdue = live.filter((row) => isOverdue(row, today))
    const archived = all.filter(({ archivedAt }) => archivedAt !== null)
    const wanted = foldText(input.search ?? '')
    const items = { live, overdue, archived }[input.state].filter((row) => {
      const { bands, stage } = placeOfAsset(blueprint, row)
      const texts = [row.title, row.about, ...row.versions.flatMap(({ title, path }) => [title, path ?? ''])]
      return (
        (wanted === '' || texts.some((text) => foldText(text).includes(wanted))) &&
        (input.kind === undefined || row.kind === input.kind) &&
        (input.band === undefined || bands.includes(input.band)) &&
        (input.stage === undefined || stage === input.stage) &&
        (input.persona === undefined || row.personas.length === 0 || row.personas.includes(input.persona)) &&
        (input.language === undefined || row.versions.some(({ language }) => language === input.language))
      )
    })
    const kinds = new Set([...blueprint.contentKinds.map(({ id }) => id), ...all.map(({ kind }) => kind)])
    return ok({
      items: items.map((row) => assetView(row, place.value)),
      counts: { live: live.length, overdue: overdue.length, archived: archived.length },
      kinds: [...kinds].map((id) => kindNamed(blueprint, id)),
      stages: journeyOf(blueprint).stages.map(({ id, name }) => ({ id, name })),
      personas: blueprint.personas.map(({ id, name }) => ({ id, name })),
      languages: [...new Set(all.flatMap(({ versions }) => versions.map(({ language }) => language)))].sort(),
    })
  },
})
