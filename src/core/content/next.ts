import type { Blueprint } from '#core/blueprint.ts'
import { placeOfAsset, versionFor, type Asset, type AssetVersion } from '#core/content/asset.ts'
import type { Lift } from '#core/content/lift.ts'
import type { Need } from '#core/next-step.ts'
import { foldText } from '#core/text.ts'

/** Why an asset is offered to somebody. */
export type NextReason =
  /** they asked for that kind; it goes with what they asked for; it ends where they are; it leads on: with the stage it
   * speaks for */
  | { code: Need['why']; stage: string | null }
  | { code: 'persona' }
  | { code: 'industry'; industry: string }
  | { code: 'language' }
  /** there is none in their language */
  | { code: 'other_language'; wanted: string }
  /** nobody knows theirs, and there is no English one */
  | { code: 'unknown_language' }
  /** those in their stage who read it went on this much oftener than the others */
  | { code: 'lift'; lift: Lift }

export interface NextContent {
  asset: string
  kind: string
  version: AssetVersion
  /** the strongest first */
  reasons: NextReason[]
}

export interface NextContentInput {
  blueprint: Blueprint
  /** what core/next-step.ts says they need */
  needs: readonly Need[]
  /** stages of the journey: where they are, and the next */
  from: string | null
  to: string | null
  persona: string | null
  industry: string | null
  /** ISO 639-1; null: nobody knows */
  language: string | null
  /** ids of what they read already */
  read: ReadonlySet<string>
  assets: readonly Asset[]
  /** by asset, of the lifecycle's stage they are in; those with enough data */
  lifts: ReadonlyMap<string, Lift>
  limit: number
}

const whys = { asked: 6, with: 6, next: 4, here: 3 } as const

/**
 * What to give somebody next: assets of the kinds they need, or that speak for where they are or go, made for people
 * like them, in their language, not read yet; what those who went on had read counts more where there is enough data.
 * Whose language nobody knows is given English first, and what else there is after it.
 */
export function nextContent(input: NextContentInput): NextContent[] {
  const { assets, read, persona, language, limit } = input
  return assets
    .filter(
      ({ id, personas }) =>
        !read.has(id) && (personas.length === 0 || (persona !== null && personas.includes(persona))),
    )
    .flatMap((asset) => {
      const version = versionFor(asset.versions, language)
      const fit = fitOf(asset, input)
      // nobody is given what they cannot read
      const readable = version?.language === language || version?.language === 'en' || language === null
      return version && fit && readable ? [{ asset, version, fit }] : []
    })
    .map(({ asset, version, fit }) => rated(asset, version, fit, input))
    .toSorted((a, b) => Number(isGuess(a)) - Number(isGuess(b)) || b.worth - a.worth || (a.asset < b.asset ? -1 : 1))
    .slice(0, limit)
    .map(({ worth: _worth, ...offer }) => offer)
}

const isForRequest = ({ why }: Need): boolean => why === 'asked' || why === 'with'

const isGuess = ({ reasons }: NextContent): boolean => reasons.some(({ code }) => code === 'unknown_language')

/** What it does for them, and how much that is worth; null: nothing. */
function fitOf(
  asset: Asset,
  { blueprint, needs, from, to }: NextContentInput,
): { reason: Extract<NextReason, { stage: string | null }>; worth: number } | null {
  const { stage } = placeOfAsset(blueprint, asset)
  const place = needs.findIndex(({ kind }) => kind === asset.kind)
  const need = needs[place]
  // what they asked for itself comes before what goes with it
  if (need)
    return { reason: { code: need.why, stage }, worth: whys[need.why] - place * (isForRequest(need) ? 2.5 : 0.5) }
  if (stage === null) return null
  if (stage === to) return { reason: { code: 'next', stage }, worth: 1.5 }
  return stage === from ? { reason: { code: 'here', stage }, worth: 1 } : null
}

function rated(
  asset: Asset,
  version: AssetVersion,
  fit: { reason: NextReason; worth: number },
  { persona, industry, language, lifts }: NextContentInput,
): NextContent & { worth: number } {
  const reasons = [fit.reason]
  let { worth } = fit
  if (persona !== null && asset.personas.includes(persona)) {
    reasons.push({ code: 'persona' })
    worth += 2
  }
  const trade = industry === null ? undefined : asset.industries.find((one) => foldText(one) === foldText(industry))
  if (trade !== undefined) {
    reasons.push({ code: 'industry', industry: trade })
    worth += 1.5
  } else if (asset.industries.length > 0) worth -= 1
  if (language === null) {
    if (version.language !== 'en') reasons.push({ code: 'unknown_language' })
  } else if (version.language === language) {
    reasons.push({ code: 'language' })
    worth += 1.5
  } else reasons.push({ code: 'other_language', wanted: language })
  const lift = lifts.get(asset.id)
  if (lift) {
    reasons.push({ code: 'lift', lift })
    worth += Math.min(2, Math.max(-1, Math.log2(lift.ratio)))
  }
  return { asset: asset.id, kind: asset.kind, version, reasons, worth }
}
