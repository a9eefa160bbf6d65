import type { PoolClient } from 'pg'
import { personaNamed, kindNamed, stageNamed } from '#actions/content-view.ts'
import { foldPerson, type FoldedPerson } from '#actions/person/load.ts'
import { stepOf } from '#actions/person/next-step.ts'
import type { NextContentItem } from '#contract/content-reading.ts'
import { assetFinder } from '#core/content/asset.ts'
import { readerLanguage } from '#core/content/language.ts'
import { liftOf, type Lift } from '#core/content/lift.ts'
import { nextContent as choose } from '#core/content/next.ts'
import { formLanguages } from '#core/form/document.ts'
import type { NextStep } from '#core/next-step.ts'
import { liveAssets } from '#store/content.ts'
import { findLifts } from '#store/content-lift.ts'
import { findPerson } from '#store/person-read.ts'

/**
 * What to give somebody next, the best first, each with its reasons; nothing where nothing of the library suits. For
 * forms, pages and slots, which know a person by id alone.
 */
export async function nextContent(
  db: PoolClient,
  workspaceId: string,
  personId: string,
  { now = Date.now(), limit = 3 }: { now?: number; limit?: number } = {},
): Promise<NextContentItem[]> {
  const person = await findPerson(db, workspaceId, personId)
  if (!person) return []
  const folded = await foldPerson(db, workspaceId, person.id, now)
  return nextContentOf(db, workspaceId, folded, stepOf(folded, now, person.email), now, limit)
}

/** The same of a person who is folded already, by the step they want next. */
export async function nextContentOf(
  db: PoolClient,
  workspaceId: string,
  { run, events }: FoldedPerson,
  step: NextStep,
  at: number,
  limit = 3,
): Promise<NextContentItem[]> {
  const { state, program } = run
  const { blueprint } = program
  // out of the order: nothing is sent
  if (step.kind === 'stop') return []
  const assets = await liveAssets(db, workspaceId)
  if (assets.length === 0) return []
  const find = assetFinder(assets)
  const read = new Set<string>()
  const languages = new Map<string, number>()
  let wrote: string | null = null
  for (const { own, verdict, name, time, object, props } of events) {
    if (!own || verdict !== 'human' || time > at) continue
    if (name === 'form_submitted') wrote = formLanguages.find((one) => one === props['language']) ?? wrote
    const id = props['assetId']
    const found = typeof id === 'string' ? find(id) : object === null ? null : find(object)
    if (!found) continue
    read.add(found.asset)
    if (found.language !== null) languages.set(found.language, (languages.get(found.language) ?? 0) + 1)
  }
  const fact = (key: string): string | null => {
    const value = state.facts[key] ?? null
    return typeof value === 'string' && value !== '' ? value : null
  }
  const stage = state.models[blueprint.lifecycle]?.stage ?? null
  const lifts = new Map<string, Lift>()
  if (stage !== null) {
    for (const counts of await findLifts(db, workspaceId, { stage })) {
      const lift = liftOf(counts)
      if (lift) lifts.set(counts.asset, lift)
    }
  }
  const persona = state.persona ?? null
  const offers = choose({
    blueprint,
    needs: step.needs,
    from: step.from,
    to: step.to,
    persona,
    industry: fact('industry'),
    language: readerLanguage({ language: fact('language'), country: fact('country'), wrote, read: languages }),
    read,
    assets,
    lifts,
    limit,
  })
  return offers.map(({ asset, kind, version, reasons }) => ({
    asset,
    title: version.title,
    kind: kindNamed(blueprint, kind),
    language: version.language,
    url: version.url,
    file: version.file?.name ?? null,
    reasons: reasons.map((reason): NextContentItem['reasons'][number] => {
      if (reason.code === 'persona') return { code: 'persona', persona: personaNamed(blueprint, persona ?? '') }
      if (reason.code === 'lift') {
        const { ratio, low, high, readers } = reason.lift
        return { code: 'lift', ratio, low, high, readers, stage: stageNamed(blueprint, stage ?? '') }
      }
      if (!('stage' in reason)) return reason
      return { code: reason.code, stage: reason.stage === null ? null : stageNamed(blueprint, reason.stage) }
    }),
  }))
}
