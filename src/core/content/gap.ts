import type { Band, Blueprint, Stage } from '#core/blueprint.ts'
import { placeOfAsset, type Asset } from '#core/content/asset.ts'

export type GapAxis = 'stage' | 'band'

/** A column of the matrix: a stage of the buyer journey, or a band with the stages in it. */
export interface GapColumn {
  id: string
  stages: readonly string[]
  bands: readonly Band[]
  /** what should be there, most fitting first */
  kinds: readonly string[]
}

export interface GapCell {
  /** null: nobody knows what they are */
  persona: string | null
  column: string
  /** who stands there now */
  people: number
  /** ids of assets made for that persona, and of those for everybody */
  own: string[]
  shared: string[]
  /** people of that persona who read the most read one of them in the period */
  readers: number
  /** kinds that the column wants and that neither of them is */
  missing: string[]
  /** kinds that are there, but in no language that so many of them read; English is read by all */
  unreadable: { kind: string; language: string; people: number }[]
  /** nothing at all · only what is for everybody · nobody reads it · there and read */
  state: 'empty' | 'shared' | 'unread' | 'covered'
}

/** Something that should be written, the most urgent first. */
export interface Gap {
  persona: string
  column: string
  kind: string
  people: number
  /**
   * none: there is no such asset they could use; language: none that those of `people` who read `language` could; shared:
   * only one that is for everybody
   */
  state: 'none' | 'language' | 'shared'
  /** ISO 639-1 */
  language: string | null
}

export interface GapInput {
  blueprint: Blueprint
  axis: GapAxis
  /** the library; archived ones are not in it */
  assets: readonly Asset[]
  /** only versions in this language count; null: any */
  language: string | null
  /** how many people of a persona stand in a stage of the journey now; `spoken`: ISO 639-1, null: nobody knows */
  people: readonly { persona: string | null; stage: string; spoken: string | null; people: number }[]
  /** how many people of a persona read an asset in the period */
  readers: readonly { persona: string | null; asset: string; people: number }[]
}

/** written for one deal each, by the product itself */
const madeElsewhere = new Set(['proposal'])

/** The stages of the buyer journey; of the lifecycle where there is no journey. */
export function journeyOf({ models, lifecycle }: Pick<Blueprint, 'models' | 'lifecycle'>): {
  id: string
  stages: readonly Stage[]
} {
  const model =
    models.find((one) => one.subject === 'person' && one.shape === 'circle') ??
    models.find((one) => one.id === lifecycle)
  return { id: model?.id ?? lifecycle, stages: model?.stages ?? [] }
}

export function gapColumns(blueprint: Blueprint, axis: GapAxis): GapColumn[] {
  const { stages } = journeyOf(blueprint)
  const known = new Set(blueprint.contentKinds.map(({ id }) => id))
  const wanted = (some: readonly Stage[]) => [
    ...new Set(
      some.flatMap((stage) => stage.contentKinds).filter((kind) => known.has(kind) && !madeElsewhere.has(kind)),
    ),
  ]
  if (axis === 'stage') {
    return stages.map((stage) => ({ id: stage.id, stages: [stage.id], bands: stage.band, kinds: wanted([stage]) }))
  }
  const bands: readonly Band[] = ['TOFU', 'MOFU', 'BOFU', 'CUSTOMER']
  return bands
    .map((band) => {
      // a stage in two bands is counted in its first
      const inside = stages.filter((stage) => stage.band[0] === band)
      const kinds = blueprint.contentKinds.filter((kind) => kind.bands[0] === band && !madeElsewhere.has(kind.id))
      return { id: band, stages: inside.map(({ id }) => id), bands: [band], kinds: kinds.map(({ id }) => id) }
    })
    .filter(({ stages: inside, kinds }) => inside.length > 0 || kinds.length > 0)
}

/**
 * Personas × stages of the journey: what there is for them, whether they read it, and what is missing, by how many people
 * stand there now. A cell that is nobody's needs nothing.
 */
export function contentGaps(input: GapInput): { columns: GapColumn[]; cells: GapCell[]; gaps: Gap[] } {
  const { blueprint, axis, language } = input
  const columns = gapColumns(blueprint, axis)
  const usable = input.assets
    .filter(({ versions }) => language === null || versions.some((version) => version.language === language))
    .map((asset) => ({ ...asset, place: placeOfAsset(blueprint, asset) }))
  const readers = new Map(input.readers.map(({ persona, asset, people }) => [`${persona ?? ''} ${asset}`, people]))
  const personas = [...blueprint.personas.map(({ id }) => id), null]
  const cells: GapCell[] = []
  const gaps: (Gap & { weight: number })[] = []
  for (const persona of personas) {
    for (const column of columns) {
      const standing = input.people.filter((one) => one.persona === persona && column.stages.includes(one.stage))
      const people = standing.reduce((sum, one) => sum + one.people, 0)
      const here = usable.filter(({ place }) =>
        axis === 'stage'
          ? column.stages.includes(place.stage ?? '')
          : column.bands.some((band) => place.bands.includes(band)),
      )
      const own = here.filter(({ personas: those }) => persona !== null && those.includes(persona))
      const shared = here.filter(({ personas: those }) => those.length === 0)
      const both = [...own, ...shared]
      const read = Math.max(0, ...both.map(({ id }) => readers.get(`${persona ?? ''} ${id}`) ?? 0))
      const missing = column.kinds.filter((kind) => !both.some((asset) => asset.kind === kind))
      const speakers = language === null ? byLanguage(standing) : []
      const unreadable = column.kinds.flatMap((kind) => {
        const some = both.filter((asset) => asset.kind === kind)
        return some.length === 0
          ? []
          : speakers
              .filter(([spoken]) => !some.some((asset) => isReadable(asset, spoken)))
              .map(([spoken, count]) => ({ kind, language: spoken, people: count }))
      })
      cells.push({
        persona,
        column: column.id,
        people,
        own: own.map(({ id }) => id),
        shared: shared.map(({ id }) => id),
        readers: read,
        missing,
        unreadable,
        state:
          both.length === 0
            ? 'empty'
            : persona !== null && own.length === 0
              ? 'shared'
              : read === 0
                ? 'unread'
                : 'covered',
      })
      if (persona === null || people === 0) continue
      for (const [place, kind] of column.kinds.entries()) {
        // what fits the stage best comes first; what is for everybody does half the work
        const fits = 1 - place / (2 * column.kinds.length)
        for (const one of unreadable.filter((each) => each.kind === kind))
          gaps.push({ persona, column: column.id, ...one, state: 'language', weight: one.people * fits })
        if (own.some((asset) => asset.kind === kind)) continue
        const state = shared.some((asset) => asset.kind === kind) ? 'shared' : 'none'
        const weight = people * (state === 'none' ? 1 : 0.4) * fits
        gaps.push({ persona, column: column.id, kind, people, state, language, weight })
      }
    }
  }
  gaps.sort((a, b) => b.weight - a.weight)
  return { columns, cells, gaps: gaps.map(({ weight: _weight, ...gap }) => gap) }
}

/** How many of them read each language, where that is known. */
function byLanguage(standing: GapInput['people']): [string, number][] {
  const counted = new Map<string, number>()
  for (const { spoken, people } of standing)
    if (spoken !== null) counted.set(spoken, (counted.get(spoken) ?? 0) + people)
  return [...counted]
}

const isReadable = ({ versions }: Asset, spoken: string): boolean =>
  versions.some(({ language }) => language === spoken || language === 'en')
