import { compileCondition, type Compiled, type Context } from '#core/fold/condition.ts'
import type { Program } from '#core/fold/program.ts'
import type { State } from '#core/fold/state.ts'
import { hash53 } from '#core/hash.ts'
import { safeLink } from '#core/html.ts'
import type { SlotContent, SlotDocument, SlotVariantKey, SlotVisit } from '#core/slot/document.ts'

/** A published version, ready to be asked: nothing is parsed or looked up by text on the way. */
export interface CompiledSlot {
  id: string
  key: string
  version: number
  /** percent */
  control: number
  variants: { key: SlotVariantKey; when: Compiled | null; visit: SlotVisit; content: SlotContent }[]
}

/** Who looks, as far as it may be used. */
export interface Looker {
  /** the browser's own id; null: it may not be used, or there is none */
  id: string | null
  /** what may be used of what is known (core/slot/known.ts) */
  state: State
  /** epoch ms */
  time: number
  /** how they came this time; null: not told, or from the site itself */
  channel: string | null
  returning: boolean
  /** of the browser, the best first: `ko`, `en` */
  languages: readonly string[]
}

/** What a browser sees: a variant, or the default although a variant is meant for it (`control`). */
export interface SlotDecision {
  slot: string
  key: string
  version: number
  variant: SlotVariantKey
  /** `free`: without an id nobody can be kept in a group, so it is shown and not measured */
  arm: 'shown' | 'control' | 'free'
  /** null for the control group */
  content: SlotContent | null
}

/** Compiles a version for the evaluator in memory. Its conditions are plain (core/slot/document.ts `isPlain`). */
export function compileSlot(slot: {
  id: string
  key: string
  version: number
  content: Pick<SlotDocument, 'variants' | 'control'>
}): CompiledSlot {
  const { id, key, version, content } = slot
  return {
    id,
    key,
    version,
    control: content.control,
    variants: content.variants.map((variant) => ({
      key: variant.key,
      when: variant.when === null ? null : compileCondition(variant.when, '', nothingCounted),
      visit: variant.visit,
      content: sound(variant.content),
    })),
  }
}

const nothingCounted = {
  matcher(): number {
    throw new Error('a slot asks nothing about events')
  },
  counter(): number {
    throw new Error('a slot counts no events')
  },
}

/** The link as it is put into `href`. What could not be published cannot be shown either. */
function sound(content: SlotContent): SlotContent {
  return { ...content, href: safeLink(content.href) ?? '' }
}

/** The first variant whose conditions hold, in the arm of this browser; null: the default, for no reason of ours. */
export function decideSlot(
  slot: CompiledSlot,
  looker: Looker,
  { halfLife }: Pick<Program, 'halfLife'>,
): SlotDecision | null {
  const context: Context = {
    state: looker.state,
    time: looker.time,
    event: null,
    hits: noHits,
    model: '',
    halfLife,
  }
  const variant = slot.variants.find(
    ({ when, visit }) => isVisit(visit, looker) && (when === null || when.test(context)),
  )
  if (variant === undefined) return null
  const { id, key, version, control } = slot
  const arm = looker.id === null ? 'free' : armOf(id, looker.id, control)
  return { slot: id, key, version, variant: variant.key, arm, content: arm === 'control' ? null : variant.content }
}

const noHits = new Uint8Array(0)

/**
 * The group of a browser in a slot: the same for all its versions and variants, and independent of its group in any other
 * slot. `control` in percent.
 */
export function armOf(slotId: string, browserId: string, control: number): 'shown' | 'control' {
  return (hash53(`${slotId}:${browserId}`) / 2 ** 53) * 100 < control ? 'control' : 'shown'
}

function isVisit({ channels, returning, languages }: SlotVisit, looker: Looker): boolean {
  if (channels.length > 0 && (looker.channel === null || !channels.includes(looker.channel))) return false
  if (returning !== null && returning !== looker.returning) return false
  return languages.length === 0 || (looker.languages[0] !== undefined && languages.includes(looker.languages[0]))
}
