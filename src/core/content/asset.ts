import type { Band, Blueprint, Text } from '#core/blueprint.ts'
import { pathMatcher } from '#core/content.ts'
import { foldText } from '#core/text.ts'

/** One asset in one language. */
export interface AssetVersion {
  /** ISO 639-1 */
  language: string
  title: string
  /** what its readers are told it is */
  about: string
  /** the whole address on the customer's site */
  url: string | null
  /** the paths that are it; `*` stands for any run of characters */
  path: string | null
  file: { id: string; name: string; type: string; bytes: number } | null
}

/** What the rules of the library read of an asset. */
export interface Asset {
  id: string
  title: string
  /** a content kind of the blueprint */
  kind: string
  /** empty: those of the kind */
  bands: readonly Band[]
  /** stage of the buyer journey; null: the one its kind speaks for */
  stage: string | null
  /** empty: for everybody */
  personas: readonly string[]
  /** empty: for every industry */
  industries: readonly string[]
  versions: readonly AssetVersion[]
}

/** What an asset is for, with what its kind says where it says nothing itself. */
export function placeOfAsset(
  { contentKinds }: Blueprint,
  { kind, bands, stage }: Pick<Asset, 'kind' | 'bands' | 'stage'>,
): { kindName: Text; bands: readonly Band[]; stage: string | null } {
  const known = contentKinds.find((one) => one.id === kind)
  return {
    kindName: known?.name ?? { en: kind },
    bands: bands.length > 0 ? bands : (known?.bands ?? []),
    stage: stage ?? known?.journey ?? null,
  }
}

/** The version for a reader of that language: theirs, else the English one, else the first; null: it has none. */
export function versionFor<Version extends { language: string }>(
  versions: readonly Version[],
  language: string | null,
): Version | null {
  return (
    versions.find((one) => one.language === language) ??
    versions.find((one) => one.language === 'en') ??
    versions[0] ??
    null
  )
}

/**
 * Finds the asset that an event was about, by what the event names: an asset's id, a path that belongs to it, or its
 * title in any language. An exact path comes before a pattern, the longer pattern before the shorter.
 */
export function assetFinder(
  assets: readonly Pick<Asset, 'id' | 'title' | 'versions'>[],
): (object: string) => { asset: string; language: string | null } | null {
  const exact = new Map<string, { asset: string; language: string | null }>()
  const titles = new Map<string, { asset: string; language: string | null }>()
  const patterns: { length: number; matches: (path: string) => boolean; asset: string; language: string }[] = []
  for (const { id, title, versions } of assets) {
    exact.set(id, { asset: id, language: null })
    keep(titles, foldText(title), { asset: id, language: null })
    for (const version of versions) {
      const found = { asset: id, language: version.language }
      titles.set(foldText(version.title), found)
      if (version.path === null) continue
      if (!version.path.includes('*')) keep(exact, foldText(version.path), found)
      else patterns.push({ length: version.path.length, matches: pathMatcher(version.path), ...found })
    }
  }
  patterns.sort((a, b) => b.length - a.length)
  return (object) => {
    const folded = foldText(object)
    const found = exact.get(folded) ?? titles.get(folded)
    if (found) return found
    if (!folded.startsWith('/')) return null
    const pattern = patterns.find((one) => one.matches(object))
    return pattern ? { asset: pattern.asset, language: pattern.language } : null
  }
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value)
}
