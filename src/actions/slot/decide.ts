import type { SlotBook } from '#actions/slot/book.ts'
import { unpackState } from '#core/fold/pack.ts'
import { emptyState, type State } from '#core/fold/state.ts'
import { decideSlot, type Looker, type SlotDecision } from '#core/slot/decide.ts'
import { isReturning, toldState } from '#core/slot/known.ts'
import { findBrowser } from '#store/slot-browser.ts'
import type { Db } from '#store/rows.ts'

/** Who looks at a page with slots. */
export interface SlotVisitor {
  /** the browser's own id, where it may be used; null: only what the request itself says */
  id: string | null
  /** how they came, by the page's address and referrer */
  channel: string | null
  /** of the browser, the best first: `ko`, `en` */
  languages: readonly string[]
}

/**
 * What this browser sees in each slot of the workspace that has a variant for it, by key. One statement where it has an id,
 * none where not. A browser that proved who it is, or that alone says who somebody is, is answered from all that is known
 * of them; one that only said an address from what it told itself (core/slot/known.ts); an id that nobody has, by the
 * visit alone. `only`: no others are asked. Changes nothing.
 */
export async function decideSlots(
  { db, book }: { db: Db; book: SlotBook },
  workspaceId: string,
  { id, channel, languages }: SlotVisitor,
  now: number,
  only?: ReadonlySet<string>,
): Promise<Map<string, SlotDecision>> {
  const { slots, program } = await book.of(workspaceId, now)
  const asked = only === undefined ? slots : slots.filter((slot) => only.has(slot.id))
  const decided = new Map<string, SlotDecision>()
  if (program === null || asked.length === 0) return decided
  const known = id === null ? null : await findBrowser(db, workspaceId, id)
  let state: State = emptyState(program.version)
  if (known !== null && known.state !== null) {
    const whole = unpackState(known.state)
    state =
      known.proven || (known.alone && whole.account === null)
        ? whole
        : toldState(program, known.told ?? [whole.facts], whole, now)
  }
  const looker: Looker = { id, state, time: now, channel, languages, returning: isReturning(known?.since ?? null, now) }
  for (const slot of asked) {
    const decision = decideSlot(slot, looker, program)
    if (decision !== null) decided.set(slot.key, decision)
  }
  return decided
}

/** The languages that a browser wishes, the best first, by their first part; `header`: Accept-Language. */
export function wishedLanguages(header: string): string[] {
  const wishes = header
    .slice(0, 500)
    .split(',')
    .flatMap((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const language = /^[a-z]{2,3}(?=-|$)/i.exec(tag.trim())?.[0]?.toLowerCase()
      const weight = Number(/^\s*q=([\d.]+)/.exec(rest.find((one) => /^\s*q=/.test(one)) ?? '')?.[1] ?? 1)
      return language === undefined || !(weight > 0) ? [] : [{ language, weight }]
    })
    .toSorted((one, other) => other.weight - one.weight)
  return [...new Set(wishes.map(({ language }) => language))]
}
