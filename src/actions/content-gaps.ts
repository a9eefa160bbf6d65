import { lastDays, readingScope } from '#actions/content-scope.ts'
import { contentPlace, kindNamed } from '#actions/content-view.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { contentGapsQuery, type ContentGaps } from '#contract/content-reading.ts'
import { ok } from '#contract/problem.ts'
import { contentGaps, journeyOf } from '#core/content/gap.ts'
import { readerLanguage } from '#core/content/language.ts'
import { liveAssets } from '#store/content.ts'
import { peopleStanding, readersByPersona } from '#store/content-reading.ts'

/** who read it within this time reads it */
const readWithinDays = 90
const shownGaps = 300

/** Personas × stages of the journey, or bands: what there is, who reads it, what is missing, for how many people. */
export const readContentGaps: Verb<ContentGaps> = readVerb({
  permission: 'content.read',
  input: contentGapsQuery,
  async run({ db, workspaceId, input, now }) {
    const found = await contentPlace(db, workspaceId, now)
    if (!found.ok) return found
    const { blueprint, zone } = found.value
    const language = input.language ?? null
    const assets = await liveAssets(db, workspaceId)
    const journey = journeyOf(blueprint)
    const standing = await peopleStanding(db, workspaceId, journey.id)
    const spoken = standing.map((one) => ({ ...one, spoken: readerLanguage(one) }))
    const period = lastDays(readWithinDays, zone, now)
    const scope = await readingScope(db, workspaceId, assets, found.value, { ...period, before: period.from }, input)
    const { columns, cells, gaps } = contentGaps({
      blueprint,
      axis: input.by,
      assets,
      language,
      people: spoken.filter((one) => language === null || one.spoken === language),
      readers: await readersByPersona(db, workspaceId, scope),
    })
    const titles = new Map(assets.map(({ id, title }) => [id, title]))
    const titled = (ids: readonly string[]) => ids.map((id) => ({ id, title: titles.get(id) ?? '' }))
    const stages = new Map(journey.stages.map(({ id, name }) => [id, name]))
    return ok({
      by: input.by,
      language,
      model: journey.id,
      personas: blueprint.personas.map(({ id, name }) => ({ id, name })),
      columns: columns.map((column) => ({
        id: column.id,
        name: stages.get(column.id) ?? { en: column.id },
        stages: [...column.stages],
      })),
      cells: cells.map(({ missing, unreadable, own, shared, ...cell }) => ({
        ...cell,
        own: titled(own),
        shared: titled(shared),
        missing: missing.map((kind) => kindNamed(blueprint, kind)),
        unreadable: unreadable.map(({ kind, ...one }) => ({ ...one, kind: kindNamed(blueprint, kind) })),
      })),
      gaps: gaps.slice(0, shownGaps).map(({ kind, ...gap }) => ({ ...gap, kind: kindNamed(blueprint, kind) })),
      moreGaps: Math.max(0, gaps.length - shownGaps),
      unknownLanguage: spoken
        .filter((one) => one.spoken === null && one.persona !== null)
        .reduce((sum, { people }) => sum + people, 0),
      languages: [...new Set(assets.flatMap(({ versions }) => versions.map((one) => one.language)))].sort(),
    })
  },
})
